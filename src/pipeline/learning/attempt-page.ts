import type { Attempt } from "../../domain/stores/training.ts";
import { findModule } from "../../training/curriculum.ts";
import { Grade } from "../../training/grade.ts";
import { Answers, Paper } from "../../training/paper.ts";
import { explainPaper, viewPaper } from "../../training/paper-view.ts";
import { findOwnAttempt, type OwnAttempt } from "./attempts.ts";
import { type CourseHistory, unsignedCompletion } from "./course-history.ts";
import { courseStateOf } from "./course-state.ts";
import type { LearningDeps } from "./courses.ts";
import { moduleProgress } from "./module-progress.ts";
import type { AttemptPage, MissedObjective, ModuleProgress, Viewer } from "./port.ts";
import { againAfter, quizDue } from "./quiz-due.ts";

export async function readAttempt(viewer: Viewer, id: string, deps: LearningDeps): Promise<AttemptPage | null> {
  const own = await findOwnAttempt(viewer, id, deps);
  return own && toPage(own, deps.clock());
}

/** The answer key is in the page of a graded attempt only. */
function toPage({ attempt, course, history, isOpen }: OwnAttempt, now: Date): AttemptPage {
  const { id, number, kind, module } = attempt;
  const quiz = { kind, module: (module !== null && findModule(course, module)) || null };
  if (attempt.gradedAt) {
    const grade = Grade.parse(attempt.result);
    const { score, passMark, passed, mustPassMissed } = grade;
    const explained = explainPaper(course, grade);
    const state = courseStateOf(history, now);
    const told = { quiz, missed: missedIn(history, attempt, now), modules: openModules(history, now) };
    return { kind: "graded", id, course, ...told, number, score, passMark, passed, mustPassMissed, explained, state };
  }
  const paper = isOpen ? viewPaper(course, Paper.parse(attempt.paper)) : undefined;
  if (!paper) return { kind: "closed", id, course: history.course, number, state: courseStateOf(history, now) };
  return { kind: "open", id, course, quiz, number, paper, answers: Answers.parse(attempt.answers ?? {}) };
}

/** On the results of the renewal that is under way alone. */
function missedIn(history: CourseHistory, { number }: Attempt, now: Date): readonly MissedObjective[] {
  const again = againAfter(history, now);
  if (!again || number < again.renewal.number) return [];
  return again.missed.flatMap((missed) => {
    const module = findModule(history.course, missed.module);
    const objective = module?.objectives.find(({ id }) => id === missed.objective);
    return module && objective ? [{ module, objective }] : [];
  });
}

/** Of each module, where its own quiz is what is due; once all are passed, what is due is the signature. */
export function openModules(history: CourseHistory, now: Date): readonly ModuleProgress[] {
  if (unsignedCompletion(history, now) || quizDue(history, now).kind !== "modules") return [];
  return moduleProgress(history, now);
}
