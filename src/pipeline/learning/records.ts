import type { Attempt, Completion } from "../../domain/stores/training.ts";
import { findCourse, findModule } from "../../training/curriculum.ts";
import { holdingOf, isOfMajor } from "./course-history.ts";
import { courseInForce, historyOf, type LearningDeps } from "./courses.ts";
import type { Certificate, HistoryItem, Viewer } from "./port.ts";

/** Every attempt and completion of the viewer, also at courses that are no longer there. */
export async function readHistory({ account }: Viewer, deps: LearningDeps): Promise<readonly HistoryItem[]> {
  const { training } = deps.stores;
  const [attempts, completions] = await Promise.all([
    training.everyAttemptOf(account.person),
    training.completionsOf([account.person]),
  ]);
  const items = [
    ...completions.map((completion) => ofCompletion(completion, deps)),
    ...attempts.map((attempt) => ofAttempt(attempt, deps)),
  ];
  // Of the same instant the completion is told above the attempt that made it.
  return items.toSorted((a, b) => b.at.getTime() - a.at.getTime());
}

function ofAttempt(attempt: Attempt, deps: LearningDeps): HistoryItem {
  const { id, kind, score, passed, gradedAt, startedAt } = attempt;
  const at = gradedAt ?? startedAt;
  const module = moduleTitle(attempt, deps);
  const told = { kind, module, method: "quiz", score, passed, attemptId: id, isTaught: isTaught(attempt, deps) };
  return { what: "attempt", at, ...about(attempt, deps), ...told };
}

function ofCompletion(completion: Completion, deps: LearningDeps): HistoryItem {
  const { kind, method, score, completedAt, attemptId, attestation } = completion;
  const passed = attestation !== null;
  const told = { kind, module: null, method, score, passed, attemptId, isTaught: isTaught(completion, deps) };
  return { what: "completion", at: completedAt, ...about(completion, deps), ...told };
}

function isTaught({ courseId }: Pick<Attempt, "courseId">, deps: LearningDeps): boolean {
  return findCourse(deps.curriculum(), courseId) !== undefined;
}

function moduleTitle({ courseId, module }: Pick<Attempt, "courseId" | "module">, deps: LearningDeps): string | null {
  if (module === null) return null;
  const course = findCourse(deps.curriculum(), courseId);
  return (course && findModule(course, module)?.title) ?? module;
}

function about({ courseId, courseVersion }: Pick<Attempt, "courseId" | "courseVersion">, deps: LearningDeps) {
  const title = findCourse(deps.curriculum(), courseId)?.title ?? courseId;
  return { course: { id: courseId, title, version: courseVersion } };
}

export async function readCertificate(
  { account }: Viewer,
  courseId: string,
  deps: LearningDeps,
): Promise<Certificate | null> {
  const course = await courseInForce(courseId, deps);
  if (!course) return null;
  const history = await historyOf(account.person, course, deps);
  // What was signed stays signed: a newer version asks for more, and takes nothing back.
  const completion = history.completions.find(({ attestation }) => attestation !== null);
  if (!completion?.attestation) return null;
  const { id, method, score, completedAt, contentSha256, attestation } = completion;
  const replacedBy = isOfMajor(completion, course) ? null : course.version;
  const isWithoutEnd = replacedBy !== null || history.validity.validForDays === null;
  return {
    ...about(completion, deps),
    contentSha256,
    typedName: attestation.typedName,
    completionId: id,
    method,
    score,
    completedAt,
    signedAt: attestation.signedAt,
    validUntil: isWithoutEnd ? null : new Date(holdingOf(history, deps.clock()).until),
    replacedBy,
  };
}
