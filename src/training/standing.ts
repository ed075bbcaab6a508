import { deepeningEnd, firstStoodAt } from "./deepening.ts";
import { instantOf, isoOf } from "./instant-text.ts";
import { type Completion, type Leniency, type MissingWhy, passesOf, type RequiredCourse } from "./passes.ts";
import { type CourseTerm, termOf } from "./term.ts";

/** A waiver of the layer for this person, good up to, and not at, `until`. ISO 8601. */
export interface WaiverTerm {
  readonly from: string;
  readonly until: string;
}

/** A course that is not good now. It keeps nobody out before `graceUntil`. Instants are ISO 8601. */
export interface MissingItem {
  readonly course: string;
  readonly why: MissingWhy;
  /** Expired: when the term ended. Superseded: when the new version came into force. Not attested: when it was passed. */
  readonly since: string | null;
  readonly graceUntil: string | null;
  /** Superseded by a minor version: a quiz on what it changed is enough. */
  readonly isMinor?: true;
}

/** A course that follows the opening ones: it is asked for, and keeps nobody out before `by`. ISO 8601. */
export interface DueItem {
  readonly course: string;
  readonly by: string;
}

/**
 * A person's standing in one layer, and the next instant at which time alone changes the answer
 * (null: never). `until` is null only where nothing is required.
 */
export type LayerStanding =
  | {
      readonly state: "met";
      readonly until: string | null;
      readonly changesAt: string | null;
      /** Left out where nothing follows. */
      readonly due?: readonly DueItem[];
    }
  | {
      readonly state: "grace";
      readonly until: string;
      readonly missing: readonly MissingItem[];
      readonly changesAt: string | null;
    }
  | { readonly state: "missing"; readonly missing: readonly MissingItem[]; readonly changesAt: string | null };

export interface StandingQuestion {
  /** The courses that open the layer. */
  readonly courses: readonly RequiredCourse[];
  /** Those that follow: they count from the end of `deepeningDays` on, which begin when the opening ones are done. */
  readonly following?: readonly RequiredCourse[];
  /** All of the person's; those of other courses are passed over. */
  readonly completions: readonly Completion[];
  /** Waivers of this layer for this person; a revoked one ends at its revocation. */
  readonly waivers: readonly WaiverTerm[];
  readonly leniency: Leniency;
  /** The person's first day, where the roster tells it. */
  readonly startedAt?: string | null;
  readonly asOf: string;
}

interface Waived {
  readonly from: number;
  readonly until: number;
}

interface Look {
  readonly state: "met" | "grace" | "missing";
  readonly missing: readonly Lack[];
}

interface Lack {
  readonly term: CourseTerm;
  readonly why: MissingWhy;
  readonly inGrace: boolean;
}

const NONE: readonly never[] = [];

/** The same question always has the same answer: the clock is `asOf`, and what happened after it is not looked at. */
export function standingOf(question: StandingQuestion): LayerStanding {
  const asOf = instantOf(question.asOf);
  const terms = courseTerms(question, asOf);
  const waivers = question.waivers.map(({ from, until }) => ({ from: instantOf(from), until: instantOf(until) }));
  const now = lookAt(asOf, terms, waivers);
  const { changesAt, until } = changesOf(now, terms, waivers, asOf);

  if (now.state === "met") {
    const due = terms.length > question.courses.length ? dueOf(terms, asOf) : NONE;
    return due.length === 0 ? { state: "met", until, changesAt } : { state: "met", until, changesAt, due };
  }
  const missing = now.missing.map(toItem);
  // Grace always has an end, since a term in grace has one ahead.
  if (now.state === "grace" && until !== null) return { state: "grace", until, missing, changesAt };
  return { state: "missing", missing, changesAt };
}

/** Of the opening courses, and once those have been done of what follows. */
export function courseTerms(question: Omit<StandingQuestion, "waivers" | "asOf">, asOf: number): readonly CourseTerm[] {
  const { courses, following = NONE, completions, startedAt, leniency } = question;
  const terms: CourseTerm[] = [];
  let openedAt = Number.NEGATIVE_INFINITY;
  for (const course of courses) {
    const passed = passesOf(course.id, completions, asOf);
    terms.push(termOf(course, passed, leniency, { startedAt }));
    if (following.length > 0) openedAt = Math.max(openedAt, firstStoodAt(passed));
  }
  if (!Number.isFinite(openedAt)) return terms;
  for (const course of following) {
    const notBefore = deepeningEnd(course, openedAt, leniency);
    terms.push(termOf(course, passesOf(course.id, completions, asOf), leniency, { notBefore }));
  }
  return terms;
}

/** What follows and is not done, and by when it has to be. */
function dueOf(terms: readonly CourseTerm[], asOf: number): readonly DueItem[] {
  const due: DueItem[] = [];
  for (const { course, dueBy } of terms) if (dueBy > asOf) due.push({ course, by: isoOf(dueBy) });
  return due;
}

/** The first instants ahead at which the answer is another, and at which the state is. Mostly they are the same one. */
function changesOf(now: Look, terms: readonly CourseTerm[], waivers: readonly Waived[], asOf: number) {
  let changesAt: number | undefined;
  for (
    let instant = nextInstant(terms, waivers, asOf);
    Number.isFinite(instant);
    instant = nextInstant(terms, waivers, instant)
  ) {
    const then = lookAt(instant, terms, waivers);
    if (changesAt === undefined && !alike(now, then)) changesAt = instant;
    if (then.state === now.state) continue;
    const until = iso(instant);
    return { changesAt: changesAt === instant ? until : iso(changesAt), until };
  }
  return { changesAt: iso(changesAt), until: null };
}

function lookAt(instant: number, terms: readonly CourseTerm[], waivers: readonly Waived[]): Look {
  if (waivers.some(({ from, until }) => from <= instant && instant < until)) return { state: "met", missing: [] };
  const missing: Lack[] = [];
  for (const term of terms) {
    if (instant < term.goodUntil) continue;
    missing.push({ term, why: whyAt(instant, term), inGrace: instant < term.graceUntil });
  }
  if (missing.length === 0) return { state: "met", missing };
  return { state: missing.every((lack) => lack.inGrace) ? "grace" : "missing", missing };
}

/** Of a minor version that was not caught up with, the completion it superseded ends some day too. */
function whyAt(instant: number, { unattestedUntil, isMinor, minorUntil, why }: CourseTerm): MissingWhy {
  if (instant < unattestedUntil) return "not-attested";
  return isMinor && instant >= minorUntil ? "expired" : why;
}

/** The first after this one at which a term or a waiver begins or ends; Infinity: none. */
function nextInstant(terms: readonly CourseTerm[], waivers: readonly Waived[], after: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { goodUntil, graceUntil, unattestedUntil, minorUntil } of terms) {
    next = sooner(goodUntil, next, after);
    next = sooner(graceUntil, next, after);
    next = sooner(unattestedUntil, next, after);
    next = sooner(minorUntil, next, after);
  }
  for (const { from, until } of waivers) next = sooner(until, sooner(from, next, after), after);
  return next;
}

function sooner(instant: number, next: number, after: number): number {
  return instant > after && instant < next ? instant : next;
}

function alike(a: Look, b: Look): boolean {
  return (
    a.state === b.state &&
    a.missing.length === b.missing.length &&
    a.missing.every((lack, index) => {
      const other = b.missing[index];
      return other?.term === lack.term && other.why === lack.why && other.inGrace === lack.inGrace;
    })
  );
}

function toItem({ term, why, inGrace }: Lack): MissingItem {
  return {
    course: term.course,
    why,
    since: iso(sinceOf(why, term)),
    graceUntil: inGrace ? iso(term.graceUntil) : null,
    ...(why === "superseded" && term.isMinor && { isMinor: true }),
  };
}

function sinceOf(why: MissingWhy, { unattestedSince, isMinor, minorUntil, since }: CourseTerm): number {
  if (why === "not-attested") return unattestedSince;
  return isMinor && why === "expired" ? minorUntil : since;
}

function iso(instant: number | undefined): string | null {
  return instant === undefined || !Number.isFinite(instant) ? null : isoOf(instant);
}
