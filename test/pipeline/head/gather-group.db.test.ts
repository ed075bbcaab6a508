import { describe, expect, it } from "vitest";
import { GitHubUnavailableError } from "../../../src/domain/errors.ts";
import type { CommitRange, PullRequest } from "../../../src/domain/pull-request.ts";
import type { Transact, TxStores } from "../../../src/domain/stores/index.ts";
import { decide } from "../../../src/gate/decide.ts";
import { DecisionTree } from "../../../src/pipeline/decisions/decision-tree.ts";
import type { QueueEntry } from "../../../src/pipeline/github-port.ts";
import type { Place } from "../../../src/pipeline/head/gather.ts";
import { type GatherGroupDeps, gatherGroup } from "../../../src/pipeline/head/gather-group.ts";
import { aPolicy, aScope } from "../../support/facts.ts";
import { anAccount, anInstallation, aPullRequest, aSha, at, saveRepository, useStores } from "../../support/stores.ts";

const LOOK = { asOf: at(9), final: false };

describe("what is known of a merge group", () => {
  const test = useStores();

  async function aPlace(): Promise<Place> {
    const repository = await saveRepository(test.stores);
    return { repository, installation: { ...anInstallation({ id: repository.installationId }), baselineAt: at(1) } };
  }

  /** An open pull request whose commits and pusher are known, as an entry of the queue. */
  async function anEntry({ repository }: Place, number: number, change: Partial<QueueEntry> = {}): Promise<QueueEntry> {
    const pull = aPullRequest({ repositoryId: repository.id, number });
    await test.stores.pulls.saveRange(rangeOf(pull), at(2));
    const pusher = pull.author ?? anAccount();
    await test.stores.pulls.savePushes([{ head: pull, pusher, at: at(2), unlessKnown: false }]);
    return { groupSha: aSha(), leaving: false, pull, ...change };
  }

  function rangeOf({ repositoryId, headSha, baseRef, author }: PullRequest): CommitRange {
    const identity = { account: author, email: "", name: "" };
    const commit = { author: identity, coAuthors: [], signedByGitHub: false, parents: 1, mergedHeads: [] };
    return { repositoryId, headSha, baseRef, commits: [{ sha: headSha, ...commit }] };
  }

  /** GitHub's queue as told; its heads answer nothing that was not known before. */
  function deps(readEntries: GatherGroupDeps["mergeQueues"]["readEntries"]) {
    const transact: Transact = (run) =>
      run({ ...test.stores, jobs: { file: async () => undefined } } as unknown as TxStores);
    const readHead = async () => ({ pulls: [], ranges: [], missing: [], changed: [] });
    const heads = { readHead, readPullRequest: async () => null };
    return { stores: test.stores, transact, heads, courses: () => [], mergeQueues: { readEntries } };
  }

  const gather = (place: Place, entries: readonly QueueEntry[] | null, entry: QueueEntry | undefined, look = LOOK) =>
    gatherGroup(
      { repositoryId: place.repository.id, headSha: entry?.groupSha ?? aSha(), baseRef: "main" },
      place,
      look,
      deps(async () => entries),
    );

  it("are the pull requests ahead of it and its own, and nobody behind", async () => {
    const place = await aPlace();
    const entries = [await anEntry(place, 1), await anEntry(place, 2), await anEntry(place, 3)];

    const gathered = await gather(place, entries, entries[1]);

    const authors = [entries[0]?.pull?.author?.id, entries[1]?.pull?.author?.id];
    expect(gathered?.pulls.map(({ number }) => number)).toEqual([1, 2]);
    expect(gathered?.facts).toMatchObject({
      headSha: entries[1]?.groupSha,
      mergeGroup: { baseRef: "main", pushersKnown: true },
      pullRequests: [
        { number: 1, author: authors[0], commits: 1 },
        { number: 2, author: authors[1], commits: 1 },
      ],
      pushers: authors,
      missing: [],
    });
    expect(gathered?.facts.people.map(({ account }) => account)).toEqual(authors);
  });

  it("is kept in a form that is read again", async () => {
    const place = await aPlace();
    const entry = await anEntry(place, 1);
    const gathered = await gather(place, [entry], entry);
    if (!gathered) throw new Error("It is in the queue");

    const decision = decide(gathered.facts, aPolicy(), { scope: aScope(), policyDigest: "d" });

    expect(decision.mergeGroup).toEqual({ baseRef: "main" });
    expect(DecisionTree.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
  });

  it("counts somebody once who is on several of its pull requests, with all that they are on them", async () => {
    const place = await aPlace();
    const author = anAccount();
    const pulls = [1, 2].map((number) => aPullRequest({ repositoryId: place.repository.id, number, author }));
    for (const pull of pulls) {
      await test.stores.pulls.saveRange(rangeOf(pull), at(2));
      await test.stores.pulls.savePushes([{ head: pull, pusher: author, at: at(2), unlessKnown: false }]);
    }
    const entries = pulls.map((pull): QueueEntry => ({ groupSha: aSha(), leaving: false, pull }));

    const gathered = await gather(place, entries, entries[1]);

    expect(gathered?.facts.people.map(({ account, parts }) => [account, parts])).toEqual([
      [
        author.id,
        [
          { kind: "author", number: 1 },
          { kind: "pusher" },
          { kind: "author", number: 2 },
          { kind: "commit-author", shas: pulls.map(({ headSha }) => headSha) },
        ],
      ],
    ]);
  });

  it("is nothing where the queue does not hold it", async () => {
    const place = await aPlace();
    const entry = await anEntry(place, 1);

    expect(await gather(place, [entry], undefined)).toBeNull();
    expect(await gather(place, [{ ...entry, groupSha: null }], entry)).toBeNull();
    expect(await gather(place, [], entry)).toBeNull();
  });

  it("says whose commits it does not know", async () => {
    const place = await aPlace();
    const known = await anEntry(place, 1);
    const pull = aPullRequest({ repositoryId: place.repository.id, number: 2 });
    const unknown: QueueEntry = { groupSha: aSha(), leaving: false, pull };

    const gathered = await gather(place, [known, unknown], unknown);

    expect(gathered?.facts.missing).toEqual(["commits of #2"]);
    expect(gathered?.facts.mergeGroup?.pushersKnown).toBe(false);
  });

  it("says that GitHub does not name one of its pull requests", async () => {
    const place = await aPlace();
    const [unnamed, entry] = [await anEntry(place, 1, { pull: null }), await anEntry(place, 2)];

    const gathered = await gather(place, [unnamed, entry], entry, { ...LOOK, final: true });

    expect(gathered?.facts.missing).toEqual(["a pull request of the merge queue"]);
  });

  it("waits for an entry ahead that is on its way out, and counts it if it stays", async () => {
    const place = await aPlace();
    const [leaving, entry] = [await anEntry(place, 1, { leaving: true }), await anEntry(place, 2)];

    expect((await gather(place, [leaving, entry], entry))?.facts.missing).toEqual(["whether #1 is in the group"]);
    const last = await gather(place, [leaving, entry], entry, { ...LOOK, final: true });
    expect(last?.facts).toMatchObject({ missing: [], pullRequests: [{ number: 1 }, { number: 2 }] });
  });

  it("is a source that did not answer where the queue does not add up, or GitHub is away to the last", async () => {
    const place = await aPlace();
    const group = { repositoryId: place.repository.id, headSha: aSha(), baseRef: "main" };
    const away = deps(async () => {
      throw new GitHubUnavailableError();
    });

    expect((await gather(place, null, undefined))?.facts.missing).toEqual(["the merge queue"]);
    await expect(gatherGroup(group, place, LOOK, away)).rejects.toThrow(GitHubUnavailableError);
    const last = await gatherGroup(group, place, { ...LOOK, final: true }, away);
    expect(last?.facts).toMatchObject({ missing: ["the merge queue"], pullRequests: [], people: [] });
  });

  it("keeps what the queue shows of its pull requests", async () => {
    const place = await aPlace();
    const entry = await anEntry(place, 1);
    const told = { ...entry, pull: { ...(entry.pull as PullRequest), draft: true, githubUpdatedAt: at(8) } };

    await gather(place, [told], told);

    expect(await test.stores.pulls.find(place.repository.id, 1)).toMatchObject({ draft: true, githubUpdatedAt: at(8) });
  });
});
