import { beforeEach, describe, expect, it } from "vitest";
import { createRun } from "../sandbox/github/checks.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runOn, runsOn, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("a sweep", () => {
  const flow = useFlow();
  beforeEach(() => flow.github.deliveries.faults.clear());

  const open = (as = "mira"): PullRequest => flow.github.actions.openPullRequest({ as, repository, commits: [{}] });
  const lose = (event: string, listed: boolean) =>
    flow.github.deliveries.faults.add({ event, count: 1, fault: { kind: "lose", listed } });
  const rowOf = ({ repositoryId, number }: PullRequest) =>
    flow.database.db.pullRequest.findUnique({
      where: { repositoryId_number: { repositoryId: BigInt(repositoryId), number } },
    });
  const headOf = ({ repositoryId, headSha }: PullRequest) =>
    flow.database.db.head.findUniqueOrThrow({
      where: { repositoryId_headSha: { repositoryId: BigInt(repositoryId), headSha } },
    });

  it("finds nothing to do where all is well: no write, and the same few reads each time", async () => {
    open();
    await flow.settled();
    await flow.sweep();

    const once = await flow.requestsOf(() => flow.sweep());
    const twice = await flow.requestsOf(() => flow.sweep());

    expect(once).toMatchObject({ write: 0 });
    expect(once.read).toBeLessThanOrEqual(5);
    expect(twice).toEqual(once);
  });

  it("has a delivery sent again that GitHub lists as failed, once", async () => {
    lose("pull_request.opened", true);
    const pull = open();
    await flow.settled();
    expect(runOn(flow, pull)).toBeUndefined();

    await flow.sweep();
    await flow.sweep();

    expect(runsOn(flow, pull)).toHaveLength(1);
    const attempts = flow.github.deliveries
      .all()
      .filter(({ action, body }) => action === "opened" && isAbout(pull, body));
    expect(attempts.map(({ redelivery }) => redelivery)).toEqual([false, true]);
    expect(await flow.database.db.headPush.count({ where: { headSha: pull.headSha } })).toBe(1);
  });

  it("finds a pull request of which no delivery is left, and says that its pusher is not known", async () => {
    lose("push", false);
    lose("pull_request.opened", false);
    const pull = open();

    await flow.sweep();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(runOn(flow, pull)?.output.summary).toContain("Who pushed this head is not known to us");
  });

  it("finds a head that was pushed and not told", async () => {
    const pull = open();
    await flow.settled();
    lose("pull_request.synchronize", false);
    flow.github.actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{}] });
    await flow.settled();
    expect(runOn(flow, pull)).toBeUndefined();

    await flow.sweep();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("learns that a pull request was closed", async () => {
    const pull = open();
    await flow.settled();
    lose("pull_request.closed", false);
    flow.github.actions.closePullRequest({ as: "mira", repository, number: pull.number });

    await flow.sweep();

    expect(await rowOf(pull)).toMatchObject({ state: "closed", needsRead: false });
  });

  it("records a merge to another branch of which no delivery was ever told, once, when GitHub has had time to tell", async () => {
    const { db } = flow.database;
    const merges = () => db.logEntry.count({ where: { type: "merge.observed" } });
    const before = await merges();
    flow.github.actions.push({ as: "sam", repository, branch: "release" });
    const pull = flow.github.actions.openPullRequest({ as: "mira", repository, base: "release", commits: [{}] });
    await flow.settled();
    lose("pull_request.closed", false);
    flow.github.actions.mergePullRequest({ as: "sam", repository, number: pull.number });
    await flow.sweep();
    expect(await merges()).toBe(before);

    await db.$executeRaw`
      UPDATE pgboss.job SET start_after = now() WHERE name = 'timed' AND data ->> 'kind' = 'merge'`;
    await flow.until("the merge to be in the log", async () => ((await merges()) > before ? true : undefined));
    await flow.settled();

    expect(await merges()).toBe(before + 1);
  });

  it("makes a run that is missing at GitHub", async () => {
    const pull = open();
    await flow.settled();
    const [lost] = runsOn(flow, pull);
    flow.github.state.runs.delete(lost?.id ?? 0);
    lost?.suite.runs.splice(0);

    await flow.sweep();

    expect(runsOn(flow, pull).map(({ conclusion }) => conclusion)).toEqual(["action_required"]);
  });

  it("takes over a newer run of ours that another database wrote, and puts it right", async () => {
    const pull = open();
    await flow.settled();
    const [first] = runsOn(flow, pull);
    if (!first) throw new Error("It was made");
    const change = { conclusion: "success", external_id: "another", status: "completed" } as const;
    const foreign = createRun(flow.github.state, first.suite, first.name, change);

    await flow.sweep();

    expect(foreign.conclusion).toBe("action_required");
    expect(runsOn(flow, pull)).toHaveLength(2);
    expect(await headOf(pull)).toMatchObject({ checkRunId: BigInt(foreign.id), creatingAt: null });
  });

  it("takes over a foreign run that says the same, so that a later verdict is shown on it", async () => {
    const pull = open();
    await flow.settled();
    const [first] = runsOn(flow, pull);
    if (!first) throw new Error("It was made");
    const change = { conclusion: "action_required", external_id: "another", status: "completed" } as const;
    const foreign = createRun(flow.github.state, first.suite, first.name, change);

    await flow.sweep();

    expect(await headOf(pull)).toMatchObject({ checkRunId: BigInt(foreign.id) });
  });

  it("is not disturbed by an App of another kind that writes a run of the same name", async () => {
    const pull = open();
    await flow.settled();
    const [first] = runsOn(flow, pull);
    if (!first) throw new Error("It was made");
    const suite = { ...first.suite, id: 1, appId: 15_368, runs: [] };
    flow.github.state.suitesByHead.get(`${pull.repositoryId}/${pull.headSha}`)?.push(suite);
    createRun(flow.github.state, suite, first.name, { conclusion: "success", status: "completed" });

    const asked = await flow.requestsOf(() => flow.sweep());

    expect(asked).toMatchObject({ write: 0 });
    expect(await headOf(pull)).toMatchObject({ checkRunId: BigInt(first.id) });
  });

  it("leaves an archived repository alone, where nothing can be written", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({ as: "jo", repository: "acme/web", commits: [{}] });
    await flow.settled();
    const given = { as: "sam", repository: "acme/web" };

    const asked = await flow.requestsOf(async () => {
      actions.setArchived({ ...given, archived: true });
      await flow.settled();
      await flow.sweep();
    });

    expect(asked.write).toBe(0);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    actions.setArchived({ ...given, archived: false });
    await flow.settled();
  });

  it("at start finds what failed while no server was there", async () => {
    const url = flow.github.app.webhookUrl;
    flow.github.app.webhookUrl = null;
    const pull = open();
    await flow.github.deliveries.idle();
    flow.github.app.webhookUrl = url;

    await flow.restart();
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(await flow.database.db.headPush.count({ where: { headSha: pull.headSha } })).toBe(1);
  });

  it("goes on past a delivery that GitHub has dropped meanwhile", async () => {
    lose("pull_request.opened", true);
    open();
    lose("pull_request.opened", true);
    const second = open("jo");
    await flow.settled();
    flow.github.faults.set({ route: "attempts", failWith: 404, count: 1 });

    await flow.sweep();

    const attempts = flow.github.deliveries
      .all()
      .filter(({ action, body }) => action === "opened" && isAbout(second, body));
    expect(attempts.map(({ redelivery }) => redelivery)).toEqual([false, true]);
  });
});

describe("an installation", () => {
  const flow = useFlow();
  const installationRow = () => flow.database.db.installation.findFirstOrThrow();

  it("that was suspended is left alone, and looked at when it is back", async () => {
    const { actions } = flow.github;
    actions.suspendApp({ as: "sam" });
    await flow.settled();
    const pull = actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    const asked = await flow.requestsOf(() => flow.sweep());
    expect(runOn(flow, pull)).toBeUndefined();
    expect(asked).toMatchObject({ write: 0 });

    actions.unsuspendApp({ as: "sam" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("whose suspension was never told is found out by a sweep", async () => {
    const { actions, deliveries } = flow.github;
    deliveries.faults.add({ event: "installation", count: 1, fault: { kind: "lose", listed: false } });
    actions.suspendApp({ as: "sam" });

    await flow.sweep();

    expect((await installationRow()).suspendedAt).not.toBeNull();
    actions.unsuspendApp({ as: "sam" });
    await flow.settled();
    expect((await installationRow()).suspendedAt).toBeNull();
  });

  it("does not reach a repository that was taken out of it, and does again later", async () => {
    const { actions } = flow.github;
    actions.selectRepositories({ as: "sam", repositories: ["web", ".github"] });
    await flow.settled();
    const outside = actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    await flow.sweep();
    expect(runOn(flow, outside)).toBeUndefined();

    actions.selectRepositories({ as: "sam", repositories: null });
    await flow.settled();

    expect(runOn(flow, outside)?.conclusion).toBe("action_required");
  });

  it("that is gone without a word is noticed, and nothing is asked of it any more", async () => {
    const { actions, deliveries } = flow.github;
    deliveries.faults.add({ event: "installation", count: 1, fault: { kind: "lose", listed: false } });
    actions.uninstallApp({ as: "sam" });

    await flow.sweep();

    expect((await installationRow()).deletedAt).not.toBeNull();
    const asked = await flow.requestsOf(() => flow.sweep());
    expect(asked).toEqual({ read: 2, write: 0, token: 0 });
  });

  it("that comes back under a new id is looked at as a whole", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({ as: "jo", repository, commits: [{}] });
    actions.installApp({ as: "sam" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });
});

function isAbout({ number }: PullRequest, body: string): boolean {
  return (JSON.parse(body) as { number: number }).number === number;
}
