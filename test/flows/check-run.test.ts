import { beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { nextSecond, runOn, runsOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("the life of a check run", () => {
  const flow = useFlow();
  beforeAll(() => train(flow, "ada"));

  async function opened(as = "mira"): Promise<PullRequest> {
    const pull = flow.github.actions.openPullRequest({ as, repository, commits: [{}] });
    await flow.settled();
    return pull;
  }
  const of = (pull: PullRequest, as = "mira") => ({ as, repository, number: pull.number });
  const headRow = ({ repositoryId, headSha }: PullRequest) => ({
    repositoryId_headSha: { repositoryId: BigInt(repositoryId), headSha },
  });
  const writesSince = (index: number) =>
    flow.github.requests.all
      .slice(index)
      .filter(({ kind }) => kind === "write")
      .map(({ method, route }) => `${method} ${route.split("/").at(-1)}`);

  it("is made once, and changed from then on", async () => {
    const before = flow.github.requests.all.length;
    const pull = await opened("jo");
    const [made] = runsOn(flow, pull);

    await train(flow, "jo");

    expect(runsOn(flow, pull)).toEqual([made]);
    expect(made?.conclusion).toBe("success");
    expect(writesSince(before)).toEqual(["POST check-runs", "PATCH {check_run_id}"]);
  });

  it.each(["rerequestCheckRun", "rerequestCheckSuite"] as const)("is a new one after %s", async (ask) => {
    const pull = await opened();

    flow.github.actions[ask](of(pull));
    await flow.settled();

    const runs = runsOn(flow, pull);
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(["action_required", "action_required"]);
    expect(runs[0]?.suite.requeued).toBe(false);
    expect(await flow.database.db.head.findUnique({ where: headRow(pull) })).toMatchObject({ rerunAt: null });
  });

  it("is looked at again by its button, which grants nothing", async () => {
    const pull = await opened();
    const before = await flow.database.db.head.findUniqueOrThrow({ where: headRow(pull) });

    flow.github.actions.clickAction({ ...of(pull), identifier: "recheck" });
    await flow.settled();

    const after = await flow.database.db.head.findUniqueOrThrow({ where: headRow(pull) });
    expect(after.evaluatedAt?.getTime()).toBeGreaterThan(before.evaluatedAt?.getTime() ?? 0);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("is looked at again by the comment /training recheck, which gets a reaction", async () => {
    const pull = await opened();
    const before = await flow.database.db.head.findUniqueOrThrow({ where: headRow(pull) });

    const comment = flow.github.actions.comment({ ...of(pull), body: "Done.\n/training recheck" });
    await flow.settled();

    const after = await flow.database.db.head.findUniqueOrThrow({ where: headRow(pull) });
    expect(after.evaluatedAt?.getTime()).toBeGreaterThan(before.evaluatedAt?.getTime() ?? 0);
    expect(comment.reactions.map(({ content, userId }) => [content, userId])).toEqual([
      ["eyes", flow.github.app.botId],
    ]);
  });

  it.each([
    ["a bot's comment", "renovate[bot]", "/training recheck"],
    ["a comment that only speaks of it", "mira", "Write `/training recheck` when you are done"],
  ])("is left alone by %s", async (_, as, body) => {
    const pull = await opened();

    const asked = await flow.requestsOf(() => flow.github.actions.comment({ ...of(pull, as), body }));

    expect(asked).toEqual({ read: 0, write: 0, token: 0 });
  });

  it("is looked at again although the comment that asked is gone by then", async () => {
    const pull = await opened();
    flow.github.faults.set({ route: "reactions", failWith: 404, count: 1 });

    const asked = await flow.requestsOf(() => flow.github.actions.comment({ ...of(pull), body: "/training recheck" }));

    expect(asked).toMatchObject({ read: 1, write: 1 });
  });

  it("is not made for a head that was superseded before anybody looked", async () => {
    const { actions, deliveries } = flow.github;
    deliveries.pause();
    const pull = actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    const superseded = pull.headSha;
    actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{}] });

    await deliveries.resume();
    await flow.settled();

    expect(flow.github.checkRuns(repository, superseded)).toEqual([]);
    expect(runsOn(flow, pull)).toHaveLength(1);
  });

  it("is taken over where GitHub made it and the answer was lost on the way", async () => {
    flow.github.faults.set({ method: "POST", route: "check-runs", failWith: 502, afterwards: true, count: 1 });

    const pull = await opened();

    expect(runsOn(flow, pull)).toHaveLength(1);
    const [run] = runsOn(flow, pull);
    const row = await flow.database.db.head.findUniqueOrThrow({ where: headRow(pull) });
    expect(row).toMatchObject({ checkRunId: BigInt(run?.id ?? 0), creatingAt: null });
  });

  it("is taken over where the server died before it noted what GitHub answered", async () => {
    const pull = await opened();
    const [made] = runsOn(flow, pull);
    await flow.database.db.head.update({
      where: headRow(pull),
      data: { checkRunId: null, conclusion: null, shownSha256: null, creatingAt: new Date() },
    });

    flow.github.actions.clickAction({ ...of(pull), identifier: "recheck" });
    await flow.settled();

    expect(runsOn(flow, pull)).toEqual([made]);
    const row = await flow.database.db.head.findUniqueOrThrow({ where: headRow(pull) });
    expect(row).toMatchObject({ checkRunId: BigInt(made?.id ?? 0), conclusion: "action_required", creatingAt: null });
  });

  it("is made anew where GitHub no longer has it", async () => {
    const pull = await opened();
    const [made] = runsOn(flow, pull);
    flow.github.state.runs.delete(made?.id ?? 0);
    made?.suite.runs.splice(0);

    await train(flow, "mira");

    expect(runsOn(flow, pull).map(({ conclusion }) => conclusion)).toEqual(["success"]);
    expect(runOn(flow, pull)?.id).not.toBe(made?.id);
  });

  it("appears on a draft too", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{}], draft: true });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });
});

describe("a merge", () => {
  const flow = useFlow();
  beforeAll(() => train(flow, "ada"));

  async function mergedEntries() {
    const rows = await flow.database.db.logEntry.findMany({
      where: { type: "merge.observed" },
      orderBy: { seq: "asc" },
    });
    return rows.map(({ body }) => JSON.parse(body) as { decision: unknown; mode?: string; merged_by?: object });
  }

  it.each([
    ["that the gate let through", "ada", "allow"],
    ["past the gate, by somebody who may", "jo", "withhold"],
  ])("%s is recorded with the verdict that it met", async (_, author, outcome) => {
    const pull = flow.github.actions.openPullRequest({ as: author, repository, commits: [{}] });
    await flow.settled();
    const before = await mergedEntries();
    await nextSecond();

    const asked = await flow.requestsOf(() =>
      flow.github.actions.mergePullRequest({ as: "sam", repository, number: pull.number }),
    );

    const entry = (await mergedEntries()).at(before.length);
    expect(entry).toMatchObject({ decision: { outcome }, mode: "block" });
    expect(entry?.merged_by).toHaveProperty("identity_commitment");
    expect(asked).toEqual({ read: 0, write: 0, token: 0 });
  });

  it("of a head that nobody looked at is recorded as met by no verdict", async () => {
    const { actions, deliveries } = flow.github;
    deliveries.pause();
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    actions.mergePullRequest({ as: "sam", repository, number: pull.number });
    await deliveries.resume((held) => held.filter(({ action }) => action === "closed"));
    await flow.settled();

    expect((await mergedEntries()).at(-1)).toMatchObject({ decision: { outcome: "none" } });
  });
});
