import { DAY_MS } from "../domain/day.ts";
import { type Leniency, type MissingWhy, NEVER, type Passed, type RequiredCourse, toInstant } from "./passes.ts";
import { majorOfRelease, releaseOf } from "./version.ts";

/** How long one course holds for one person. Instants in ms; -Infinity where there is none. */
export interface CourseTerm {
  readonly course: string;
  /** Good up to, and not at, this instant. */
  readonly goodUntil: number;
  readonly graceUntil: number;
  /** Up to here a completion waits for its attestation, which is then all that is missing. */
  readonly unattestedUntil: number;
  readonly unattestedSince: number;
  readonly why: Exclude<MissingWhy, "not-attested">;
  readonly since: number;
  /** Superseded by a minor version: what it changed is asked, and not the whole course. */
  readonly isMinor: boolean;
  /** Then: up to here, since what has ended by itself is renewed whole. */
  readonly minorUntil: number;
  /** Good up to here without having been done: a course that follows others. */
  readonly dueBy: number;
}

type Held = Pick<CourseTerm, "goodUntil" | "graceUntil" | "why" | "since" | "isMinor">;

/** What is asked of somebody else than of most. */
export interface Exceptions {
  /** The person's first day, where the roster tells it. ISO 8601. */
  readonly startedAt?: string | null | undefined;
  /** Until then the course is asked of nobody. */
  readonly notBefore?: number;
}

/** `passed` is what the person had passed of this course when it was asked, oldest first (see passes.ts). */
export function termOf(
  course: RequiredCourse,
  passed: readonly Passed[],
  leniency: Leniency,
  { startedAt, notBefore = NEVER }: Exceptions = {},
): CourseTerm {
  const release = releaseOf(course.version);
  const major = majorOfRelease(release);
  const ends = endsOf(passed, release, course, leniency);
  const { goodUntil, graceUntil, why, since, isMinor } = heldBy(ends, course, leniency, startedAt);
  const unattested = passed.findLast((pass) => !pass.attested && majorOfRelease(pass.release) >= major);
  const unattestedSince = unattested?.at ?? NEVER;
  return {
    course: course.id,
    goodUntil: Math.max(goodUntil, notBefore),
    graceUntil: Math.max(graceUntil, notBefore),
    unattestedUntil: unattested?.isDelta ? ends.sameMajor : unattestedSince + course.validForDays * DAY_MS,
    unattestedSince,
    why,
    since,
    isMinor,
    minorUntil: isMinor ? ends.sameMajor : NEVER,
    dueBy: goodUntil < notBefore ? notBefore : NEVER,
  };
}

function heldBy(
  { current, sameMajor, any }: Ends,
  course: RequiredCourse,
  leniency: Leniency,
  startedAt: string | null | undefined,
): Held {
  if (current > NEVER) {
    const graceUntil = current + leniency.renewalDays * DAY_MS;
    return { goodUntil: current, graceUntil, why: "expired", since: current, isMinor: false };
  }
  if (sameMajor > NEVER) return supersededTerm(sameMajor, course.minorSince, true, leniency);
  if (any > NEVER) return supersededTerm(any, course.inForceSince, false, leniency);
  const graceUntil = toInstant(startedAt) + (leniency.newHireDays ?? 0) * DAY_MS;
  return { goodUntil: NEVER, graceUntil, why: "never", since: NEVER, isMinor: false };
}

interface Ends {
  /** The latest end of all that count as they are. */
  readonly current: number;
  /** Of those of the major version that is asked for, or a higher one. */
  readonly sameMajor: number;
  readonly any: number;
}

/** The latest ends of attested completions. */
function endsOf(passed: readonly Passed[], release: number, course: RequiredCourse, leniency: Leniency): Ends {
  const major = majorOfRelease(release);
  let current = NEVER;
  let sameMajor = NEVER;
  let any = NEVER;
  for (const pass of passed) {
    if (!pass.attested) continue;
    const isOfMajor = majorOfRelease(pass.release) >= major;
    // What only caught up with a minor version ends when the completion before it would have.
    const caughtUp = isOfMajor ? sameMajor : any;
    const end = pass.isDelta ? caughtUp : endAfter(any, pass.at, course.validForDays, leniency.renewFromDays);
    any = Math.max(any, end);
    if (!isOfMajor) continue;
    sameMajor = Math.max(sameMajor, end);
    // Where nobody knows since when a minor version is in force, it was asked of nobody.
    if (pass.release >= release || !course.minorSince) current = Math.max(current, end);
  }
  return { current, sameMajor, any };
}

/** Whoever renews within `renew_from` before the end loses no day by it: the new term runs from the old end. */
function endAfter(before: number, at: number, validForDays: number, renewFromDays: number): number {
  const isEarly = at < before && at >= before - renewFromDays * DAY_MS;
  return (isEarly ? before : at) + validForDays * DAY_MS;
}

/** A completion of an older version: it neither outlives its own term nor the grace for the update. */
function supersededTerm(
  end: number,
  inForceSince: string | null | undefined,
  isMinor: boolean,
  leniency: Leniency,
): Held {
  const since = toInstant(inForceSince);
  return {
    goodUntil: Math.min(end, since),
    graceUntil: Math.min(end + leniency.renewalDays * DAY_MS, since + (leniency.contentUpdateDays ?? 0) * DAY_MS),
    why: "superseded",
    since,
    isMinor,
  };
}
