import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../sandbox/github/deliveries.ts";
import type { CheckRun, PullRequest, QueueEntry } from "../sandbox/github/state.ts";
import { installationClient } from "../sandbox/github/testing.ts";
import { nextSecond, runOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
/** As it reads on the page: what keeps it from being Markdown is taken away. */
const plain = (run: CheckRun | undefined) => run?.output.summary?.replaceAll(/[\\\u200b]/g, "");
/** As the defaults of the policy have it: 365 days, and 14 to renew. */
const TERM_AND_GRACE_MS = (365 + 14) * 86_400_000;
const YEARS_AGO = new Date("2020-01-01T00:00:00Z");

describe("a merge queue", () => {
  const flow = useFlow();
  beforeAll(async () => {
    const { actions } = flow.github;
    actions.requireCheck({ as: "sam", repository });
    for (const login of ["ada", "jo"]) await train(flow, login);
  });
  beforeEach(() => {
    flow.github.actions.enableMergeQueue({ as: "sam", repository, strategy: "ALLGREEN" });
  });

  const of = ({ number }: PullRequest, as = "sam") => ({ as, repository, number });
  const runsOnGroup = ({ group }: QueueEntry): readonly CheckRun[] => flow.github.checkRuns(repository, group.headSha);
  const asksFor =
    ({ group }: QueueEntry) =>
    ({ event, body }: Delivery) =>
      event === "merge_group" && (JSON.parse(body) as AboutGroup).merge_group.head_sha === group.headSha;

  /** A pull request of each, their checks passed, one behind the other; GitHub has told nobody yet. */
  async function queued(...logins: readonly string[]): Promise<readonly QueueEntry[]> {
    const { actions, deliveries } = flow.github;
    const pulls = logins.map((as) => actions.openPullRequest({ as, repository, commits: [{}] }));
    await flow.settled();
    expect(pulls.map((pull) => runOn(flow, pull)?.conclusion)).toEqual(pulls.map(() => "success"));
    deliveries.pause();
    return pulls.map((pull) => actions.enqueue(of(pull)));
  }

  /** GitHub tells of all but these groups. What then happens is dated later than the queueing. */
  async function tellAllBut(...entries: readonly QueueEntry[]): Promise<void> {
    await nextSecond();
    await flow.github.deliveries.resume((held) =>
      held.filter((delivery) => !entries.some((entry) => asksFor(entry)(delivery))),
    );
  }
  async function tellOf(entry: QueueEntry): Promise<void> {
    const asked = flow.github.deliveries.all().find(asksFor(entry));
    if (!asked) throw new Error("GitHub asked for no checks");
    flow.github.deliveries.redeliver(asked);
    await flow.settled();
  }

  /** Who trained did so at another time, and nobody has noticed; answers what takes it back. */
  async function expireTraining(login: string, trainedAt = YEARS_AGO): Promise<() => Promise<void>> {
    const { db } = flow.database;
    const { personId } = await db.account.findFirstOrThrow({ where: { login } });
    const { id, completedAt } = await db.completion.findFirstOrThrow({ where: { personId: personId ?? "" } });
    const date = async (at: Date) => {
      await db.completion.update({ where: { id }, data: { completedAt: at } });
    };
    await date(trainedAt);
    return () => date(completedAt);
  }

  async function entriesOf(type: string): Promise<readonly Entry[]> {
    const rows = await flow.database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
    return rows.map(({ body }) => JSON.parse(body) as Entry);
  }
  async function decisionOn(headSha: string) {
    const row = await flow.database.db.head.findFirst({ where: { headSha } });
    return row?.decisionId ?? null;
  }

  /** What waits between two tries is tried at once, until there is none. */
  async function withoutWaiting(): Promise<void> {
    const { db } = flow.database;
    await flow.until(
      "the last try",
      async () => {
        await db.$executeRaw`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND name = 'group'`;
        const rows = await db.$queryRaw<{ left: number }[]>`
          SELECT count(*)::int AS left FROM pgboss.job WHERE state < 'completed' AND name = 'group'`;
        return rows[0]?.left === 0 ? true : undefined;
      },
      30_000,
    );
    await flow.settled();
  }

  it("merges what it may: one read of its entries and one write, since everybody in it is known", async () => {
    const [entry] = (await queued("ada")) as [QueueEntry];

    const asked = await flow.requestsOf(() => tellAllBut());

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    expect(runsOnGroup(entry).map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ["training-gate", "success"],
    ]);
    expect(plain(runsOnGroup(entry)[0])).toContain(`Merge group for main: #${entry.pull.number}.`);
    expect(entry.pull.mergeCommitSha).toBe(entry.group.headSha);
  });

  it("records the decision as the group's, and the merge with it", async () => {
    const [entry] = (await queued("ada")) as [QueueEntry];
    await tellAllBut();
    await flow.settled();

    const decided = (await entriesOf("gate.decided")).at(-1);
    const published = (await entriesOf("check.published")).at(-1);
    expect(decided).toMatchObject({
      resource: { kind: "merge_group" },
      decision: { outcome: "allow" },
      mode: "block",
      enforced: true,
    });
    expect(decided?.decision_id).toBe(await decisionOn(entry.group.headSha));
    expect(published).toMatchObject({ resource: decided?.resource, decision_id: decided?.decision_id });
    expect((await entriesOf("merge.observed")).at(-1)).toMatchObject({
      resource: { kind: "pull_request" },
      decision_id: decided?.decision_id,
      decision: { outcome: "allow" },
      mode: "block",
    });
    expect(await decisionOn(entry.pull.headSha)).not.toBe(decided?.decision_id);
  });

  it("judges a group with everybody ahead in it, and names the pull requests", async () => {
    const [first, second] = (await queued("ada", "jo")) as [QueueEntry, QueueEntry];

    const asked = await flow.requestsOf(() => tellAllBut(first));

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    const [run] = runsOnGroup(second);
    expect(run?.output.title).toBe("Everybody's training is current");
    expect(plain(run)).toContain(`Merge group for main: #${first.pull.number}, #${second.pull.number}.`);
    expect(plain(run)).toContain(`@ada (author of #${first.pull.number}`);
    expect(second.pull.mergedAt).toBeNull();

    await tellOf(first);

    expect([first, second].every(({ pull }) => pull.mergedAt !== null)).toBe(true);
  });

  it.each(["ALLGREEN", "HEADGREEN"] as const)(
    "does not merge whose training ended while they waited, nor lets a group behind take them in (%s)",
    async (strategy) => {
      flow.github.actions.enableMergeQueue({ as: "sam", repository, strategy });
      const [jos, adas] = (await queued("jo", "ada")) as [QueueEntry, QueueEntry];
      const takeBack = await expireTraining("jo");
      await tellAllBut(jos);
      await flow.settled();

      const [behind] = runsOnGroup(adas);
      expect(behind?.conclusion).toBe("action_required");
      expect(behind?.output.title).toBe("1 of 2 people still needs training");
      expect(plain(behind)).toContain(`jo (author of #${jos.pull.number}`);
      expect(plain(behind)).toContain("takes it out of the merge queue");

      await tellOf(jos);

      expect(runsOnGroup(jos)[0]?.conclusion).toBe("action_required");
      expect(jos.pull).toMatchObject({ state: "open", mergedAt: null });
      // Built anew without jo's.
      expect(adas.pull.mergedAt).not.toBeNull();
      expect(adas.pull.mergeCommitSha).not.toBe(adas.group.headSha);
      await takeBack();
      flow.github.actions.closePullRequest(of(jos.pull));
      await flow.settled();
    },
  );

  it("reads who is on a pull request where that is not known, as for its own check", async () => {
    const [entry] = (await queued("ada")) as [QueueEntry];
    await flow.database.db.commitRange.deleteMany({ where: { headSha: entry.pull.headSha } });

    const asked = await flow.requestsOf(() => tellAllBut());

    expect(asked).toEqual({ read: 2, write: 1, token: 0 });
    expect(entry.pull.mergedAt).not.toBeNull();
  });

  it("is left alone where the group is gone by the time somebody looks, as GitHub says more than once", async () => {
    const [entry] = (await queued("ada")) as [QueueEntry];
    flow.github.actions.dequeue(of(entry.pull));

    const asked = await flow.requestsOf(async () => {
      await tellAllBut();
      await withoutWaiting();
    });

    expect(asked).toEqual({ read: 3, write: 0, token: 0 });
    expect(runsOnGroup(entry)).toEqual([]);
    expect(await decisionOn(entry.group.headSha)).toBeNull();
  });

  it("never passes while it cannot be read: the check fails after the retries, and passes when asked again", async () => {
    const { actions, faults } = flow.github;
    const over = faults.set({ route: "ReadMergeQueue", failWith: 502 });
    const [entry] = (await queued("ada")) as [QueueEntry];
    await tellAllBut();
    await withoutWaiting();

    expect(runsOnGroup(entry).map(({ conclusion }) => conclusion)).toEqual(["failure"]);
    expect(runsOnGroup(entry)[0]?.output).toMatchObject({
      title: "Training could not be checked",
      summary: expect.stringContaining("Did not answer: the merge queue."),
    });
    expect(entry.pull).toMatchObject({ state: "open", mergedAt: null });
    expect((await entriesOf("gate.decided")).at(-1)).toMatchObject({
      resource: { kind: "merge_group" },
      decision: { outcome: "undecided", sources_missing: ["the merge queue"] },
    });

    over();
    const again = actions.enqueue(of(entry.pull));
    await flow.settled();

    expect(runsOnGroup(again).map(({ conclusion }) => conclusion)).toEqual(["success"]);
    expect(entry.pull.mergedAt).not.toBeNull();
  });

  it("has a group judged anew that is asked for again while it waits for other checks", async () => {
    const { actions } = flow.github;
    const [entry] = (await queued("jo")) as [QueueEntry];
    actions.requireCheck({ as: "sam", repository, context: "ci", integrationId: 7 });
    await tellAllBut();
    await flow.settled();
    expect(runsOnGroup(entry).map(({ conclusion }) => conclusion)).toEqual(["success"]);
    expect(entry.pull.mergedAt).toBeNull();

    const takeBack = await expireTraining("jo");
    const client = await installationClient(flow.github);
    await client.rest.checks.rerequestRun({
      owner: "acme",
      repo: "payments-api",
      check_run_id: runsOnGroup(entry)[0]?.id ?? 0,
    });
    await flow.settled();

    expect(runsOnGroup(entry).map(({ conclusion }) => conclusion)).toEqual(["success", "action_required"]);
    expect(entry.pull).toMatchObject({ state: "open", mergedAt: null });
    await takeBack();
    actions.unrequireChecks({ as: "sam", repository });
    actions.requireCheck({ as: "sam", repository });
  });

  it("has a group judged anew at the instant when somebody's training ends in it", async () => {
    const { actions } = flow.github;
    const [entry] = (await queued("jo")) as [QueueEntry];
    actions.requireCheck({ as: "sam", repository, context: "ci", integrationId: 7 });
    const takeBack = await expireTraining("jo", new Date(Date.now() - TERM_AND_GRACE_MS + 8_000));
    await tellAllBut();
    await flow.settled();
    expect(runsOnGroup(entry).map(({ conclusion }) => conclusion)).toEqual(["neutral"]);

    await flow.until(
      "jo's to be thrown out",
      () => (runsOnGroup(entry)[0]?.conclusion === "neutral" ? undefined : true),
      25_000,
    );
    await flow.settled();

    expect(runsOnGroup(entry).map(({ conclusion }) => conclusion)).toEqual(["action_required"]);
    expect(entry.pull).toMatchObject({ state: "open", mergedAt: null });
    await takeBack();
    actions.unrequireChecks({ as: "sam", repository });
    actions.requireCheck({ as: "sam", repository });
  });
});

describe("a merge queue where the policy only observes by now", () => {
  const flow = useFlow({ enforcement: "\n  mode: observe\n" });
  const policy = { as: "sam", repository: "acme/.github", path: ".github/app.yml" };

  beforeAll(() => {
    flow.github.actions.enableMergeQueue({ as: "sam", repository });
  });

  it("gets nothing where nothing was ever shown", async () => {
    // Another check holds it, so that it waits.
    flow.github.actions.requireCheck({ as: "sam", repository, context: "ci", integrationId: 7 });
    const pull = flow.github.actions.openPullRequest({ as: "jo", repository, commits: [{}] });
    flow.github.actions.reportForeignCheck({ ...ci, sha: pull.headSha });
    await flow.settled();

    const entry = flow.github.actions.enqueue({ as: "sam", repository, number: pull.number });
    await flow.settled();

    expect(flow.github.checkRuns(repository, entry.group.headSha)).toEqual([]);
    expect(await flow.database.db.decision.count({ where: { headSha: entry.group.headSha } })).toBe(1);
    flow.github.actions.dequeue({ as: "sam", repository, number: pull.number });
    flow.github.actions.unrequireChecks({ as: "sam", repository });
  });

  it("does not wait for ever where a check of ours is on the pull request, and may be required", async () => {
    const { actions } = flow.github;
    actions.commitFile({ ...policy, content: "enforcement: { mode: flag }\n" });
    await flow.settled();
    actions.requireCheck({ as: "sam", repository });
    const pull = actions.openPullRequest({ as: "jo", repository, commits: [{}] });
    await flow.settled();
    actions.commitFile({ ...policy, content: "enforcement: { mode: observe }\n" });
    await flow.settled();
    expect(runOn(flow, pull)?.output.title).toBe("Observing");

    const entry = actions.enqueue({ as: "sam", repository, number: pull.number });
    await flow.settled();

    const [run] = flow.github.checkRuns(repository, entry.group.headSha);
    expect(run).toMatchObject({ conclusion: "neutral", output: { title: "Observing" } });
    expect(pull.mergedAt).not.toBeNull();
  });
});

const ci = { repository, appId: 7, name: "ci", conclusion: "success" } as const;

interface AboutGroup {
  readonly merge_group: { readonly head_sha: string };
}

interface Entry {
  readonly resource: object;
  readonly decision_id?: string;
}
