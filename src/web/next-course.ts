import type { CourseCard, CourseState } from "../pipeline/learning-port.ts";

/** What is nearest to done comes first; what has to wait comes last. */
const ORDER: readonly CourseState["state"][] = [
  "to-attest",
  "attempt-open",
  "may-retry",
  "expired",
  "not-started",
  "cooling-down",
];
const BEGUN: readonly CourseState["state"][] = ["to-attest", "attempt-open"];

/** The one course to go on with: among those that are asked for or begun; undefined if none is left to do. */
export function nextCourse(cards: readonly CourseCard[]): CourseCard | undefined {
  const open = cards.filter(
    ({ required, state: { state } }) => (required && state !== "done") || BEGUN.includes(state),
  );
  return open.toSorted((a, b) => ORDER.indexOf(a.state.state) - ORDER.indexOf(b.state.state))[0];
}
