import { beforeEach, describe, expect, it } from "vitest";
import type { AccountId } from "../../../src/domain/ids.ts";
import { ORG, PAYMENTS } from "../../support/access-model/grounds.ts";
import { createWorld, type World } from "../../support/access-model/world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEY = `team:${PAYMENTS}`;

describe("a team whose writes GitHub refuses, since an identity provider keeps it", () => {
  let world: World;
  let ann: AccountId;
  const isSeated = (account: AccountId) => world.github.find(account).seats.has(PAYMENTS);
  const gate = async () => (await world.memory.stores.accessGates.gatesOf(ORG)).find(({ key }) => key === KEY);
  const refusals = () => world.memory.rows.entries.filter(({ type }) => type === "access.refusal_ended");
  /** Whether GitHub was asked to write the team. */
  async function isTried(act: () => Promise<void>): Promise<boolean> {
    world.github.refused.clear();
    await act();
    return world.github.refused.has(PAYMENTS);
  }
  async function sweep(): Promise<void> {
    await world.sweep();
    await world.work(200);
  }

  beforeEach(async () => {
    world = await createWorld(() => 0);
    [ann] = [...world.github.people.keys()] as [AccountId];
    await world.install();
    world.github.synced.add(PAYMENTS);
    world.github.seat(world.github.find(ann), PAYMENTS, "member");
    await world.deliverAll();
    await world.work(200);
  });

  it("is left alone for a day, and then tried once, by a write that changes nothing", async () => {
    expect(isSeated(ann)).toBe(true);
    const since = (await gate())?.syncedAt;
    expect(since).toBeInstanceOf(Date);

    expect(await isTried(sweep)).toBe(false);
    world.advance(25 * HOUR_MS);
    expect(await isTried(sweep)).toBe(true);
    expect(await isTried(sweep)).toBe(false);

    expect(await gate()).toMatchObject({ syncedAt: since });
    expect(refusals()).toEqual([]);
    expect(isSeated(ann)).toBe(true);
  });

  it("is treated as any other from the run on in which GitHub takes the write, and the log says so once", async () => {
    const since = (await gate())?.syncedAt?.toISOString();
    world.github.synced.clear();
    world.advance(25 * HOUR_MS);

    await sweep();
    await sweep();

    expect(refusals()).toMatchObject([{ resource: { kind: "team", id: String(PAYMENTS) }, refused_from: since }]);
    expect(await gate()).toMatchObject({ syncedAt: null, triedAt: null });
    expect(isSeated(ann)).toBe(false);
  });

  it.each([
    ["GitHub shows nobody there", () => world.github.find(ann).seats.clear()],
    ["the policy only observes", () => world.setPolicy(2)],
    ["the request is lost, and not before another day", () => world.fail("lost", 0, 1)],
  ])("is not written where %s", async (_, change) => {
    world.github.synced.clear();
    world.advance(2 * DAY_MS);
    await change();

    await world.work(200);
    await sweep();

    expect(world.writes).toEqual([]);
    expect(refusals()).toEqual([]);
  });
});
