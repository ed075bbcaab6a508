import type { Attempt, AttemptKind } from "../../domain/stores/training.ts";
import type { Module } from "../../training/curriculum.ts";
import { type Draw, drawPaper } from "../../training/draw.ts";
import {
  drawAgainPaper,
  drawDeltaPaper,
  drawModulePaper,
  drawRenewalPaper,
  objectiveKey,
} from "../../training/draw-kinds.ts";
import { Grade } from "../../training/grade.ts";
import { Paper } from "../../training/paper.ts";
import type { CourseHistory } from "./course-history.ts";
import { papersAfter, type QuizDue } from "./quiz-due.ts";

/** The quiz to draw for: what is due at the course, or one of its modules. */
export type ToDraw =
  | Exclude<QuizDue, { kind: "modules" | "nothing" }>
  | { readonly kind: "module"; readonly module: Module };

/** What is asked again must all be right: of each objective there is one question. */
const AGAIN_PASS_MARK = 100;

export interface Drawn extends Pick<Attempt, "kind" | "module" | "paper" | "passMark" | "seed"> {
  readonly kind: AttemptKind;
}

/** The same history and seed give the same paper. */
export function drawFor(quiz: ToDraw, history: CourseHistory, seed: string): Drawn {
  const { course } = history;
  const module = quiz.kind === "module" ? quiz.module.id : null;
  const previousQuestionIds = questionsBefore(quiz, history);
  const paper = drawKind(quiz, history, { course, seed, previousQuestionIds });
  const passMark = quiz.kind === "again" ? AGAIN_PASS_MARK : course.quiz.passMark;
  return { kind: quiz.kind, module, paper, passMark, seed };
}

function drawKind(quiz: ToDraw, history: CourseHistory, draw: Draw): Paper {
  switch (quiz.kind) {
    case "course":
      return drawPaper(draw);
    case "module":
      return drawModulePaper(draw, quiz.module);
    case "delta":
      return drawDeltaPaper(draw, quiz.changed);
    case "renewal":
      return drawRenewalPaper(draw, failuresOf(history), quiz.changed);
    case "again": {
      const asked = [quiz.renewal, ...papersAfter(history.attempts, quiz.renewal).toReversed()].flatMap(questionIdsOf);
      return drawAgainPaper(draw, quiz.missed, asked);
    }
  }
}

/** Of the last attempt at the same module; else of the last one at the course. */
function questionsBefore(quiz: ToDraw, { attempts }: CourseHistory): readonly string[] {
  const last = quiz.kind === "module" ? attempts.find(({ module }) => module === quiz.module.id) : attempts[0];
  return last ? questionIdsOf(last) : [];
}

function questionIdsOf({ paper }: Attempt): readonly string[] {
  return Paper.parse(paper).questions.map(({ questionId }) => questionId);
}

/** How many wrong answers each objective ever had. */
function failuresOf({ attempts }: CourseHistory): ReadonlyMap<string, number> {
  const failures = new Map<string, number>();
  for (const { gradedAt, result } of attempts) {
    if (!gradedAt) continue;
    for (const { module, objective, right, total } of Grade.parse(result).perObjective) {
      const key = objectiveKey(module, objective);
      failures.set(key, (failures.get(key) ?? 0) + total - right);
    }
  }
  return failures;
}
