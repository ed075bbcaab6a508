import { describe, expect, it } from "vitest";
import { ORG, PAYMENTS, READERS } from "../support/access-model/grounds.ts";
import { endsAlike, keepsItsPromises, live } from "../support/access-model/promises.ts";
import type { Step } from "../support/access-model/steps.ts";

const SEED = 20_261_123;

/** `npm run soak` lives through many more. */
describe("the access gate, whatever happens and whatever fails", () => {
  it("keeps every promise, at each write and at rest", () => keepsItsPromises({ runs: 100, seed: SEED }), 60_000);

  it("comes to the same end in whichever order it is told", () => endsAlike({ runs: 30, seed: SEED }), 60_000);
});

/** Taken, and given back when they were trained; GitHub has told of neither yet. */
const GIVEN_BACK: readonly Step[] = [
  { kind: "seat", who: 0, team: PAYMENTS, role: "member" },
  { kind: "deliver-all" },
  { kind: "work", count: 5 },
  { kind: "complete", who: 0 },
  { kind: "work", count: 5 },
];
const FIRST_IS_TOLD: Step = { kind: "deliver", index: 0, again: false };

describe("a seat that we gave back", () => {
  it("is not lost from sight when GitHub tells late that we had taken it", async () => {
    const world = await live([], [...GIVEN_BACK, FIRST_IS_TOLD, { kind: "work", count: 5 }]);

    const [ann] = world.github.people.values();
    const seats = ann ? await world.memory.stores.access.seatsOf(ORG, ann.id) : [];
    expect(seats.filter(({ kind }) => kind === "team-member").map(({ teamId }) => teamId)).toEqual([PAYMENTS]);
  });

  it("lapses, and is not taken for a new one, after an outage of any length", async () => {
    const world = await live([], [...GIVEN_BACK, FIRST_IS_TOLD, { kind: "days", count: 380 }]);
    await world.rest();

    expect(world.writes.slice(-2)).toEqual([`addToTeam ann ${READERS}`, `removeFromTeam ann ${PAYMENTS}`]);
    expect(world.memory.rows.holds.at(-1)?.cause).toBe("lapse");
    expect(world.ledger.broken).toEqual([]);
  });
});

describe("a seat that waits", () => {
  it("is given although its own delivery comes only after a full look had found it and it was taken", async () => {
    const world = await live(
      [],
      [
        { kind: "seat", who: 0, team: PAYMENTS, role: "member" },
        { kind: "sweep" },
        { kind: "work", count: 1 },
        FIRST_IS_TOLD,
        { kind: "complete", who: 0 },
        { kind: "work", count: 3 },
      ],
    );
    await world.rest();

    expect(world.writes.slice(-2)).toEqual([`removeFromTeam ann ${PAYMENTS}`, `addToTeam ann ${PAYMENTS}`]);
    expect(world.ledger.broken).toEqual([]);
  });
});

describe("what a full look finds", () => {
  it("is looked at for each account, as if a delivery had told", async () => {
    const world = await live([], [{ kind: "seat", who: 1, team: PAYMENTS, role: "member" }]);
    world.lose(0);
    await world.sweep();

    const [, bob] = world.github.people.keys();
    expect(world.memory.rows.jobs).toContainEqual(expect.objectContaining({ kind: "access", accountId: bob }));
  });
});
