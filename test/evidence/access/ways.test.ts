import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccessObservation, keyOf, toAccess } from "../../../src/domain/access.ts";
import { modelAccess } from "../../../src/domain/access-model.ts";
import { accountId, orgId, repositoryId } from "../../../src/domain/ids.ts";
import { indexCommon } from "../../../src/evidence/access/common.ts";
import { heldBy } from "../../../src/evidence/access/held.ts";
import { readAccessHistory } from "../../../src/evidence/access/history.ts";
import { organisationAt } from "../../../src/evidence/access/organisation-at.ts";
import type { SeatSeen } from "../../../src/evidence/access/seat-seen.ts";
import { accessSteps, secondsUpTo, staysOf } from "../../../src/evidence/access/steps.ts";
import { spellAt } from "../../../src/evidence/access/turns.ts";
import { personAt } from "../../../src/evidence/access/ways.ts";

const PEOPLE = [1, 2, 3];
const REPOSITORIES = [11, 12];

const role = fc.constantFrom("pull", "write", "admin");
const person = fc.constantFrom(...PEOPLE);
const team = fc.constantFrom(7, 8);
const repository = fc.constantFrom(...REPOSITORIES);

type Seat = Pick<AccessObservation, "kind" | "role"> & {
  readonly account?: number;
  readonly teamId?: number;
  readonly repository?: number;
  readonly externalId?: string;
};

const seat: fc.Arbitrary<Seat> = fc.oneof(
  fc.record({ kind: fc.constant("member" as const), account: person, role: fc.constantFrom("member", "admin") }),
  fc.record({ kind: fc.constant("team-member" as const), account: person, teamId: team, role: fc.constant("member") }),
  fc.record({ kind: fc.constant("team-repository" as const), teamId: team, repository, role }),
  fc.record({ kind: fc.constant("collaborator" as const), account: person, repository, role }),
  fc.record({ kind: fc.constant("base" as const), role: fc.constantFrom("none", "read", "write") }),
  fc.record({ kind: fc.constant("enterprise-team" as const), teamId: fc.constant(8), role: fc.constant("assigned") }),
  fc.record({ kind: fc.constant("team-parent" as const), teamId: fc.constant(7), role: fc.constant("8") }),
  fc.record({ kind: fc.constant("org-role" as const), externalId: fc.constant("9"), role }),
  fc.record({
    kind: fc.constant("org-role" as const),
    externalId: fc.constant("9"),
    account: person,
    role: fc.constant("reader"),
  }),
  fc.record({
    kind: fc.constant("org-role" as const),
    externalId: fc.constant("9"),
    teamId: team,
    role: fc.constant("reader"),
  }),
);

const happened = fc.array(
  fc.record({
    seat,
    present: fc.boolean(),
    at: fc.integer({ min: 1, max: 40 }),
    recorded: fc.integer({ min: 0, max: 9 }),
  }),
  { maxLength: 40 },
);
type Happened = typeof happened extends fc.Arbitrary<infer All> ? All : never;

/** In the order in which they were recorded, which is that of the log. */
const inOrder = (all: Happened) =>
  all.map((one) => ({ ...one, recorded: one.at + one.recorded })).sort((a, b) => a.recorded - b.recorded);

async function* asSeen(all: ReturnType<typeof inOrder>): AsyncIterable<SeatSeen> {
  for (const [seq, { seat: one, present, at, recorded }] of all.entries()) {
    const leaf = { entry: { epoch: 1, seq }, sha256: "" };
    yield {
      ...{ kind: one.kind, person: one.account === undefined ? null : String(one.account), account: null },
      ...{ team: one.teamId ?? null, repository: one.repository ?? null, external: one.externalId ?? null },
      turn: { at, notBefore: at, present, role: one.role, source: "event", leaf },
      recordedAt: recorded,
    };
  }
}

/** The newest of each key, as a database answers it. */
function asObserved(all: ReturnType<typeof inOrder>, { validAt, knownAt }: { validAt: number; knownAt: number }) {
  const newest = new Map<string, AccessObservation>();
  for (const { seat: one, present, at, recorded } of all) {
    if (at > validAt || recorded > knownAt) continue;
    const observation: AccessObservation = {
      ...{ orgId: orgId(1), kind: one.kind, role: one.role, present, source: "event", deliveryId: null },
      ...{ accountId: one.account === undefined ? null : accountId(one.account), teamId: one.teamId ?? null },
      repositoryId: one.repository === undefined ? null : repositoryId(one.repository),
      ...{ externalId: one.externalId ?? null, notBefore: null },
      ...{ observedAt: new Date(at), recordedAt: new Date(recorded) },
    };
    const before = newest.get(keyOf(observation));
    if (!before || before.observedAt <= observation.observedAt) newest.set(keyOf(observation), observation);
  }
  return [...newest.values()];
}

/** That somebody's seats went with their membership is told by observations of their own where a server runs. */
const withoutLeaving = (all: Happened) => all.filter(({ seat: { kind }, present }) => kind !== "member" || present);

describe("who has access by which way", () => {
  it("is what the gate itself takes for it, at any time and as known at any time", async () => {
    await fc.assert(
      fc.asyncProperty(
        happened,
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 50 }),
        async (all, validAt, knownAt) => {
          const log = inOrder(withoutLeaving(all));
          const history = await readAccessHistory(asSeen(log), { knownAt, wants: () => true, known: (one) => one });
          const organisation = organisationAt(history, validAt);
          const model = modelAccess(asObserved(log, { validAt, knownAt }));

          for (const one of PEOPLE)
            for (const on of REPOSITORIES) {
              const { ways } = personAt(history.people.get(String(one)) ?? [], organisation);
              const held = heldBy(
                ways
                  .filter((way) => way.repository === null || way.repository === on)
                  .map((way) => ({ ...way, repository: on })),
              );
              const expected = model.holder(accountId(one)).waysOn(repositoryId(on));
              const gate = {
                access: [...expected].map(({ access }) => access),
                via: [...new Set(expected.map(({ via }) => via.replace("-", "_")))].sort(),
              };
              expect(held.flatMap(({ via }) => via)).toEqual(gate.via);
              expect(held.map(({ role: best }) => toAccess(best))).toEqual(
                gate.access.length === 0 ? [] : [strongestOf(gate.access)],
              );
            }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not depend on the order in which it was recorded, but for what is of one instant", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.record({ seat, present: fc.boolean(), at: fc.integer({ min: 1, max: 1_000 }), recorded: fc.constant(0) }),
          {
            selector: ({ at }) => at,
            maxLength: 25,
          },
        ),
        fc.integer({ min: 0, max: 1_000 }),
        async (all, validAt) => {
          const known = { knownAt: 5_000, wants: () => true, known: (one: string) => one };
          const forwards = await readAccessHistory(asSeen(inOrder(all)), known);
          const backwards = await readAccessHistory(asSeen(inOrder(all).toReversed()), known);

          const at = (history: typeof forwards) =>
            PEOPLE.map((one) =>
              heldBy(personAt(history.people.get(String(one)) ?? [], organisationAt(history, validAt)).ways).map(
                ({ repository: on, role: best, via }) => ({ on, best, via }),
              ),
            );
          expect(at(backwards)).toEqual(at(forwards));
        },
      ),
    );
  });

  it("is at every step of a life what it is at that instant, and the seconds of its stays add up", async () => {
    await fc.assert(
      fc.asyncProperty(happened, async (all) => {
        const history = await readAccessHistory(asSeen(inOrder(all)), {
          knownAt: 5_000,
          wants: () => true,
          known: (one) => one,
        });
        const index = indexCommon(history);
        for (const one of PEOPLE) {
          const seats = history.people.get(String(one)) ?? [];
          if (seats.length === 0) continue;
          const has = (instant: number) => heldBy(personAt(seats, organisationAt(history, instant)).ways).length > 0;
          const steps = accessSteps(seats, index);

          for (const { at, held } of steps) expect(held.length > 0).toBe(has(at));
          const stays = staysOf(steps, ({ held }) => held.length > 0);
          const ticks = Array.from({ length: 60 }, (_, at) => at).filter((at) => has(at)).length;
          const told = stays.reduce((sum, { from, to }) => sum + ((to ?? 60) - from.at), 0);
          expect(told).toBe(ticks);
          expect(secondsUpTo(stays, 60)).toBe(0);
        }
      }),
    );
  });
});

function strongestOf(all: readonly ReturnType<typeof toAccess>[]) {
  const order = ["none", "read", "triage", "write", "maintain", "admin"];
  return all.reduce((best, one) => (order.indexOf(one) > order.indexOf(best) ? one : best));
}

describe("a key of access", () => {
  const turn = (at: number, present: boolean, told: string | null = "member") => ({
    ...{ at, notBefore: at, present, role: told, source: "event", leaf: { entry: { epoch: 1, seq: at }, sha256: "" } },
  });

  it("has been held in one role since it was first seen so, however often that was told again", () => {
    const turns = [
      turn(1, true),
      turn(2, true),
      turn(3, false),
      turn(4, true),
      turn(5, true),
      turn(6, true, "maintainer"),
    ];

    expect([1, 2, 3, 5, 9].map((instant) => spellAt(turns, instant)?.first.at ?? null)).toEqual([1, 1, null, 4, 6]);
  });
});
