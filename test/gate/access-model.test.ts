import { describe, expect, it } from "vitest";
import { INVITING, OPERATIONS_EU, ORG, PAYMENTS, READERS } from "../support/access-model/grounds.ts";
import { endsAlike, keepsItsPromises, live } from "../support/access-model/promises.ts";
import { type Step, take } from "../support/access-model/steps.ts";

const SEED = 20_261_123;

/** `npm run soak` lives through many more. */
describe("the access gate, whatever happens and whatever fails", () => {
  it("keeps every promise, at each write and at rest", () => keepsItsPromises({ runs: 100, seed: SEED }), 120_000);

  it("comes to the same end in whichever order it is told", () => endsAlike({ runs: 30, seed: SEED }), 120_000);
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

const HEARD: readonly Step[] = [{ kind: "deliver-all" }, { kind: "work", count: 20 }];

describe("a seat that was taken away and given again", () => {
  it("is looked for at GitHub where that is told the other way round", async () => {
    const seat = { kind: "seat", who: 0, team: PAYMENTS } as const;
    const world = await live(
      [{ ...seat, role: "member" }],
      [
        { ...seat, role: null },
        { ...seat, role: "member" },
        { kind: "deliver", index: 1, again: false },
        { kind: "deliver", index: 0, again: false },
        { kind: "work", count: 5 },
      ],
    );

    expect(world.writes).toEqual([`removeFromTeam ann ${PAYMENTS}`]);
    await world.rest();
    expect(world.ledger.broken).toEqual([]);
  });

  it("with another role is given back with that one, whichever came first", async () => {
    for (const [first, last] of [
      ["member", "maintainer"],
      ["maintainer", "member"],
    ] as const) {
      const given = [first, last].flatMap((role): readonly Step[] => [
        { kind: "seat", who: 0, team: PAYMENTS, role },
        ...HEARD,
      ]);
      const world = await live([], [...given, { kind: "complete", who: 0 }, ...HEARD]);

      const [ann] = world.github.people.values();
      expect(ann?.seats.get(PAYMENTS)).toBe(last);
      expect(world.memory.rows.entries.filter(({ type }) => type === "hold.changed")).toMatchObject([
        { before: first, role: last },
      ]);
    }
  });
});

describe("access by a waiver alone", () => {
  const SPARED: readonly Step[] = [
    { kind: "waive", who: 0, days: 10 },
    { kind: "seat", who: 0, team: PAYMENTS, role: "member" },
    ...HEARD,
  ];
  const later = (count: number): readonly Step[] => [{ kind: "days", count }, { kind: "sweep" }, ...HEARD, ...HEARD];
  const LAPSED = [`addToTeam ann ${READERS}`, `removeFromTeam ann ${PAYMENTS}`];

  it("lapses when the grace after the waiver is over, and is not taken for access of before the gate", async () => {
    const world = await live([], [...SPARED, ...later(20)]);
    expect(world.writes).toEqual([]);

    for (const step of later(5)) await take(world, step);

    expect(world.writes).toEqual(LAPSED);
    expect(world.memory.rows.holds.map(({ cause }) => cause)).toEqual(["lapse"]);
  });

  it("leaves nothing where they leave after that, not the reading either", async () => {
    const world = await live([], [...SPARED, ...later(25), { kind: "left-by-roster", who: 0 }, ...later(1)]);

    expect(world.writes).toEqual([...LAPSED, `removeFromTeam ann ${READERS}`]);
    expect(world.ledger.broken).toEqual([]);
  });
});

describe("an invitation by hand, where people are invited once they are trained", () => {
  it("is withdrawn, and sent again with its teams when they are", async () => {
    const INVITED: Step = { kind: "invite", who: 3, teams: [PAYMENTS, OPERATIONS_EU] };
    const world = await live([{ kind: "policy", index: INVITING }], [INVITED, ...HEARD]);
    const [, , , dee] = world.github.people.values();
    expect(dee?.membership).toBe("none");

    for (const step of [{ kind: "complete", who: 3 } as const, ...HEARD]) await take(world, step);

    expect(world.writes).toEqual(["cancelInvitation dee ", "invite dee "]);
    expect(dee?.invitation?.teamIds).toEqual([PAYMENTS, OPERATIONS_EU]);
  });
});

describe("what waits for somebody who leaves the organisation", () => {
  it("is forgotten: who takes them back says what they are to have", async () => {
    const world = await live(
      [],
      [
        { kind: "seat", who: 0, team: PAYMENTS, role: "member" },
        ...HEARD,
        { kind: "leave", who: 0 },
        ...HEARD,
        { kind: "invite", who: 0, teams: [] },
        { kind: "accept", who: 0 },
        ...HEARD,
        { kind: "complete", who: 0 },
        ...HEARD,
      ],
    );

    expect(world.writes).toEqual([`removeFromTeam ann ${PAYMENTS}`]);
    expect(world.memory.rows.holds.map(({ ended }) => ended?.how)).toEqual(["dropped"]);
  });
});
