import type { Placed } from "../entry-columns.ts";

/** From `at` on it stood so, until the next turn of the same key. Instants in ms. */
export interface Turn {
  readonly at: number;
  /** It came about after this. Minus infinity: nobody had looked before. */
  readonly notBefore: number;
  readonly present: boolean;
  readonly role: string | null;
  readonly source: string;
  readonly leaf: Placed;
}

/** One unbroken time in which a key was held in one role. */
export interface Spell {
  readonly role: string | null;
  /** The first turn of it: since when, and how that is known. */
  readonly first: Turn;
}

/** Of one key, in the order of `at`; of one instant, what was recorded later stands later and counts. */
export type Turns = readonly Turn[];

/** Recorded late, told of earlier: a correction takes its place in the order of time. */
export function putTurn(turns: Turn[], turn: Turn): void {
  let place = turns.length;
  while (place > 0 && (turns[place - 1] as Turn).at > turn.at) place -= 1;
  turns.splice(place, 0, turn);
}

/** What is held at an instant; null where it is not. Repeats of what was known begin nothing new. */
export function spellAt(turns: Turns, instant: number): Spell | null {
  let place = turns.findLastIndex(({ at }) => at <= instant);
  const last = turns[place];
  if (!last?.present) return null;
  while (place > 0 && isSame(turns[place - 1] as Turn, last)) place -= 1;
  return { role: last.role, first: turns[place] as Turn };
}

function isSame(before: Turn, { role }: Turn): boolean {
  return before.present && before.role === role;
}

/** When it was last seen absent, up to an instant; minus infinity where it never was. */
export function lastAbsence(turns: Turns, instant: number): number {
  return turns.findLast(({ at, present }) => !present && at <= instant)?.at ?? Number.NEGATIVE_INFINITY;
}
