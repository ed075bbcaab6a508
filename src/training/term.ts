import { majorOf } from "./curriculum.ts";

/** A course that a layer asks for, as it stands in the curriculum and the policy. */
export interface RequiredCourse {
  readonly id: string;
  readonly version: string;
  readonly validForDays: number;
  /** When the course's major version came into force, where that is known: grace for an update runs from it. ISO 8601. */
  readonly inForceSince?: string | null;
}

/** One passed course of one person. Instants are ISO 8601, so that stored facts can be handed in as they are. */
export interface Completion {
  readonly course: string;
  readonly version: string;
  readonly completedAt: string;
  readonly attestedAt: string | null;
}

/** The policy's `grace:` and `renew_from:`, in days. */
export interface Leniency {
  readonly renewFromDays: number;
  readonly renewalDays: number;
  readonly contentUpdateDays?: number;
  readonly newHireDays?: number;
}

export type MissingWhy = "never" | "expired" | "superseded" | "not-attested";

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
}

const DAY_MS = 86_400_000;
const NEVER = Number.NEGATIVE_INFINITY;

interface Passed {
  readonly major: number;
  readonly at: number;
  readonly attested: boolean;
}

interface Person {
  readonly completions: readonly Completion[];
  readonly startedAt?: string | null;
}

type Held = Pick<CourseTerm, "goodUntil" | "graceUntil" | "why" | "since">;

/** What is known at `asOf` (ms): completions and attestations after it do not exist yet. */
export function termOf(course: RequiredCourse, person: Person, leniency: Leniency, asOf: number): CourseTerm {
  const passed = passesOf(course.id, person.completions, asOf);
  const major = majorOf(course.version);
  const unattested = passed.findLast((pass) => !pass.attested && pass.major >= major)?.at ?? NEVER;
  const { goodUntil, graceUntil, why, since } = heldBy(passed, course, person, leniency);
  return {
    course: course.id,
    goodUntil,
    graceUntil,
    unattestedUntil: unattested + course.validForDays * DAY_MS,
    unattestedSince: unattested,
    why,
    since,
  };
}

function heldBy(passed: readonly Passed[], course: RequiredCourse, person: Person, leniency: Leniency): Held {
  const { currentEnd, anyEnd } = endsOf(passed, course, leniency);
  if (currentEnd > NEVER) {
    const graceUntil = currentEnd + leniency.renewalDays * DAY_MS;
    return { goodUntil: currentEnd, graceUntil, why: "expired", since: currentEnd };
  }
  if (anyEnd > NEVER) return supersededTerm(anyEnd, course, leniency);
  const graceUntil = instant(person.startedAt) + (leniency.newHireDays ?? 0) * DAY_MS;
  return { goodUntil: NEVER, graceUntil, why: "never", since: NEVER };
}

/** Oldest first. One pass without intermediate lists: every decision asks this for everybody on a pull request. */
function passesOf(course: string, completions: readonly Completion[], asOf: number): readonly Passed[] {
  const passes: Passed[] = [];
  for (const completion of completions) {
    const at = completion.course === course ? Date.parse(completion.completedAt) : Number.NaN;
    if (!(at <= asOf)) continue;
    const { attestedAt, completedAt } = completion;
    // Mostly the same instant, and reading a date is the dearest thing here.
    const attested = attestedAt !== null && (attestedAt === completedAt || Date.parse(attestedAt) <= asOf);
    passes.push({ major: majorOf(completion.version), at, attested });
  }
  return passes.length < 2 ? passes : passes.sort((a, b) => a.at - b.at);
}

/**
 * The latest end of all attested completions, and of those that are current.
 * Whoever renews within `renew_from` before the end loses no day by it: the new term runs from the old end.
 */
function endsOf(passed: readonly Passed[], { version, validForDays }: RequiredCourse, { renewFromDays }: Leniency) {
  const major = majorOf(version);
  let anyEnd = NEVER;
  let currentEnd = NEVER;
  for (const pass of passed) {
    if (!pass.attested) continue;
    const early = pass.at < anyEnd && pass.at >= anyEnd - renewFromDays * DAY_MS;
    const end = (early ? anyEnd : pass.at) + validForDays * DAY_MS;
    anyEnd = Math.max(anyEnd, end);
    if (pass.major >= major) currentEnd = Math.max(currentEnd, end);
  }
  return { anyEnd, currentEnd };
}

/** A completion of an older major version: it neither outlives its own term nor the grace for the update. */
function supersededTerm(end: number, course: RequiredCourse, leniency: Leniency): Held {
  const since = instant(course.inForceSince);
  return {
    goodUntil: Math.min(end, since),
    graceUntil: Math.min(end + leniency.renewalDays * DAY_MS, since + (leniency.contentUpdateDays ?? 0) * DAY_MS),
    why: "superseded",
    since,
  };
}

function instant(iso: string | null | undefined): number {
  const at = iso ? Date.parse(iso) : NEVER;
  return Number.isNaN(at) ? NEVER : at;
}
