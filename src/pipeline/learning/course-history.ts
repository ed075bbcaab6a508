import { DAY_MS } from "../../domain/day.ts";
import type { Attempt, Completion } from "../../domain/stores/training.ts";
import { nextAttemptAt } from "../../training/cooldown.ts";
import { type Course, type Module, majorOf } from "../../training/curriculum.ts";
import { openPaper, Paper } from "../../training/paper.ts";
import { passesOf } from "../../training/passes.ts";
import { termOf } from "../../training/term.ts";
import { toFact } from "../person-facts.ts";

/** How long a completion counts. */
export interface Validity {
  /** Null where no policy asks for the course: then it does not end. */
  readonly validForDays: number | null;
  /** Renewed within so many days of its end, the new term runs from the old end. */
  readonly renewFromDays: number;
  /** False where every policy that asks for the course pins its major version: then no minor one asks for anything. */
  readonly asksMinor?: boolean;
}

/** What one person did at one course, newest first. */
export interface CourseHistory {
  readonly course: Course;
  readonly attempts: readonly Attempt[];
  readonly completions: readonly Completion[];
  readonly validity: Validity;
}

/** One of the quizzes of a course: attempts at it wait for each other, and for no other's. */
export type QuizName = Pick<Attempt, "kind" | "module">;

export const WHOLE: QuizName = { kind: "course", module: null };

const WITHOUT_END_DAYS = 36_525;
/** The pages tell at once what a minor version changed; how long there is for it is the gate's to say. */
const NOT_YET = "9999-12-31T00:00:00.000Z";

/** What holds of everything that was completed and signed: by the same terms as the gate's. */
export interface Holding {
  /** Of the major version in force. Ms; -Infinity where there is none. */
  readonly until: number;
  /** Of its minor version too. */
  readonly isCurrent: boolean;
}

export function holdingOf({ course, completions, validity }: CourseHistory, now: Date): Holding {
  const required = {
    id: course.id,
    version: course.version,
    validForDays: daysOf(validity),
    minorSince: validity.asksMinor === false ? null : NOT_YET,
  };
  const passed = passesOf(course.id, completions.map(toFact), now.getTime());
  const leniency = { renewFromDays: validity.renewFromDays, renewalDays: 0 };
  const { goodUntil, why } = termOf(required, passed, leniency);
  return { until: goodUntil, isCurrent: why === "expired" };
}

/** The newest completion, if it counts and only its signature is missing. */
export function unsignedCompletion(history: CourseHistory, now: Date): Completion | undefined {
  const { course, completions, validity } = history;
  const [newest] = completions;
  if (!newest || newest.attestation || !isOfMajor(newest, course)) return undefined;
  // What only caught up with a minor version ends with what it brought up to date.
  const ownEnd = newest.completedAt.getTime() + daysOf(validity) * DAY_MS;
  const end = newest.kind === "delta" ? holdingOf(history, now).until : ownEnd;
  return now.getTime() < end ? newest : undefined;
}

/** The newest that was signed, of the major version in force. */
export function signedCompletion({ course, completions }: CourseHistory): Completion | undefined {
  return completions.find((completion) => completion.attestation && isOfMajor(completion, course));
}

/** Attempts at this quiz in the major version in force, newest first. */
export function attemptsAt({ course, attempts }: CourseHistory, { kind, module }: QuizName): readonly Attempt[] {
  return attempts.filter(
    (one) => one.kind === kind && one.module === module && majorOf(one.courseVersion) === majorOf(course.version),
  );
}

/**
 * When this quiz may be tried next: `now`, or the end of the wait. After a pass only the whole course can be wanted for
 * nothing; any other quiz is due then because something is new. What a renewal missed comes at once.
 */
export function nextTryAt(history: CourseHistory, quiz: QuizName, now: Date): Date {
  if (quiz.kind === "again") return now;
  const tries = attemptsAt(history, quiz);
  const lastPass = quiz.kind === "course" ? -1 : tries.findIndex(({ passed }) => passed);
  return nextAttemptAt(lastPass < 0 ? tries : tries.slice(0, lastPass), now);
}

/**
 * The attempt at this quiz that can go on: the newest one, ungraded, as long as the course still says what was asked. A
 * higher major version ends it too, since what it would complete is superseded already, and so does a course that has its
 * quizzes for something else by now.
 */
export function openAttemptAt(history: CourseHistory, quiz: QuizName): Attempt | undefined {
  const { per } = history.course.quiz;
  if (quiz.kind === (per === "module" ? "course" : "module")) return undefined;
  const newest = history.attempts.find(({ kind, module }) => kind === quiz.kind && module === quiz.module);
  if (!newest || newest.gradedAt || majorOf(newest.courseVersion) !== majorOf(history.course.version)) return undefined;
  return openPaper(history.course, Paper.parse(newest.paper)) && newest;
}

/** When the newest completion came, signed or not: what was passed before is used up by it. */
export function lastCompletedAt({ course, completions }: CourseHistory): Date {
  return completions.find((completion) => isOfMajor(completion, course))?.completedAt ?? new Date(0);
}

export function isOfMajor({ courseVersion }: Pick<Completion, "courseVersion">, { version }: Course): boolean {
  return majorOf(courseVersion) >= majorOf(version);
}

export function renewalOpensAt({ validity }: CourseHistory, { until }: Holding): number {
  return until - validity.renewFromDays * DAY_MS;
}

/** The quiz of this module. */
export function moduleQuiz({ id }: Pick<Module, "id">): QuizName {
  return { kind: "module", module: id };
}

function daysOf({ validForDays }: Validity): number {
  return validForDays ?? WITHOUT_END_DAYS;
}
