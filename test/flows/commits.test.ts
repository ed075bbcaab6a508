import { beforeAll, describe, expect, it } from "vitest";
import { userOf } from "../sandbox/github/find.ts";
import type { Email, PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("the commits of a pull request", () => {
  const flow = useFlow();
  beforeAll(() => train(flow, "ada"));

  async function rangeOf({ repositoryId, headSha }: PullRequest) {
    const rows = await flow.database.db.commitRange.findMany({
      where: { repositoryId: BigInt(repositoryId), headSha },
    });
    return rows.map(({ commits }) => (commits as { sha: string }[]).map(({ sha }) => sha));
  }
  async function decisionOf({ headSha }: PullRequest) {
    const row = await flow.database.db.decision.findFirst({ where: { headSha }, orderBy: { decidedAt: "desc" } });
    return row?.tree as { findings: { kind: string; commits: { sha: string }[] }[] } | undefined;
  }
  async function unlinkedOf(pull: PullRequest) {
    const finding = (await decisionOf(pull))?.findings.find(({ kind }) => kind === "unlinked_commits");
    return finding?.commits.map(({ sha }) => sha) ?? [];
  }

  it.each([
    [25, 1],
    [26, 2],
    [100, 2],
    [101, 2],
    [250, 4],
    [251, 4],
  ])(
    "are read to the last of %i, 25 and then 100 a request, and one by somebody untrained is not missed",
    async (count, reads) => {
      const commits = Array.from({ length: count }, (_, index) => (index === count - 1 ? { author: "mira" } : {}));
      let pull: PullRequest | undefined;

      const asked = await flow.requestsOf(() => {
        pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits });
      });

      if (!pull) throw new Error("It was opened");
      expect(asked).toEqual({ read: reads, write: 1, token: 0 });
      expect((await rangeOf(pull)).map((shas) => new Set(shas))).toEqual([new Set(pull.commits)]);
      expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    },
  );

  it("that never reach GitHub's own count fail the check after the retries, and never pass it", async () => {
    const { actions } = flow.github;
    const seen = new Set<string | null | undefined>();
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}, {}] });
    Object.assign(pull, { commits: [...pull.commits, pull.commits[0]] });

    await flow.until(
      "the failure",
      () => {
        seen.add(runOn(flow, pull)?.conclusion);
        return runOn(flow, pull)?.conclusion === "failure" ? true : undefined;
      },
      20_000,
    );
    expect(seen).toEqual(new Set([undefined, "failure"]));
    expect(runOn(flow, pull)?.output.title).toBe("Training could not be checked");

    Object.assign(pull, { commits: pull.commits.slice(0, 2) });
    actions.clickAction({ as: "ada", repository, number: pull.number, identifier: "recheck" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it("that GitHub does not tell fail the check after the retries, and pass it once it does", async () => {
    const { actions, faults } = flow.github;
    const over = faults.set({ route: "ReadHead", failWith: 502 });
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });

    const failed = await flow.until("the failure", () => structuredClone(runOn(flow, pull)), 20_000);
    over();
    actions.clickAction({ as: "ada", repository, number: pull.number, identifier: "recheck" });
    await flow.settled();

    expect(failed).toMatchObject({
      conclusion: "failure",
      output: { summary: expect.stringContaining(`pull request ${pull.number} and its commits`) },
    });
    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it("that passed the gate in a merged pull request ask nobody again", async () => {
    const { actions } = flow.github;
    const merged = actions.openPullRequest({ as: "ada", repository, commits: [{ author: "noor" }] });
    await flow.settled();
    expect(runOn(flow, merged)?.conclusion).toBe("success");
    actions.mergePullRequest({ as: "ada", repository, number: merged.number });
    actions.setCollaborator({ as: "sam", repository, user: "noor", role: "read" });
    actions.push({ as: "ada", repository, branch: "production", commits: [], forceFrom: merged.baseSha });
    await flow.settled();

    const promotion = actions.openPullRequest({ as: "ada", repository, branch: "main", base: "production" });
    const fresh = actions.openPullRequest({ as: "ada", repository, commits: [{ author: "noor" }] });
    await flow.settled();

    expect(promotion.commits).toContain(merged.headSha);
    expect(runOn(flow, promotion)?.conclusion).toBe("success");
    expect(runOn(flow, fresh)?.conclusion).toBe("action_required");
  });

  it("that belong to nobody are answered for by who pushed them", async () => {
    const commits = [{ name: "dev", email: "dev@old-laptop.example" }];
    const answered = flow.github.actions.openPullRequest({ as: "ada", repository, commits });
    const open = flow.github.actions.openPullRequest({ as: "mira", repository, commits });
    await flow.settled();

    expect(runOn(flow, answered)?.conclusion).toBe("success");
    expect(runOn(flow, open)?.conclusion).toBe("action_required");
    expect(await unlinkedOf(answered)).toEqual(answered.commits);
  });

  it("are linked by an address that was proved at sign-in", async () => {
    const pull = flow.github.actions.openPullRequest({
      as: "mira",
      repository,
      commits: [{ email: "mira@laptop.example" }],
    });
    await flow.settled();
    expect(await unlinkedOf(pull)).toEqual(pull.commits);

    const { emails } = userOf(flow.github.state, "mira");
    (emails as Email[]).push({ email: "Mira@Laptop.example", verified: true, primary: false });
    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, "mira");
    await learner.signIn();
    await flow.settled();

    expect(await unlinkedOf(pull)).toEqual([]);
  });

  it("are not linked by an address that GitHub has not verified", async () => {
    const email = "noor@old.example";
    const pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{ email }] });
    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, "noor");
    await learner.signIn();
    flow.github.actions.comment({ as: "ada", repository, number: pull.number, body: "/training recheck" });
    await flow.settled();

    expect(await unlinkedOf(pull)).toEqual(pull.commits);
  });

  it("are a bot's by its noreply address only with GitHub's own signature, or if the bot pushed them", async () => {
    const { actions } = flow.github;
    const email = "49699333+dependabot[bot]@users.noreply.github.com";
    const forged = actions.openPullRequest({ as: "ada", repository, commits: [{ email }] });
    const signed = actions.openPullRequest({ as: "ada", repository, commits: [{ email, signature: "github" }] });
    const pushed = actions.openPullRequest({ as: "dependabot[bot]", repository, commits: [{}] });
    await flow.settled();

    expect(await unlinkedOf(forged)).toEqual(forged.commits);
    expect(await unlinkedOf(signed)).toEqual([]);
    expect(await unlinkedOf(pushed)).toEqual([]);
    expect(runOn(flow, pushed)?.conclusion).toBe("success");
  });

  it("with a forged bot address do not carry an untrained pusher through", async () => {
    const email = "49699333+dependabot[bot]@users.noreply.github.com";
    const commits = [{ name: "dependabot[bot]", email }];
    const pull = flow.github.actions.openPullRequest({ as: "jo", repository, commits });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });
});
