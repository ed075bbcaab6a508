import type { Attempt } from "../../domain/stores/training.ts";
import { changedSince } from "../../training/changed-modules.ts";
import { nextAttemptAt } from "../../training/cooldown.ts";
import type { Module } from "../../training/curriculum.ts";
import { attemptsAt, type CourseHistory, lastCompletedAt, moduleQuiz, openAttemptAt } from "./course-history.ts";
import type { ModuleProgress, ModuleState } from "./port.ts";

/** Where somebody is with each module of a course that has a quiz for each. */
export function moduleProgress(history: CourseHistory, now: Date): readonly ModuleProgress[] {
  return history.course.modules.map((module) => ({ module, state: moduleStateOf(history, module, now) }));
}

/** A pass is kept until a completion uses it up, or a new version changes the module. */
export function passOf(history: CourseHistory, module: Module): Attempt | undefined {
  const since = lastCompletedAt(history);
  return attemptsAt(history, moduleQuiz(module)).find(
    ({ passed, gradedAt, courseVersion }) =>
      passed === true &&
      gradedAt !== null &&
      gradedAt > since &&
      !changedSince(history.course, courseVersion).includes(module),
  );
}

function moduleStateOf(history: CourseHistory, module: Module, now: Date): ModuleState {
  const pass = passOf(history, module);
  if (pass?.gradedAt) return { state: "passed", attemptId: pass.id, at: pass.gradedAt };
  const open = openModuleAttempt(history, module);
  if (open) return { state: "attempt-open", attemptId: open.id };
  const attempts = attemptsAt(history, moduleQuiz(module));
  const last = attempts.find(({ gradedAt }) => gradedAt);
  if (!last) return { state: "not-started" };
  if (last.passed) return { state: "reopened", lastAttemptId: last.id };
  const nextAt = nextAttemptAt(attempts, now);
  return nextAt > now
    ? { state: "cooling-down", nextAt, lastAttemptId: last.id }
    : { state: "may-retry", lastAttemptId: last.id };
}

/** What was drawn before the module changed would pass nothing. */
export function openModuleAttempt(history: CourseHistory, module: Module): Attempt | undefined {
  const open = openAttemptAt(history, moduleQuiz(module));
  return open && !changedSince(history.course, open.courseVersion).includes(module) ? open : undefined;
}

/** The one to go on with: what is open first, then in their order, what has to wait last. */
export function nextModule(progress: readonly ModuleProgress[]): ModuleProgress | undefined {
  const left = progress.filter(({ state }) => state.state !== "passed");
  return (
    left.find(({ state }) => state.state === "attempt-open") ??
    left.find(({ state }) => state.state !== "cooling-down") ??
    left[0]
  );
}
