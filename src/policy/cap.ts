/**
 * Fewer than this are never held: a share of a handful of pull requests says nothing, and four of them are seen by eye
 * before anybody is hurt. `newly_blocked: 0%` says that not a single one may turn red, and is taken at its word.
 */
export const LEAST_HELD = 5;

/** Whether a change that newly blocks so many of the open pull requests has to wait for an admin. Exact, without rounding. */
export function isOverCap(count: { readonly newlyBlocked: number; readonly open: number }, percent: number): boolean {
  const least = percent === 0 ? 1 : LEAST_HELD;
  return count.newlyBlocked >= least && count.newlyBlocked * 100 > percent * count.open;
}

/** The cap in words, with its rounding. */
export function describeCap(percent: number): string {
  if (percent === 0) return "A change that would newly block any open pull request waits for an admin.";
  if (percent === 100) return "A change may newly block any number of open pull requests: none waits for an admin.";
  return `A change that would newly block more than ${percent}% of open pull requests, and at least ${LEAST_HELD} of them, waits for an admin.`;
}
