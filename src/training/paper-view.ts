import type { Course, Objective, Question } from "./curriculum.ts";
import type { Grade } from "./grade.ts";
import { openPaper, type Paper, placeKnown } from "./paper.ts";

/** An option before grading: this type has no room for the answer key. */
export interface OptionView {
  /** Its place on this paper; says nothing about the course's order. */
  readonly position: number;
  /** One line of Markdown. */
  readonly text: string;
}

export interface QuestionView {
  readonly id: string;
  /** From 1. */
  readonly number: number;
  readonly kind: Question["kind"];
  /** Markdown. */
  readonly text: string;
  readonly options: readonly OptionView[];
}

/** All that a person may see of a paper before it is graded. */
export interface PaperView {
  readonly questions: readonly QuestionView[];
}

export interface ExplainedOption extends OptionView {
  readonly chosen: boolean;
  readonly correct: boolean;
  /** Markdown. */
  readonly why: string;
}

export interface ExplainedQuestion extends Omit<QuestionView, "options"> {
  readonly right: boolean;
  readonly mustPass: boolean;
  readonly module: { readonly id: string; readonly title: string };
  readonly objective: string;
  /** Of the module's page: where the objective is taught. */
  readonly section: string | null;
  readonly options: readonly ExplainedOption[];
}

/** A graded paper with its reasons. */
export interface ExplainedPaper {
  readonly questions: readonly ExplainedQuestion[];
  /** Questions left out, because the course no longer has them in the wording that was answered. */
  readonly reworded: number;
}

/** Undefined if the course's wording is no longer the paper's; the attempt then has to be drawn anew. */
export function viewPaper(course: Course, paper: Paper): PaperView | undefined {
  const questions = openPaper(course, paper)?.map(({ question, optionOrder }, index) => ({
    ...face(question, index + 1),
    options: optionOrder.map((option, position) => ({ position, text: question.options[option]?.text ?? "" })),
  }));
  return questions && { questions };
}

/** For graded attempts only: it holds the answer key of every question on the paper. */
export function explainPaper(course: Course, grade: Grade): ExplainedPaper {
  const known = placeKnown(course, grade.perQuestion);
  const questions = known.map(({ question, drawn }) => ({
    ...face(question, grade.perQuestion.indexOf(drawn) + 1),
    right: drawn.right,
    mustPass: question.mustPass,
    module: { id: question.module, title: titleOf(course, question) },
    objective: objectiveOf(course, question)?.text ?? question.objective,
    section: objectiveOf(course, question)?.section ?? null,
    options: explainOptions(question, drawn),
  }));
  return { questions, reworded: grade.perQuestion.length - questions.length };
}

function explainOptions(question: Question, grade: Grade["perQuestion"][number]): readonly ExplainedOption[] {
  return grade.optionOrder.flatMap((index, position) => {
    const option = question.options[index];
    return option ? [{ ...option, position, chosen: grade.chosen.includes(index) }] : [];
  });
}

/** Field by field, so that a field added to `Question` does not reach a page by itself. */
function face({ id, kind, text }: Question, number: number): Omit<QuestionView, "options"> {
  return { id, number, kind, text };
}

function titleOf(course: Course, question: Question): string {
  return course.modules.find((module) => module.id === question.module)?.title ?? question.module;
}

function objectiveOf(course: Course, question: Question): Objective | undefined {
  const module = course.modules.find(({ id }) => id === question.module);
  return module?.objectives.find(({ id }) => id === question.objective);
}
