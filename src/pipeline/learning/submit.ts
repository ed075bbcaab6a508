import { createHash } from "node:crypto";
import type { Stores } from "../../domain/stores/index.ts";
import type { Attempt } from "../../domain/stores/training.ts";
import { type Grade, gradePaper } from "../../training/grade.ts";
import { Paper } from "../../training/paper.ts";
import type { DraftOf } from "../entries.ts";
import { findOwnAttempt, type OwnAttempt } from "./attempts.ts";
import { fileOpenHeads } from "./attest.ts";
import { recordCompletion } from "./complete.ts";
import { attemptsAndCompletions, type LearningDeps, loggedCourse } from "./courses.ts";
import { earnedBy } from "./earned.ts";
import type { Answers, Viewer } from "./port.ts";

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

  const isAwaited = grade.passed && (await isRequired(attempt, deps));
  await deps.transact(async (stores) => {
    const { score, passed } = grade;
    // Of two last modules that are handed in at once, the second sees the first one graded.
    await stores.training.hold(attempt.person);
    // Read here, so that what is completed by several papers is never older than one of them.
    const gradedAt = deps.clock();
    if (!(await stores.training.grade(attempt.id, { answers, gradedAt, score, passed, result: grade }))) return;
    await logGrade(stores, attempt, grade, gradedAt, deps);
    await completeBy(stores, own, gradedAt, deps);
    if (isAwaited) await fileOpenHeads(stores, attempt.person);
  });
  return true;
}

/** Merges may wait for one module, long before its course is completed. */
async function isRequired({ courseId, module }: Attempt, { requiredModules }: LearningDeps): Promise<boolean> {
  return module !== null && (await requiredModules()).has(`${courseId}/${module}`);
}

async function completeBy(stores: Stores, { attempt, history }: OwnAttempt, at: Date, deps: LearningDeps) {
  const { person, courseId } = attempt;
  const now = { ...history, ...(await attemptsAndCompletions(stores, person, courseId)) };
  const graded = now.attempts.find(({ id }) => id === attempt.id);
  const earned = graded && earnedBy(graded, now, at);
  if (earned) await recordCompletion(stores, { person, courseId, earned, at }, deps);
}

async function logGrade(stores: Stores, attempt: Attempt, grade: Grade, at: Date, { entries }: LearningDeps) {
  const { score, passMark, passed } = grade;
  const { kind, module } = attempt;
  await entries.append<DraftOf<"attempt.graded">>(stores, at, {
    type: "attempt.graded",
    ...(await entries.subjectOf(stores, attempt.person)),
    actor: { kind: "user", id: attempt.person },
    source: { kind: "ui" },
    course: loggedCourse(attempt),
    ...(module !== null && { module }),
    ...(kind !== "course" && kind !== "module" && { kind }),
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
