import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountId } from "../../../src/domain/ids.ts";
import type { AccountName, PullRequest, PullRequestCommit } from "../../../src/domain/pull-request.ts";
import {
  aNumber,
  anAccount,
  aPullRequest,
  aSha,
  at,
  saveOpenPullRequest,
  saveRepository,
  useStores,
} from "../../support/stores.ts";

describe("the pull request store", () => {
  const test = useStores();

  describe("observe", () => {
    it("gives back what was seen, by number and by head", async () => {
      const pull = await saveOpenPullRequest(test.stores);

      expect(await test.stores.pulls.find(pull.repositoryId, pull.number)).toEqual(pull);
      expect(await test.stores.pulls.withHead(pull)).toEqual([{ ...pull, needsRead: false }]);
    });

    it("keeps a pull request of a deleted account", async () => {
      const pull = await saveOpenPullRequest(test.stores, { author: null });

      expect(await test.stores.pulls.find(pull.repositoryId, pull.number)).toEqual(pull);
    });

    it("makes the author known and leaves a known one alone", async () => {
      const known = anAccount();
      const [account] = await test.stores.people.ensure([known], at(0));

      await saveOpenPullRequest(test.stores, { author: { ...known, login: "as-of-then" } });
      const { author } = await saveOpenPullRequest(test.stores);

      expect(await test.stores.people.findAccounts([known.id])).toEqual([account]);
      expect(await test.stores.people.findAccounts([author!.id])).toEqual([{ ...author, person: null }]);
    });

    it("follows a newer look", async () => {
      const pull = await saveOpenPullRequest(test.stores);
      const later: PullRequest = { ...pull, state: "merged", headSha: aSha(), githubUpdatedAt: at(1) };

      await test.stores.pulls.observe(later, { read: false });

      expect(await test.stores.pulls.withHead(later)).toEqual([{ ...later, needsRead: false }]);
      expect(await test.stores.pulls.withHead(pull)).toEqual([]);
    });

    it.each([true, false])("learns nothing from an older look (read: %s)", async (read) => {
      const pull = await saveOpenPullRequest(test.stores, { githubUpdatedAt: at(1) });

      await test.stores.pulls.observe({ ...pull, draft: true, githubUpdatedAt: at(0) }, { read });

      expect(await test.stores.pulls.withHead(pull)).toEqual([{ ...pull, needsRead: false }]);
    });

    it("asks for a read when two deliveries of one second differ, and the read settles it", async () => {
      const pull = await saveOpenPullRequest(test.stores);
      const other = { ...pull, headSha: aSha() };

      await test.stores.pulls.observe(other, { read: false });
      expect(await test.stores.pulls.withHead(other)).toEqual([{ ...other, needsRead: true }]);

      await test.stores.pulls.observe(other, { read: false });
      expect(await test.stores.pulls.withHead(other)).toEqual([{ ...other, needsRead: true }]);

      await test.stores.pulls.observe(pull, { read: true });
      expect(await test.stores.pulls.withHead(pull)).toEqual([{ ...pull, needsRead: false }]);
    });

    it("asks for nothing when the same is told twice", async () => {
      const pull = await saveOpenPullRequest(test.stores);

      await test.stores.pulls.observe(pull, { read: false });

      expect(await test.stores.pulls.withHead(pull)).toEqual([{ ...pull, needsRead: false }]);
    });

    it("ends in the same row, or asks for a read, whatever the order of the looks", async () => {
      const { id: repositoryId } = await saveRepository(test.stores);

      await fc.assert(
        fc.asyncProperty(looksInTwoOrders(), async ([one, other]) => {
          const rows = [];
          for (const order of [one, other]) {
            const number = aNumber() % 2 ** 31;
            for (const { read, ...seen } of order) {
              const pull = aPullRequest({ repositoryId, number, ...seen });
              await test.stores.pulls.observe(pull, { read });
            }
            rows.push(await test.db.pullRequest.findFirstOrThrow({ where: { number }, omit: { number: true } }));
          }

          const [first, second] = rows;
          expect(first?.githubUpdatedAt).toEqual(second?.githubUpdatedAt);
          if (!first?.needsRead && !second?.needsRead) expect(first).toEqual(second);
        }),
        { numRuns: 60 },
      );
    });

    it("ends in the newest when they are told at once", async () => {
      const { id: repositoryId } = await saveRepository(test.stores);
      const pull = aPullRequest({ repositoryId });
      const looks = Array.from({ length: 10 }, (_, second) => ({
        ...pull,
        headSha: aSha(),
        githubUpdatedAt: at((second * 7) % 10),
      }));

      await Promise.all(looks.map((look) => test.stores.pulls.observe(look, { read: false })));

      const newest = looks.find((look) => look.githubUpdatedAt.getTime() === at(9).getTime());
      expect(await test.stores.pulls.find(repositoryId, pull.number)).toEqual(newest);
    });
  });

  it("finds every pull request with a head, closed ones too", async () => {
    const open = await saveOpenPullRequest(test.stores);
    const closed = await saveOpenPullRequest(test.stores, { ...open, number: 2, state: "closed" });
    await saveOpenPullRequest(test.stores, { headSha: open.headSha });

    const found = await test.stores.pulls.withHead(open);

    expect(found).toEqual([open, closed].map((pull) => ({ ...pull, needsRead: false })));
  });

  it("lists the open pull requests of an installation, and each open head of an installation once", async () => {
    const { id: repositoryId, installationId } = await saveRepository(test.stores);
    const open = await saveOpenPullRequest(test.stores, { repositoryId });
    const twin = await saveOpenPullRequest(test.stores, { ...open, number: 2 });
    await saveOpenPullRequest(test.stores, { repositoryId, number: 3, state: "closed" });
    await saveOpenPullRequest(test.stores);

    expect(await test.stores.pulls.listOpen(installationId)).toEqual([open, twin]);
    expect(await test.stores.pulls.openHeads(installationId)).toEqual([{ repositoryId, headSha: open.headSha }]);

    expect(await test.stores.pulls.openHeadsIn([repositoryId])).toEqual([{ repositoryId, headSha: open.headSha }]);

    await test.stores.repositories.remove([repositoryId], at(1));
    expect(await test.stores.pulls.openHeads(installationId)).toEqual([]);
  });

  it("remembers every pusher of a head once, and makes them known", async () => {
    const pull = await saveOpenPullRequest(test.stores);
    const [one, other] = [anAccount(), anAccount()];

    const news = [];
    for (const pusher of [one, other, one])
      news.push(await test.stores.pulls.savePushes([{ head: pull, pusher, at: at(0), unlessKnown: false }]));

    expect(news.map(({ length }) => length)).toEqual([1, 1, 0]);
    expect(await test.stores.pulls.pushersOf(pull.repositoryId, [aSha(), pull.headSha])).toEqual([one.id, other.id]);
    expect(await test.stores.pulls.pushersOf(pull.repositoryId, [aSha()])).toEqual([]);
    expect(await test.stores.people.findAccounts([one.id])).toEqual([{ ...one, person: null }]);
  });

  it("takes somebody for the pusher of a head unless it knows one, where it is told so", async () => {
    const pull = await saveOpenPullRequest(test.stores);
    const [first, second] = [anAccount(), anAccount()];

    for (const pusher of [first, second])
      await test.stores.pulls.savePushes([{ head: pull, pusher, at: at(0), unlessKnown: true }]);

    expect(await test.stores.pulls.pushersOf(pull.repositoryId, [pull.headSha])).toEqual([first.id]);
  });

  describe("commit ranges", () => {
    it("come back as they were read, for their head and base only", async () => {
      const pull = await saveOpenPullRequest(test.stores);
      const range = { ...rangeOf(pull), commits: [aCommit(anAccount()), aCommit(null)] };

      await test.stores.pulls.saveRange(range, at(0));

      expect(await test.stores.pulls.findRange(pull, "main")).toEqual(range);
      expect(await test.stores.pulls.findRange(pull, "release")).toBeNull();
    });

    it("are replaced when they are read again", async () => {
      const pull = await saveOpenPullRequest(test.stores);
      const range = { ...rangeOf(pull), commits: [aCommit(null)] };
      await test.stores.pulls.saveRange(range, at(0));

      const again = { ...range, commits: [{ ...range.commits[0]!, mergedHeads: [aSha()] }] };
      await Promise.all([again, again].map((read) => test.stores.pulls.saveRange(read, at(1))));

      expect(await test.stores.pulls.findRange(pull, "main")).toEqual(again);
    });

    it("that another program spoilt are refused, and not decided upon", async () => {
      const pull = await saveOpenPullRequest(test.stores);
      await test.stores.pulls.saveRange({ ...rangeOf(pull), commits: [aCommit(null)] }, at(0));
      await test.db.commitRange.updateMany({ where: { headSha: pull.headSha }, data: { commits: [{ sha: "x" }] } });

      await expect(test.stores.pulls.findRange(pull, "main")).rejects.toThrow();
    });
  });

  it("tells which commits passed the gate in a merged pull request of the repository", async () => {
    const { id: repositoryId } = await saveRepository(test.stores);
    const { id: elsewhere } = await saveRepository(test.stores);
    const [merged, both, never] = [aSha(), aSha(), aSha()];

    await test.stores.pulls.saveMerged(repositoryId, 1, [merged, both], at(0));
    await test.stores.pulls.saveMerged(repositoryId, 2, [both], at(1));
    await test.stores.pulls.saveMerged(elsewhere, 1, [never], at(1));

    expect(await test.stores.pulls.mergedAmong(repositoryId, [merged, both, never])).toEqual(new Set([merged, both]));
    const row = await test.db.mergedCommit.findFirst({ where: { sha: both } });
    expect(row).toMatchObject({ number: 1, mergedAt: at(0) });
  });
});

function rangeOf({ repositoryId, headSha, baseRef }: PullRequest) {
  return { repositoryId, headSha, baseRef };
}

function aCommit(account: AccountName | null): PullRequestCommit {
  const author = { account, email: "dev@old-laptop", name: "Dev \u{1f4bb}" };
  return { sha: aSha(), author, coAuthors: [author], signedByGitHub: false, parents: 1, mergedHeads: [] };
}

type Look = Pick<PullRequest, "state" | "headSha" | "author" | "githubUpdatedAt"> & { readonly read: boolean };

/**
 * Looks at one pull request in two orders. Deliveries tell anything of any second; what GitHub itself shows in a
 * second is one thing, since a later change of the same second is a later look.
 */
function looksInTwoOrders(): fc.Arbitrary<[Look[], Look[]]> {
  const seconds = fc.integer({ min: 0, max: 2 }).map(at);
  const author = fc.constantFrom(null, anAccount({ id: accountId(1) }), anAccount({ id: accountId(2) }));
  const headSha = fc.constantFrom("a", "b");
  const state = fc.constantFrom("open" as const, "closed" as const);
  const look = fc.record({ state, headSha, author, githubUpdatedAt: seconds, read: fc.boolean() });
  const shown = ({ githubUpdatedAt, read }: Look) => !read || githubUpdatedAt;
  const oneReadASecond = fc
    .array(look, { minLength: 1, maxLength: 6 })
    .map((looks) =>
      looks.filter((it, index) => !it.read || looks.findIndex((other) => +shown(other) === +shown(it)) === index),
    );
  return oneReadASecond.chain((looks) =>
    fc.tuple(fc.constant(looks), fc.shuffledSubarray(looks, { minLength: looks.length, maxLength: looks.length })),
  );
}
