import fc from "fast-check";
import { GIVEN_TEAMS, INVITING, PAYMENTS, POLICIES, REPOSITORIES } from "./grounds.ts";
import { isIn, type Person } from "./model-github.ts";
import type { World } from "./world.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** One thing that happens. People and places are chosen by number, so that any step fits any world. */
export type Step =
  | { readonly kind: "invite"; readonly who: number; readonly teams: readonly number[] }
  | { readonly kind: "accept" | "leave" | "complete" | "left-by-roster" | "own" | "drop"; readonly who: number }
  | {
      readonly kind: "seat";
      readonly who: number;
      readonly team: number;
      readonly role: "member" | "maintainer" | null;
    }
  | {
      readonly kind: "role";
      readonly who: number;
      readonly repository: number;
      readonly role: "read" | "write" | "admin" | null;
    }
  /** As Terraform at each apply: these people are on the team, whoever took them off. */
  | { readonly kind: "terraform"; readonly team: number; readonly people: readonly number[] }
  | { readonly kind: "waive"; readonly who: number; readonly days: number }
  | { readonly kind: "sync"; readonly team: number; readonly on: boolean }
  | { readonly kind: "policy"; readonly index: number }
  | { readonly kind: "days" | "hours" | "work"; readonly count: number }
  | { readonly kind: "deliver"; readonly index: number; readonly again: boolean }
  | { readonly kind: "lose"; readonly index: number }
  | { readonly kind: "fail"; readonly fate: "lost" | "answer-lost"; readonly after: number; readonly count: number }
  | { readonly kind: "deliver-all" | "sweep" };

const who = fc.nat(3);
const team = fc.constantFrom(...GIVEN_TEAMS);
const record = fc.record;
const kind = <Kind extends Step["kind"]>(name: Kind) => fc.constant(name);

/** What is asked for often in organisations is drawn often here. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: record({ kind: kind("seat"), who, team, role: fc.constantFrom("member", "member", "maintainer", null) }),
  },
  { weight: 4, arbitrary: record({ kind: kind("invite"), who, teams: fc.uniqueArray(team, { maxLength: 2 }) }) },
  { weight: 4, arbitrary: record({ kind: kind("accept"), who }) },
  { weight: 6, arbitrary: record({ kind: kind("complete"), who }) },
  { weight: 9, arbitrary: record({ kind: kind("deliver-all") }) },
  { weight: 3, arbitrary: record({ kind: kind("deliver"), index: fc.nat(9), again: fc.boolean() }) },
  { weight: 1, arbitrary: record({ kind: kind("lose"), index: fc.nat(9) }) },
  { weight: 9, arbitrary: record({ kind: kind("work"), count: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 2, arbitrary: record({ kind: kind("sweep") }) },
  { weight: 3, arbitrary: record({ kind: kind("days"), count: fc.constantFrom(1, 20, 90, 200, 380) }) },
  { weight: 1, arbitrary: record({ kind: kind("hours"), count: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 2, arbitrary: record({ kind: kind("terraform"), team, people: fc.uniqueArray(who, { maxLength: 3 }) }) },
  { weight: 2, arbitrary: record({ kind: kind("policy"), index: fc.nat(POLICIES.length - 1) }) },
  {
    weight: 6,
    arbitrary: record({
      kind: kind("fail"),
      fate: fc.constantFrom("lost", "answer-lost"),
      after: fc.nat(4),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      kind: kind("role"),
      who,
      repository: fc.nat(2),
      role: fc.constantFrom("read", "write", "write", "admin", null),
    }),
  },
  { weight: 1, arbitrary: record({ kind: kind("sync"), team, on: fc.boolean() }) },
  { weight: 2, arbitrary: record({ kind: kind("waive"), who, days: fc.constantFrom(10, 100) }) },
  { weight: 2, arbitrary: record({ kind: kind("drop"), who }) },
  { weight: 1, arbitrary: record({ kind: kind("own"), who }) },
  { weight: 1, arbitrary: record({ kind: kind("leave"), who }) },
  { weight: 1, arbitrary: record({ kind: kind("left-by-roster"), who }) },
);

const heard: readonly Step[] = [{ kind: "deliver-all" }, { kind: "work", count: 20 }];
const later = (count: number): readonly Step[] => [{ kind: "days", count }, { kind: "sweep" }, ...heard, ...heard];
const places = { who, team, role: fc.constantFrom("member", "maintainer") };

/** What often comes together, so that what follows from it is lived through often: training, its end, an invitation. */
export const anyEpisode: fc.Arbitrary<readonly Step[]> = fc.oneof(
  {
    weight: 1,
    arbitrary: record({ who, days: fc.constantFrom(20, 40), team }).map(({ days, ...seat }): Step[] => [
      { kind: "waive", who: seat.who, days: 10 },
      { kind: "seat", ...seat, role: "member" },
      ...heard,
      ...later(days),
    ]),
  },
  {
    weight: 1,
    arbitrary: who.map((who): Step[] => [
      { kind: "complete", who },
      { kind: "seat", who, team: PAYMENTS, role: "member" },
      ...heard,
      ...later(380),
      { kind: "left-by-roster", who },
      ...later(1),
    ]),
  },
  { weight: 12, arbitrary: anyStep.map((step) => [step]) },
  {
    weight: 2,
    arbitrary: record(places).map((seat): Step[] => [
      { kind: "complete", who: seat.who },
      { kind: "seat", ...seat },
      ...heard,
    ]),
  },
  { weight: 1, arbitrary: record(places).map((seat): Step[] => [{ kind: "seat", ...seat }, ...heard]) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(200, 380)
      .map((count): Step[] => [{ kind: "days", count }, { kind: "sweep" }, ...heard, ...heard]),
  },
  { weight: 2, arbitrary: who.map((who): Step[] => [{ kind: "complete", who }, ...heard]) },
  {
    weight: 2,
    arbitrary: record(places).map(({ role, ...seat }): Step[] => [
      { kind: "seat", ...seat, role },
      ...heard,
      { kind: "seat", ...seat, role: role === "member" ? "maintainer" : "member" },
      ...heard,
    ]),
  },
  {
    weight: 2,
    arbitrary: record({
      who: fc.constantFrom(3, 3, 0),
      teams: fc.uniqueArray(team, { minLength: 1, maxLength: 2 }),
    }).map((given): Step[] => [{ kind: "invite", ...given }, ...heard]),
  },
  { weight: 2, arbitrary: fc.constantFrom(3, 3, 0).map((who): Step[] => [{ kind: "accept", who }, ...heard]) },
  {
    weight: 2,
    arbitrary: record({ who, days: fc.constantFrom(10, 100), seat: record(places) }).map(
      ({ who, days, seat }): Step[] => [{ kind: "waive", who, days }, { kind: "seat", ...seat, who }, ...heard],
    ),
  },
  {
    weight: 1,
    arbitrary: who.map((who): Step[] => [{ kind: "left-by-roster", who }, { kind: "sweep" }, ...heard, ...heard]),
  },
);

/** Mostly one in which seats wait; of the others each at times. */
export const anyPolicy: fc.Arbitrary<Step> = record({
  kind: kind("policy"),
  index: fc.constantFrom(0, 0, 0, INVITING, INVITING, ...POLICIES.keys()),
});

export async function take(world: World, step: Step): Promise<void> {
  world.advance(1_000);
  const { github } = world;
  switch (step.kind) {
    case "invite":
      return github.invite(personIn(world, step.who), step.teams);
    case "accept":
      return github.accept(personIn(world, step.who));
    case "leave":
      return github.leave(personIn(world, step.who));
    case "own":
      if (isIn(personIn(world, step.who))) world.makeOwner(personIn(world, step.who).id);
      return;
    case "waive":
      return world.waive(personIn(world, step.who).id, step.days);
    case "drop":
      return world.dropHold(personIn(world, step.who).id);
    case "seat":
      return seat(world, personIn(world, step.who), step);
    case "role":
      return role(world, personIn(world, step.who), step);
    case "terraform":
      for (const who of step.people) seat(world, personIn(world, who), { team: step.team, role: "member" });
      return;
    case "sync":
      if (step.on) github.synced.add(step.team);
      else github.synced.delete(step.team);
      return;
    case "complete":
      return world.complete(personIn(world, step.who).id);
    case "left-by-roster":
      return world.leaveByRoster(personIn(world, step.who).id);
    case "policy":
      return world.setPolicy(step.index);
    case "days":
      return world.advance(step.count * DAY_MS);
    case "hours":
      return world.advance(step.count * HOUR_MS);
    case "work":
      return world.work(step.count);
    case "deliver":
      return world.deliver(step.index, step.again);
    case "deliver-all":
      return world.deliverAll();
    case "lose":
      return world.lose(step.index);
    case "fail":
      return world.fail(step.fate, step.after, step.count);
    case "sweep":
      return world.sweep();
  }
}

const personIn = ({ github }: World, index: number): Person => [...github.people.values()][index] as Person;

/** People add members alone; to add anybody else is to invite them. */
function seat(
  { github }: World,
  who: Person,
  given: { readonly team: number; readonly role: "member" | "maintainer" | null },
): void {
  if (isIn(who) && (given.role !== null || who.seats.has(given.team))) github.seat(who, given.team, given.role);
}

function role({ github }: World, who: Person, { repository, role }: Extract<Step, { kind: "role" }>): void {
  const id = REPOSITORIES[repository]?.id;
  // Whoever is no member accepts the invitation to the repository at once.
  if (id !== undefined && (role !== null || who.direct.has(id))) github.role(who, id, role);
}
