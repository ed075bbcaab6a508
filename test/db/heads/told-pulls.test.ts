import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PullRequest } from "../../../src/domain/pull-request.ts";
import {
  anAccount,
  aPullRequest,
  aSha,
  at,
  saveOpenPullRequest,
  saveRepository,
  useStores,
} from "../../support/stores.ts";

describe("what many deliveries tell of pull requests, written together", () => {
  const test = useStores();

  it("ends as if it had been written one after the other", async () => {
    const { id: repositoryId } = await saveRepository(test.stores);
    const author = anAccount();
    const look = fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom("open" as const, "closed" as const),
      seconds: fc.integer({ min: 0, max: 2 }),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(look, { maxLength: 8 }), fc.boolean(), async (looks, read) => {
        const [headSha, otherSha] = [aSha(), aSha()];
        // The same looks at two sets of pull requests, told apart by their head and their number.
        const pulls = (sha: string, from: number): PullRequest[] =>
          looks.map(({ number, state, seconds }) =>
            aPullRequest({
              repositoryId,
              number: from + number,
              headSha: sha,
              state,
              author,
              githubUpdatedAt: at(seconds),
            }),
          );
        const base = 10 * (await test.db.pullRequest.count());

        for (const pull of pulls(headSha, base)) await test.stores.pulls.observe(pull, { read });
        await test.stores.pulls.observeAll(pulls(otherSha, base + 5), { read });

        const seen = async (sha: string, from: number) =>
          (await test.stores.pulls.withHead({ repositoryId, headSha: sha })).map(
            ({ number, state, needsRead, githubUpdatedAt }) => [number - from, state, needsRead, githubUpdatedAt],
          );
        expect(await seen(otherSha, base + 5)).toEqual(await seen(headSha, base));
      }),
      { numRuns: 30 },
    );
  });

  it("names the heads that have a new pusher, and whether a pull request has them", async () => {
    const { repositoryId, headSha } = await saveOpenPullRequest(test.stores);
    const [head, other] = [
      { repositoryId, headSha },
      { repositoryId, headSha: aSha() },
    ];
    const push = { pusher: anAccount(), at: at(0), unlessKnown: false };

    const first = await test.stores.pulls.savePushes([
      { ...push, head },
      { ...push, head: other },
      { ...push, head },
    ]);
    const again = await test.stores.pulls.savePushes([{ ...push, head }]);

    expect(first).toHaveLength(2);
    expect(first).toContainEqual({ ...head, hasPull: true });
    expect(first).toContainEqual({ ...other, hasPull: false });
    expect(again).toEqual([]);
  });

  it("takes who pushed for certain before who only answers where nobody is known", async () => {
    const { repositoryId, headSha } = await saveOpenPullRequest(test.stores);
    const head = { repositoryId, headSha };
    const [pusher, reopener] = [anAccount(), anAccount()];

    await test.stores.pulls.savePushes([
      { head, pusher: reopener, at: at(0), unlessKnown: true },
      { head, pusher, at: at(1), unlessKnown: false },
    ]);

    expect(await test.stores.pulls.pushersOf(repositoryId, [headSha])).toEqual([pusher.id]);
  });
});
