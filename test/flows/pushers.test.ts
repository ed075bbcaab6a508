import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
/** What anybody can write into a commit. */
const asAda = { author: "ada" } as const;

describe("who pushed, as GitHub authenticated them", () => {
  const flow = useFlow();
  beforeAll(() => train(flow, "ada"));
  beforeEach(() => flow.github.deliveries.faults.clear());

  const lose = (event: string) =>
    flow.github.deliveries.faults.add({ event, count: 1, fault: { kind: "lose", listed: false } });
  const summaryOf = (pull: PullRequest) => runOn(flow, pull)?.output.summary;
  const byDependabot = () => flow.github.actions.openPullRequest({ as: "dependabot[bot]", repository, commits: [{}] });
  const close = ({ number }: PullRequest) => flow.github.actions.closePullRequest({ as: "mira", repository, number });
  const reopen = (as: string, { number }: PullRequest) =>
    flow.github.actions.reopenPullRequest({ as, repository, number });

  it("stays behind a branch of which a bot opens the pull request", async () => {
    const { actions } = flow.github;
    actions.push({ as: "mira", repository, branch: "mira/by-workflow", commits: [asAda] });
    const pull = actions.openPullRequest({ as: "dependabot[bot]", repository, branch: "mira/by-workflow" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(summaryOf(pull)).toContain("mira (pusher)");
  });

  it("counts also if the push is told after the head was looked at", async () => {
    const { actions } = flow.github;
    flow.github.deliveries.faults.add({ event: "push", count: 1, fault: { kind: "delay", ms: 1_500 } });
    actions.push({ as: "mira", repository, branch: "mira/told-late", commits: [asAda] });
    const pull = actions.openPullRequest({ as: "dependabot[bot]", repository, branch: "mira/told-late" });
    await flow.until("the first verdict", () => runOn(flow, pull)?.conclusion ?? undefined);
    await flow.settled();

    expect(summaryOf(pull)).toContain("mira (pusher)");
  });

  it("is not forgotten when somebody else pushes on top", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    actions.push({ as: "mira", repository, branch: pull.headRef, commits: [asAda] });
    actions.push({ as: "ada", repository, branch: pull.headRef, commits: [{}] });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(summaryOf(pull)).toContain("mira (pusher)");
  });

  it("is asked no longer when what they pushed is taken out again", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    const good = pull.headSha;
    actions.push({ as: "mira", repository, branch: pull.headRef, commits: [asAda] });
    actions.push({ as: "ada", repository, branch: pull.headRef, commits: [{}], forceFrom: good });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it("is nobody who only sets a branch to commits that are here already", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    actions.push({ as: "jo", repository, branch: "jo/to-review", commits: [], forceFrom: pull.headSha });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it.each([
    ["told by the push", false],
    ["told by nothing but the reopening", true],
  ])("is who pushed while the pull request was closed, %s", async (_, isLost) => {
    const pull = byDependabot();
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("success");

    close(pull);
    if (isLost) lose("push");
    flow.github.actions.push({ as: "mira", repository, branch: pull.headRef, commits: [asAda] });
    reopen("mira", pull);
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(summaryOf(pull)).toContain("mira (pusher)");
  });

  it("is not who reopens what somebody else is known to have pushed", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    close(pull);
    reopen("jo", pull);
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it("has to be somebody: what nobody answers for waits until a person does", async () => {
    lose("push");
    lose("pull_request.opened");
    const pull = flow.github.actions.openPullRequest({ as: "dependabot[bot]", repository, commits: [asAda] });
    await flow.sweep();

    expect(runOn(flow, pull)).toMatchObject({
      conclusion: "action_required",
      output: { title: "Nobody answers for 1 commit" },
    });

    close(pull);
    reopen("ada", pull);
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it("need not be known where GitHub itself signed what a listed bot wrote", async () => {
    lose("push");
    lose("pull_request.opened");
    const commits = [{ signature: "github" }] as const;
    const pull = flow.github.actions.openPullRequest({ as: "dependabot[bot]", repository, commits });
    await flow.sweep();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });
});
