import { createHash } from "node:crypto";
import type { Stores } from "../domain/stores/index.ts";
import type { Attempt } from "../domain/stores/training.ts";
import { type Grade, gradePaper } from "../training/grade.ts";
import { Paper } from "../training/paper.ts";
import type { DraftOf } from "./entries.ts";
import { findOwnAttempt } from "./learning-attempts.ts";
import { type LearningDeps, loggedCourse } from "./learning-courses.ts";
import type { Answers, Viewer } from "./learning-port.ts";

/** Grades an open attempt, once. A second submit finds it graded and changes nothing. */
export async function submitAttempt(
  viewer: Viewer,
  id: string,
  answers: Answers,
  deps: LearningDeps,
): Promise<boolean> {
  const own = await findOwnAttempt(viewer, id, deps);
  if (!own) return false;
  const { attempt, course } = own;
  if (attempt.gradedAt) return true;
  const grade = own.isOpen ? gradePaper({ course, paper: Paper.parse(attempt.paper), answers }) : undefined;
  if (!grade) return false;

  const gradedAt = deps.clock();
  await deps.transact(async (stores) => {
    const { score, passed } = grade;
    if (!(await stores.training.grade(attempt.id, { answers, gradedAt, score, passed, result: grade }))) return;
    await logGrade(stores, attempt, grade, gradedAt, deps);
    if (passed) await recordCompletion(stores, attempt, score, gradedAt, deps);
  });
  return true;
}

async function logGrade(stores: Stores, attempt: Attempt, grade: Grade, at: Date, { entries }: LearningDeps) {
  const { score, passMark, passed } = grade;
  await entries.append<DraftOf<"attempt.graded">>(stores, at, {
    type: "attempt.graded",
    ...(await entries.subjectOf(stores, attempt.person)),
    actor: { kind: "user", id: attempt.person },
    source: { kind: "ui" },
    course: loggedCourse(attempt),
    result: {
      method: "quiz",
      score,
      pass_mark: passMark,
      attempt_no: attempt.number,
      passed,
      // Committed to and not told: who has it draws the same paper, and the digest shows that it is the one.
      draw_seed_sha256: createHash("sha256").update(attempt.seed, "utf8").digest("hex"),
    },
  });
}

/** The completion is of the wording that the paper was drawn from, whatever has been loaded since. */
async function recordCompletion(stores: Stores, attempt: Attempt, score: number, at: Date, deps: LearningDeps) {
  const id = deps.newId();
  const { person, courseId, courseVersion, contentSha256 } = attempt;
  await stores.training.recordCompletion({
    id,
    person,
    courseId,
    courseVersion,
    contentSha256,
    method: "quiz",
    score,
    attemptId: attempt.id,
    completedAt: at,
  });
  await deps.entries.append<DraftOf<"completion.recorded">>(stores, at, {
    type: "completion.recorded",
    ...(await deps.entries.subjectOf(stores, person)),
    actor: { kind: "user", id: person },
    source: { kind: "ui" },
    completion_id: id,
    course: loggedCourse(attempt),
    result: { method: "quiz", score },
  });
}
