/** What the waiting time looks at in an attempt. */
export interface PastAttempt {
  /** Null while it is open. */
  readonly gradedAt: Date | null;
  readonly passed: boolean | null;
}

const MINUTE_MS = 60_000;
/** After the first failed attempt in a row, the second, and so on; more of them wait as long as the last. */
const WAITS_MS = [0, 15 * MINUTE_MS, 60 * MINUTE_MS, 240 * MINUTE_MS];

/** Who has passed needs no other try soon, and each one leaves entries in a log that forgets nothing. */
const AFTER_PASS_MS = 240 * MINUTE_MS;

/**
 * When the next attempt may start: `now`, or the end of the waiting time. `attempts` are all graded ones of this
 * person at this course, in any order; open ones do not count, since they go on instead of being drawn anew.
 */
export function nextAttemptAt(attempts: readonly PastAttempt[], now: Date): Date {
  const graded = attempts
    .flatMap(({ gradedAt, passed }) => (gradedAt ? [{ at: gradedAt.getTime(), passed }] : []))
    .sort((a, b) => b.at - a.at);
  const lastPass = graded.findIndex((attempt) => attempt.passed);
  const failures = lastPass < 0 ? graded.length : lastPass;
  const wait = failures === 0 ? AFTER_PASS_MS : (WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? 0);
  const latest = graded[0]?.at ?? Number.NEGATIVE_INFINITY;
  return new Date(Math.max(now.getTime(), latest + wait));
}
