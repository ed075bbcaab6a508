import { z } from "zod";
import type { Attempt } from "../../domain/stores/training.ts";
import { type Course, findModule } from "../../training/curriculum.ts";
import { completeWithoutMore } from "./complete.ts";
import {
  type CourseHistory,
  nextTryAt,
  openAttemptAt,
  type QuizName,
  unsignedCompletion,
  WHOLE,
} from "./course-history.ts";
import { courseInForce, historyOf, type LearningDeps, withPassMark } from "./courses.ts";
import { drawFor, type ToDraw } from "./draw.ts";
import { moduleProgress, nextModule, openModuleAttempt, passOf } from "./module-progress.ts";
import type { Started, Viewer } from "./port.ts";
import { quizDue } from "./quiz-due.ts";

export interface OwnAttempt {
  readonly attempt: Attempt;
  /** As loaded now, with the pass mark of the attempt. */
  readonly course: Course;
  readonly history: CourseHistory;
  /** Neither graded nor closed by a change of the course. */
  readonly isOpen: boolean;
}

/** Goes on with the attempt that is open, or draws a new one unless the person has to wait or only to sign. */
export async function startAttempt(
  viewer: Viewer,
  { courseId, moduleId }: { readonly courseId: string; readonly moduleId: string | undefined },
  deps: LearningDeps,
): Promise<Started | null> {
  const course = await courseInForce(courseId, deps);
  if (!course || (moduleId !== undefined && !findModule(course, moduleId))) return null;
  const { person } = viewer.account;
  const now = deps.clock();
  const history = await historyOf(person, course, deps);
  if (unsignedCompletion(history, now)) return { kind: "attest" };
  const quiz = quizToTake(history, moduleId, now);
  if (quiz === "all-passed") {
    await completeWithoutMore(viewer, history, deps);
    return { kind: "attest" };
  }
  if (!quiz) return { kind: "nothing" };
  const name: QuizName = { kind: quiz.kind, module: quiz.kind === "module" ? quiz.module.id : null };
  // One of the whole course that is open still completes it, whatever would be enough by now.
  const isShorter = quiz.kind === "renewal" || quiz.kind === "delta";
  const open = openAttemptOf(history, name) ?? (isShorter ? openAttemptAt(history, WHOLE) : undefined);
  if (open) return { kind: "open", attemptId: open.id };
  const nextAt = nextTryAt(history, name, now);
  if (nextAt > now) return { kind: "wait", nextAt };

  const attempt = drawAttempt(viewer, history, quiz, deps);
  if (await deps.stores.training.startAttempt(attempt)) return { kind: "started", attemptId: attempt.id };
  // Another tab was first: both go on with that one, or with what follows on another module's.
  const first = openAttemptOf(await historyOf(person, course, deps), name);
  return first ? { kind: "open", attemptId: first.id } : startAttempt(viewer, { courseId, moduleId }, deps);
}

/** Undefined where there is nothing to take. */
function quizToTake(
  history: CourseHistory,
  moduleId: string | undefined,
  now: Date,
): ToDraw | "all-passed" | undefined {
  const due = quizDue(history, now);
  if (due.kind === "again" && due.missed.length === 0) return "all-passed";
  if (due.kind !== "modules") return due.kind === "nothing" ? undefined : due;
  const asked =
    moduleId === undefined ? nextModule(moduleProgress(history, now))?.module : findModule(history.course, moduleId);
  if (!asked) return "all-passed";
  return passOf(history, asked) ? undefined : { kind: "module", module: asked };
}

function drawAttempt(viewer: Viewer, history: CourseHistory, quiz: ToDraw, deps: LearningDeps): Attempt {
  const { course, attempts } = history;
  return {
    id: deps.newId(),
    person: viewer.account.person,
    courseId: course.id,
    courseVersion: course.version,
    contentSha256: course.digest,
    number: (attempts[0]?.number ?? 0) + 1,
    ...drawFor(quiz, history, deps.newSeed()),
    answers: null,
    startedAt: deps.clock(),
    gradedAt: null,
    score: null,
    passed: null,
    result: null,
  };
}

/** The attempt at this quiz that can go on, and would count. */
function openAttemptOf(history: CourseHistory, name: QuizName): Attempt | undefined {
  const module = name.module === null ? undefined : findModule(history.course, name.module);
  return module ? openModuleAttempt(history, module) : openAttemptAt(history, name);
}

/** Null alike for an attempt of somebody else and for one that does not exist. */
export async function findOwnAttempt(viewer: Viewer, id: string, deps: LearningDeps): Promise<OwnAttempt | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const found = await deps.stores.training.findAttempt(id);
  if (!found || found.person !== viewer.account.person) return null;
  const course = await courseInForce(found.courseId, deps);
  if (!course) return null;
  const history = await historyOf(found.person, course, deps);
  // Read with the rest: it may have been graded since it was found, and would be neither open nor graded.
  const attempt = history.attempts.find((one) => one.id === id) ?? found;
  return {
    attempt,
    course: withPassMark(course, attempt.passMark),
    history,
    isOpen: openAttemptOf(history, attempt)?.id === attempt.id,
  };
}
