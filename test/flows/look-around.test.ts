import { afterEach, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runOn, runsOn, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("the look of every ten minutes", () => {
  const flow = useFlow();
  afterEach(() => flow.github.deliveries.faults.clear());

  const open = (): PullRequest => flow.github.actions.openPullRequest({ as: "mira", repository, commits: [{}] });
  const lose = (event: string, listed: boolean) =>
    flow.github.deliveries.faults.add({ event, count: 1, fault: { kind: "lose", listed } });

  it("asks twice where all is well, however many repositories there are, and writes nothing", async () => {
    open();
    await flow.settled();

    expect(await flow.requestsOf(() => flow.lookAround())).toEqual({ read: 2, write: 0, token: 0 });
  });

  it("has a delivery sent again that GitHub lists as failed", async () => {
    lose("pull_request.opened", true);
    const pull = open();
    await flow.settled();
    expect(runOn(flow, pull)).toBeUndefined();

    await flow.lookAround();

    expect(runsOn(flow, pull)).toHaveLength(1);
    expect(await flow.database.db.headPush.count({ where: { headSha: pull.headSha } })).toBe(1);
  });

  it("finds a pull request of which no delivery is left", async () => {
    lose("push", false);
    lose("pull_request.opened", false);
    const pull = open();
    await flow.settled();

    await flow.lookAround();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("finds a head that was pushed and not told", async () => {
    const pull = open();
    await flow.settled();
    lose("pull_request.synchronize", false);
    flow.github.actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{}] });
    await flow.settled();
    expect(runOn(flow, pull)).toBeUndefined();

    await flow.lookAround();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("leaves what is long unchanged to the sweep", async () => {
    lose("push", false);
    lose("pull_request.opened", false);
    const pull = open();
    pull.updatedAt = new Date(Date.now() - 3_600_000);
    await flow.settled();

    await flow.lookAround();
    expect(runOn(flow, pull)).toBeUndefined();
    await flow.sweep();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });
});

describe("a merge group of which no delivery told", () => {
  const flow = useFlow();

  it.each(["lookAround", "sweep"] as const)("is found by %s, and answered on its own commit", async (look) => {
    const { actions, deliveries } = flow.github;
    actions.requireCheck({ as: "sam", repository });
    actions.enableMergeQueue({ as: "sam", repository, strategy: "ALLGREEN" });
    const pull = actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    await flow.settled();
    // As an owner may who bypasses the rules: with a check that does not pass, nobody else gets it into the queue.
    const run = runOn(flow, pull);
    if (!run) throw new Error("It was made");
    run.conclusion = "success";
    deliveries.faults.add({ event: "merge_group", count: 1, fault: { kind: "lose", listed: false } });
    const { group } = actions.enqueue({ as: "sam", repository, number: pull.number });
    await flow.settled();
    expect(flow.github.checkRuns(repository, group.headSha)).toEqual([]);

    await flow[look]();

    expect(flow.github.checkRuns(repository, group.headSha).map(({ conclusion }) => conclusion)).toEqual([
      "action_required",
    ]);
    actions.closePullRequest({ as: "mira", repository, number: pull.number });
    await flow.settled();
  });
});
