import { DAY_MS } from "../../domain/day.ts";
import type { Attempt } from "../../domain/stores/training.ts";
import { changedSince } from "../../training/changed-modules.ts";
import type { Module } from "../../training/curriculum.ts";
import { deltaSize, type MissedObjective, objectiveKey, renewalSize } from "../../training/draw-kinds.ts";
import { Grade } from "../../training/grade.ts";
import {
  type CourseHistory,
  holdingOf,
  isOfMajor,
  lastCompletedAt,
  renewalOpensAt,
  signedCompletion,
} from "./course-history.ts";

/** What somebody can be asked next at a course. */
export type QuizDue =
  | { readonly kind: "course" }
  /** Each module has its own. */
  | { readonly kind: "modules" }
  /** `changed`: what a newer minor version changed since they completed it. */
  | { readonly kind: "renewal"; readonly changed: readonly Module[] }
  /** A renewal is passed, and what it missed is asked again. */
  | { readonly kind: "again"; readonly renewal: Attempt; readonly missed: readonly MissedObjective[] }
  | { readonly kind: "delta"; readonly changed: readonly Module[] }
  /** All is done, and a renewal is not open yet. */
  | { readonly kind: "nothing" };

/** So long a renewal that was passed waits for what it missed. */
const AGAIN_WITHIN_DAYS = 30;

export function quizDue(history: CourseHistory, now: Date): QuizDue {
  const { course } = history;
  const whole: QuizDue = course.quiz.per === "module" ? { kind: "modules" } : { kind: "course" };
  const signed = signedCompletion(history);
  if (!signed) return whole;
  const holding = holdingOf(history, now);
  const changed = changedSince(course, signed.courseVersion);
  if (now.getTime() >= renewalOpensAt(history, holding))
    return againAfter(history, now) ?? { kind: "renewal", changed };
  if (!holding.isCurrent) return { kind: "delta", changed };
  return whole.kind === "modules" ? { kind: "nothing" } : whole;
}

/** What is left of a renewal; undefined where none is under way. */
export function againAfter(history: CourseHistory, now: Date): Extract<QuizDue, { kind: "again" }> | undefined {
  const renewal = passedRenewal(history, now);
  return renewal && { kind: "again", renewal, missed: missedAfter(history, renewal) };
}

/** Drawn before a minor version came it renews all the same: what that one changed is asked after it. */
function passedRenewal(history: CourseHistory, now: Date): Attempt | undefined {
  const since = Math.max(lastCompletedAt(history).getTime(), now.getTime() - AGAIN_WITHIN_DAYS * DAY_MS);
  return history.attempts.find(
    (attempt) =>
      attempt.kind === "renewal" &&
      attempt.passed === true &&
      attempt.gradedAt !== null &&
      attempt.gradedAt.getTime() > since &&
      isOfMajor(attempt, history.course),
  );
}

/** Objectives of which the renewal has a wrong answer and no later paper a right one. Those that are gone are not asked. */
function missedAfter({ course, attempts }: CourseHistory, renewal: Attempt): readonly MissedObjective[] {
  const answered = new Set(
    papersAfter(attempts, renewal).flatMap(({ result }) =>
      Grade.parse(result).perObjective.flatMap(({ module, objective, right, total }) =>
        right === total ? [objectiveKey(module, objective)] : [],
      ),
    ),
  );
  const tested = new Set(
    course.modules.flatMap(({ questions }) =>
      questions.map(({ module, objective }) => objectiveKey(module, objective)),
    ),
  );
  return Grade.parse(renewal.result)
    .perObjective.filter(({ right, total }) => right < total)
    .map(({ module, objective }) => ({ module, objective }))
    .filter(({ module, objective }) => {
      const key = objectiveKey(module, objective);
      return tested.has(key) && !answered.has(key);
    });
}

/** Graded, and asked because of this renewal. */
export function papersAfter(attempts: readonly Attempt[], renewal: Attempt): readonly Attempt[] {
  return attempts.filter(({ kind, gradedAt, number }) => kind === "again" && gradedAt && number > renewal.number);
}

/** How many questions its paper has. */
export function sizeOf(due: QuizDue, { course }: Pick<CourseHistory, "course">): number {
  switch (due.kind) {
    case "renewal":
      return renewalSize(course);
    case "delta":
      return deltaSize(course, due.changed);
    case "again":
      return due.missed.length;
    default:
      return course.quiz.draw;
  }
}
