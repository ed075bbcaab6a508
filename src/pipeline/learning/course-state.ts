import type { Attempt } from "../../domain/stores/training.ts";
import { nextAttemptAt } from "../../training/cooldown.ts";
import {
  attemptsAt,
  type CourseHistory,
  holdingOf,
  nextTryAt,
  openAttemptAt,
  signedCompletion,
  unsignedCompletion,
  WHOLE,
} from "./course-history.ts";
import { moduleProgress, nextModule } from "./module-progress.ts";
import type { CourseState } from "./port.ts";
import { type QuizDue, quizDue } from "./quiz-due.ts";

/**
 * Where somebody is with a course, by the same terms as the gate's: what is done here is met there. A signature that is
 * missing comes first; while a completion holds, tries to renew it change nothing until one has passed.
 */
export function courseStateOf(history: CourseHistory, now: Date): CourseState {
  const unsigned = unsignedCompletion(history, now);
  if (unsigned) return { state: "to-attest", completionId: unsigned.id, attemptId: unsigned.attemptId };

  const due = quizDue(history, now);
  if (due.kind === "again") return { state: "asked-again", attemptId: due.renewal.id, missed: due.missed.length };
  const holding = holdingOf(history, now);
  const signed = signedCompletion(history);
  if (signed && holding.isCurrent && now.getTime() < holding.until) {
    const { completedAt, attemptId } = signed;
    const validUntil = history.validity.validForDays === null ? null : new Date(holding.until);
    const again = due.kind === "course" ? "course" : renewalOf(due);
    return { state: "done", completedAt, validUntil, attemptId, again, againAt: again && againAt(history, again, now) };
  }
  if (due.kind === "modules") return stateByModules(history, now);
  const quiz = due.kind === "nothing" ? WHOLE : { kind: due.kind, module: null };
  const open = openAttemptAt(history, quiz) ?? openAttemptAt(history, WHOLE);
  if (open) return { state: "attempt-open", attemptId: open.id };
  return stateBetweenAttempts(attemptsAt(history, quiz), now) ?? stateBefore(due, holding.until, now);
}

function renewalOf({ kind }: QuizDue): "renewal" | null {
  return kind === "renewal" ? kind : null;
}

/** Null where it is open, or may be begun now. */
function againAt(history: CourseHistory, kind: "course" | "renewal", now: Date): Date | null {
  const quiz = { kind, module: null };
  if (openAttemptAt(history, quiz) ?? openAttemptAt(history, WHOLE)) return null;
  const nextAt = nextTryAt(history, quiz, now);
  return nextAt > now ? nextAt : null;
}

function stateByModules(history: CourseHistory, now: Date): CourseState {
  const progress = moduleProgress(history, now);
  if (progress.every(({ state }) => state.state === "not-started")) return { state: "not-started" };
  const passed = progress.filter(({ state }) => state.state === "passed").length;
  return { state: "under-way", passed, of: progress.length, next: nextModule(progress)?.module.id ?? null };
}

/** Undefined where no try has failed. */
function stateBetweenAttempts(attempts: readonly Attempt[], now: Date): CourseState | undefined {
  const last = attempts.find(({ gradedAt }) => gradedAt);
  if (!last || last.passed) return undefined;
  const nextAt = nextAttemptAt(attempts, now);
  return nextAt > now
    ? { state: "cooling-down", nextAt, lastAttemptId: last.id }
    : { state: "may-retry", lastAttemptId: last.id };
}

function stateBefore(due: QuizDue, until: number, now: Date): CourseState {
  if (due.kind === "delta") return { state: "changed", modules: due.changed.map(({ id }) => id) };
  if (due.kind === "renewal" && until <= now.getTime()) return { state: "expired", since: new Date(until) };
  // Within `renew_from` of its end, and a minor version came: one quiz for both.
  if (due.kind === "renewal") return { state: "changed", modules: due.changed.map(({ id }) => id) };
  // A completion of an older major version too: this one was not begun.
  return { state: "not-started" };
}
