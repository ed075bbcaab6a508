import type { Attempt, CompletionKind } from "../../domain/stores/training.ts";
import type { CourseHistory } from "./course-history.ts";
import { passOf } from "./module-progress.ts";
import { againAfter } from "./quiz-due.ts";

/** What is completed, and by which attempt: in that wording, and with that score. */
export interface Earned {
  readonly kind: CompletionKind;
  readonly attemptId: string;
  readonly score: number;
  readonly courseVersion: string;
  readonly contentSha256: string;
}

/** What a graded attempt completes, seen with everything else of this person (`history` holds it, graded). */
export function earnedBy(attempt: Attempt, history: CourseHistory, now: Date): Earned | null {
  switch (attempt.kind) {
    case "course":
    case "delta":
      return attempt.passed ? earnedAt(attempt, attempt.kind) : null;
    case "module":
      return earnedByModules(history);
    case "renewal":
    case "again":
      return earnedByRenewal(history, now);
  }
}

/** What is completed by the papers that there are, whichever came last. */
export function earnedAlready(history: CourseHistory, now: Date): Earned | null {
  return earnedByRenewal(history, now) ?? earnedByModules(history);
}

function earnedByRenewal(history: CourseHistory, now: Date): Earned | null {
  const again = againAfter(history, now);
  return again?.missed.length === 0 ? earnedAt(again.renewal, "renewal") : null;
}

/** Every module is passed as it is now: a completion of the course as it is now, by the newest of those papers. */
function earnedByModules(history: CourseHistory): Earned | null {
  const { course } = history;
  const passes = course.modules.flatMap((module) => passOf(history, module) ?? []);
  const newest = passes.toSorted((a, b) => b.number - a.number)[0];
  if (!newest || passes.length < course.modules.length) return null;
  const total = passes.reduce((sum, { score }) => sum + (score ?? 0), 0);
  return {
    kind: "course",
    attemptId: newest.id,
    score: Math.floor(total / passes.length),
    courseVersion: course.version,
    contentSha256: course.digest,
  };
}

function earnedAt({ id, score, courseVersion, contentSha256 }: Attempt, kind: CompletionKind): Earned {
  return { kind, attemptId: id, score: score ?? 0, courseVersion, contentSha256 };
}
