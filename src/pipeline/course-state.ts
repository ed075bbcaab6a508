import type { Attempt, Completion } from "../domain/stores/training.ts";
import { nextAttemptAt } from "../training/cooldown.ts";
import { type Course, majorOf } from "../training/curriculum.ts";
import { openPaper, Paper } from "../training/paper.ts";
import { type LayerStanding, standingOf } from "../training/standing.ts";
import type { CourseState } from "./learning-port.ts";

/** How long a completion counts. */
export interface Validity {
  /** Null where no policy asks for the course: then it does not end. */
  readonly validForDays: number | null;
  /** Renewed within so many days of its end, the new term runs from the old end. */
  readonly renewFromDays: number;
}

/** What one person did at one course, newest first. */
export interface CourseHistory {
  readonly course: Course;
  readonly attempts: readonly Attempt[];
  readonly completions: readonly Completion[];
  readonly validity: Validity;
}

const DAY_MS = 86_400_000;
const WITHOUT_END_DAYS = 36_525;

/**
 * Where somebody is with a course, by the same terms as the gate's: what is done here is met there. A signature that is
 * missing comes first; while a completion holds, tries to renew it change nothing.
 */
export function courseStateOf(history: CourseHistory, now: Date): CourseState {
  const { course, attempts, validity } = history;
  const unsigned = unsignedCompletion(history, now);
  if (unsigned) return { state: "to-attest", completionId: unsigned.id, attemptId: unsigned.attemptId };

  const standing = standingIn(history, now);
  const signed = history.completions.find((completion) => completion.attestation && isCurrent(completion, course));
  if (standing.state === "met" && signed) {
    const end = validity.validForDays === null ? null : standing.until;
    const { completedAt, attemptId } = signed;
    return { state: "done", completedAt, validUntil: end === null ? null : new Date(end), attemptId };
  }
  const open = openAttemptOf(course, attempts);
  if (open) return { state: "attempt-open", attemptId: open.id };
  return stateBetweenAttempts(attempts, standing, now);
}

/** The newest completion, if it counts and only its signature is missing. */
export function unsignedCompletion(history: CourseHistory, now: Date): Completion | undefined {
  const { course, completions, validity } = history;
  const [newest] = completions;
  if (!newest || newest.attestation || !isCurrent(newest, course)) return undefined;
  return now.getTime() < newest.completedAt.getTime() + daysOf(validity) * DAY_MS ? newest : undefined;
}

/**
 * The attempt that can go on: the newest one, ungraded, as long as the course still says what was asked. A higher
 * major version ends it too, since what it would complete is superseded already.
 */
export function openAttemptOf(course: Course, attempts: readonly Attempt[]): Attempt | undefined {
  const [newest] = attempts;
  if (!newest || newest.gradedAt || majorOf(newest.courseVersion) !== majorOf(course.version)) return undefined;
  return openPaper(course, Paper.parse(newest.paper)) && newest;
}

function standingIn({ course, completions, validity }: CourseHistory, now: Date): LayerStanding {
  return standingOf({
    courses: [{ id: course.id, version: course.version, validForDays: daysOf(validity) }],
    completions: completions.map(({ courseId, courseVersion, completedAt, attestation }) => ({
      course: courseId,
      version: courseVersion,
      completedAt: completedAt.toISOString(),
      attestedAt: attestation?.signedAt.toISOString() ?? null,
    })),
    waivers: [],
    leniency: { renewFromDays: validity.renewFromDays, renewalDays: 0 },
    asOf: now.toISOString(),
  });
}

function stateBetweenAttempts(attempts: readonly Attempt[], standing: LayerStanding, now: Date): CourseState {
  const last = attempts.find(({ gradedAt }) => gradedAt);
  if (last && !last.passed) {
    const nextAt = nextAttemptAt(attempts, now);
    return nextAt > now
      ? { state: "cooling-down", nextAt, lastAttemptId: last.id }
      : { state: "may-retry", lastAttemptId: last.id };
  }
  const lack = standing.state === "met" ? undefined : standing.missing[0];
  if (lack?.why === "expired" && lack.since !== null) return { state: "expired", since: new Date(lack.since) };
  // A completion of an older major version too: this one was not begun.
  return { state: "not-started" };
}

function isCurrent({ courseVersion }: Completion, { version }: Course): boolean {
  return majorOf(courseVersion) >= majorOf(version);
}

function daysOf({ validForDays }: Validity): number {
  return validForDays ?? WITHOUT_END_DAYS;
}
