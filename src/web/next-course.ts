import type { CourseCard, CourseState } from "../pipeline/learning/port.ts";

/** What is nearest to done comes first; what has to wait comes last. */
const ORDER: readonly CourseState["state"][] = [
  "to-attest",
  "asked-again",
  "attempt-open",
  "may-retry",
  "expired",
  "changed",
  "under-way",
  "not-started",
  "cooling-down",
];
const BEGUN: readonly CourseState["state"][] = ["to-attest", "asked-again", "attempt-open"];

/**
 * The one course to go on with: among those that are asked for or begun, what has no time left before what has; undefined
 * if none is left to do.
 */
export function nextCourse(cards: readonly CourseCard[]): CourseCard | undefined {
  const open = cards.filter(
    ({ required, later, state: { state } }) => (required && !later && state !== "done") || BEGUN.includes(state),
  );
  return open.toSorted(
    (a, b) => timeOf(a) - timeOf(b) || ORDER.indexOf(a.state.state) - ORDER.indexOf(b.state.state),
  )[0];
}

function timeOf({ state: { state }, by }: CourseCard): number {
  return BEGUN.includes(state) ? 0 : (by?.getTime() ?? 0);
}
