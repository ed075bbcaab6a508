import { DAY_MS } from "../domain/day.ts";
import { type Leniency, NEVER, type Passed, type RequiredCourse, toInstant } from "./passes.ts";

/** When the course first had a completion that counted; Infinity: not yet. One that runs out takes nothing of it back. */
export function firstStoodAt(passed: readonly Passed[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { stoodAt } of passed) first = Math.min(first, stoodAt);
  return first;
}

/**
 * Until when a course that follows the opening ones is asked of nobody: so many days from the instant at which all of
 * those had been done once, and for a course that came later from its own first version on.
 */
export function deepeningEnd(
  { firstSince }: RequiredCourse,
  openedAt: number,
  { deepeningDays = 0 }: Leniency,
): number {
  const since = firstSince ? toInstant(firstSince) : NEVER;
  return Math.max(openedAt, since) + deepeningDays * DAY_MS;
}
