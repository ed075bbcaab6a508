import { type Completion, type Leniency, passesOf } from "../training/passes.ts";
import { termOf } from "../training/term.ts";

/** How the policy in force asks for a course. */
export interface CourseAsked {
  /** The layers that it belongs to there. */
  readonly layers: readonly string[];
  /** The shortest of their terms. */
  readonly validForDays: number;
}

/**
 * Until when a completion holds by the policy's term, by the gate's own reckoning: an early renewal runs from the old end,
 * and what only caught up with a minor version ends when the completion before it would have. Null where nothing is
 * signed, since what is not signed holds nothing.
 */
export function expiryOf(
  completion: Completion,
  history: readonly Completion[],
  { validForDays }: Pick<CourseAsked, "validForDays">,
  leniency: Leniency,
): Date | null {
  if (completion.attestedAt === null) return null;
  const at = Date.parse(completion.completedAt);
  const before = history.filter(
    ({ course, completedAt }) => course === completion.course && Date.parse(completedAt) < at,
  );
  const passes = passesOf(completion.course, [...before, completion], Number.POSITIVE_INFINITY);
  const term = termOf({ id: completion.course, version: completion.version, validForDays }, passes, leniency);
  return Number.isFinite(term.goodUntil) ? new Date(term.goodUntil) : null;
}
