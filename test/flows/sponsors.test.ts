import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import { nextSecond, runOn, train, useFlow } from "../support/use-flow.ts";
import { askCopilot, opensByForge } from "./hard-cases/bots.ts";
import { createWorld, ENFORCEMENT, REPOSITORY as repository } from "./hard-cases/world.ts";

const MACHINE = 7_700_009;

describe("the sponsor of a bot", () => {
  const enforcement = ENFORCEMENT.replace(
    "bots:",
    `bots:\n      - { app: updates, id: ${MACHINE}, sponsor: approver }`,
  );
  const flow = useFlow({ enforcement });
  const world = createWorld(flow);
  beforeAll(() => train(flow, "ada"));
  beforeEach(() => flow.github.deliveries.faults.clear());

  const conclusionOf = (pull: PullRequest) => runOn(flow, pull)?.conclusion;
  const approve = ({ number }: PullRequest, as = "ada") =>
    flow.github.actions.review({ as, repository, number, state: "APPROVED" });
  async function opened(pull: PullRequest): Promise<PullRequest> {
    await flow.settled();
    return pull;
  }

  it("is read with the commits: one request, and one write", async () => {
    expect(await flow.requestsOf(() => opensByForge(world))).toEqual({ read: 1, write: 1, token: 0 });
  });

  it("is read again when somebody approves, and nothing of it when the check is run again", async () => {
    const pull = await opened(opensByForge(world));

    const asked = await flow.requestsOf(() => approve(pull));
    const { number } = pull;
    const again = await flow.requestsOf(() => flow.github.actions.rerequestCheckRun({ as: "ada", repository, number }));

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    expect(again).toEqual({ read: 0, write: 1, token: 0 });
    expect(conclusionOf(pull)).toBe("success");
  });

  it("is asked for by nobody's pull request: reviews and assignments of it cost nothing", async () => {
    const pull = await opened(flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{}] }));
    const { number } = pull;

    const asked = await flow.requestsOf(async () => {
      approve(pull, "jo");
      await nextSecond();
      flow.github.actions.assign({ as: "jo", repository, number, user: "jo" });
      flow.github.actions.dismissReview({ as: "ada", repository, number, user: "jo" });
    });

    expect(asked).toEqual({ read: 0, write: 0, token: 0 });
    expect(runOn(flow, pull)?.output.summary).not.toContain("jo");
  });

  it("is found by a sweep where no delivery told of the approval", async () => {
    const pull = await opened(opensByForge(world));
    flow.github.deliveries.faults.add({
      event: "pull_request_review",
      count: 1,
      fault: { kind: "lose", listed: false },
    });
    await nextSecond();
    approve(pull);
    await flow.settled();
    expect(conclusionOf(pull)).toBe("action_required");

    await flow.sweep();

    expect(conclusionOf(pull)).toBe("success");
  });

  it("is asked for a bot that acts through a user's account, too", async () => {
    const { actions } = flow.github;
    actions.createAccount({ login: "updates", id: MACHINE, emails: ["updates@acme.example"] });
    actions.addMember({ as: "sam", user: "updates", teams: ["payments"] });
    const pull = await opened(actions.openPullRequest({ as: "updates", repository, commits: [{}] }));
    expect(runOn(flow, pull)?.output.title).toBe("What a bot wrote waits for an approval");

    const asked = await flow.requestsOf(() => approve(pull));

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    expect(conclusionOf(pull)).toBe("success");
  });

  it("opens the gate with their training, without anybody asking", async () => {
    const me = await world.member("untrained");
    const pull = await opened(askCopilot(world, me));
    expect(runOn(flow, pull)?.output.title).toBe("1 person still needs training");

    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, me);
    await learner.complete(me);
    await flow.settled();

    expect(conclusionOf(pull)).toBe("success");
  });

  it("stands in the log as what they are, without a name", async () => {
    const pull = await opened(askCopilot(world, "ada"));
    const row = await flow.database.db.decision.findFirstOrThrow({ where: { headSha: pull.headSha } });
    const entries = await flow.database.db.logEntry.findMany({ where: { type: "gate.decided" } });
    const entry = entries.map(({ body }) => JSON.parse(body) as Decided).find((one) => one.decision_id === row.id);

    expect(entry?.decision.people.map(({ parts, outcome }) => [parts, outcome])).toEqual([
      [["sponsor", "co-author"], "allow"],
    ]);
  });

  it("is named on the page of the decision", async () => {
    const pull = await opened(askCopilot(world, "mira"));
    const row = await flow.database.db.decision.findFirstOrThrow({ where: { headSha: pull.headSha } });
    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, "mira");
    await learner.signIn();

    const { html } = await learner.browser.get(`${flow.app.url}/decisions/${row.id}`);

    expect(html).toMatch(/@mira<\/strong>.*\(you, sponsor\)/s);
  });

  it("answers in a merge group as on the pull request, in two requests", async () => {
    const { actions, deliveries } = flow.github;
    actions.enableMergeQueue({ as: "sam", repository });
    actions.requireCheck({ as: "sam", repository });
    const pull = await opened(opensByForge(world));
    approve(pull);
    await flow.settled();
    deliveries.pause();
    const entry = actions.enqueue({ as: "sam", repository, number: pull.number });
    // What then happens is dated later than the queueing.
    await nextSecond();

    const asked = await flow.requestsOf(() => deliveries.resume());

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    const [run] = flow.github.checkRuns(repository, entry.group.headSha);
    expect(run?.conclusion).toBe("success");
    expect(run?.output.summary).toContain(`sponsor of #${pull.number}`);
  });
});

interface Decided {
  readonly decision_id: string;
  readonly decision: { readonly people: readonly { readonly parts: readonly string[]; readonly outcome: string }[] };
}
