import type { Common } from "./common.ts";
import { type Held, heldBy } from "./held.ts";
import type { SeatHistory } from "./history.ts";
import { organisationAt } from "./organisation-at.ts";
import { type PersonAt, personAt } from "./ways.ts";

/** What somebody could do from `at` on, until the next step. Ms. */
export interface AccessStep {
  readonly at: number;
  readonly person: PersonAt;
  readonly held: readonly Held[];
}

/** The life of one person's access: a step at every instant at which anything that bears on it was observed. */
export function accessSteps(seats: readonly SeatHistory[], index: Common): readonly AccessStep[] {
  const common = index.of(seats);
  const first = Math.min(...seats.flatMap(({ turns }) => turns.map(({ at }) => at)));
  const instants = new Set([...seats, ...common].flatMap(({ turns }) => turns.map(({ at }) => at)));
  return [...instants]
    .filter((at) => at >= first)
    .sort((a, b) => a - b)
    .map((at) => {
      const person = personAt(seats, organisationAt({ common }, at));
      return { at, person, held: heldBy(person.ways) };
    });
}

/** An unbroken time of access; `to` is null while it lasts. */
export interface Stay {
  readonly from: AccessStep;
  readonly to: number | null;
}

/** The times in which there was access that counts. */
export function staysOf(steps: readonly AccessStep[], counts: (step: AccessStep) => boolean): readonly Stay[] {
  const stays: Stay[] = [];
  let open: AccessStep | null = null;
  for (const step of steps) {
    const isIn = counts(step);
    if (isIn) open ??= step;
    if (!isIn && open) {
      stays.push({ from: open, to: step.at });
      open = null;
    }
  }
  return open ? [...stays, { from: open, to: null }] : stays;
}

/** Whole seconds of these times up to an instant. */
export function secondsUpTo(stays: readonly Stay[], instant: number): number {
  const ms = stays.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to ?? instant, instant) - from.at), 0);
  return Math.floor(ms / 1_000);
}
