import { describe, expect, it } from "vitest";
import type { Backing, PullRequest } from "../../src/domain/pull-request.ts";
import { anAccount, at, saveOpenPullRequest, useStores } from "../support/stores.ts";

describe("who stands behind a pull request", () => {
  const test = useStores();

  function aBacking(): Backing {
    const account = anAccount();
    return { assigned: [{ account, by: account.id, still: true }], approved: [{ account: anAccount(), sha: "abc" }] };
  }
  async function read(backing: Backing, began: number): Promise<PullRequest> {
    const pull = await saveOpenPullRequest(test.stores);
    await test.stores.pulls.observe({ ...pull, backing }, { read: true, at: at(began) });
    return pull;
  }
  const backingOf = async ({ repositoryId, number }: PullRequest) =>
    (await test.stores.pulls.find(repositoryId, number))?.backing;

  it("is kept as it was read", async () => {
    const backing = aBacking();
    const pull = await read(backing, 1);

    expect(await backingOf(pull)).toEqual(backing);
    expect((await test.stores.pulls.withHead(pull))[0]?.backing).toEqual(backing);
  });

  it("is what the latest look read", async () => {
    const pull = await read(aBacking(), 1);
    const backing = aBacking();

    await test.stores.pulls.observe({ ...pull, backing }, { read: true, at: at(2) });

    expect(await backingOf(pull)).toEqual(backing);
  });

  it("is not known of a delivery or a list, which do not tell it", async () => {
    expect(await backingOf(await saveOpenPullRequest(test.stores))).toBeUndefined();
  });

  it.each([true, false])("is not known any more when a later look does not tell it (read: %s)", async (isRead) => {
    const pull = await read(aBacking(), 1);

    await test.stores.pulls.observe({ ...pull, githubUpdatedAt: at(2) }, { read: isRead });

    expect(await backingOf(pull)).toBeUndefined();
  });

  it.each([true, false])("stays known when the same state is told once more (read: %s)", async (isRead) => {
    const backing = aBacking();
    const pull = await read(backing, 1);

    await test.stores.pulls.observe(pull, { read: isRead });

    expect(await backingOf(pull)).toEqual(backing);
  });

  it.each([
    ["before the look began", 1, true],
    ["while it was under way", 2, false],
    ["after it", 3, false],
  ])("is known if the last that was heard of it came %s", async (_, heard, isKnown) => {
    const pull = await saveOpenPullRequest(test.stores);
    const keep = () => test.stores.pulls.observe({ ...pull, backing: aBacking() }, { read: true, at: at(2) });
    if (heard === 3) await keep();
    await test.stores.pulls.forgetBacking(pull.repositoryId, pull.number, at(heard));
    if (heard !== 3) await keep();

    expect((await backingOf(pull)) !== undefined).toBe(isKnown);
  });

  it("is known again once it is read again", async () => {
    const pull = await read(aBacking(), 1);
    await test.stores.pulls.forgetBacking(pull.repositoryId, pull.number, at(2));
    const backing = aBacking();

    await test.stores.pulls.observe({ ...pull, backing }, { read: true, at: at(3) });

    expect(await backingOf(pull)).toEqual(backing);
  });
});
