import { z } from "zod";
import type { Answers } from "../pipeline/learning/port.ts";
import type { PaperView } from "../training/paper-view.ts";

/** Carries the answers as they were when the page was made. */
export const SHOWN_FIELD = "shown";

const Position = z.coerce.number().int().min(0).max(9);
const Shown = z.record(z.string(), z.array(z.number().int().min(0).max(9)));

export function answerField(questionId: string): string {
  return `answer:${questionId}`;
}

export function isAnswered(answers: Answers, questionId: string): boolean {
  return Object.hasOwn(answers, questionId) && (answers[questionId]?.length ?? 0) > 0;
}

/**
 * The answers to keep, from what is saved and the form that was sent. A question that was changed on this page is
 * taken from the form; any other keeps what is saved, so that a second tab, opened earlier, takes nothing back.
 */
export function mergeAnswers(paper: PaperView, saved: Answers, form: FormData): Answers {
  const shown = readShown(form);
  const merged = paper.questions.map(({ id }): [string, readonly number[]] => {
    const chosen = readChosen(form, id);
    return [id, sameChoice(chosen, choiceOf(shown, id)) ? choiceOf(saved, id) : chosen];
  });
  return Object.fromEntries(merged.filter(([, chosen]) => chosen.length > 0));
}

/** Without it (a client of its own making) every answer of the form counts as changed. */
function readShown(form: FormData): Answers {
  const text = form.get(SHOWN_FIELD);
  if (typeof text !== "string") return {};
  const parsed = Shown.safeParse(parseJson(text));
  return parsed.success ? parsed.data : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Values that are no place on a page are left out; whether the question has such a place is for grading to say. */
function readChosen(form: FormData, questionId: string): readonly number[] {
  const positions = form.getAll(answerField(questionId)).flatMap((value) => {
    const position = Position.safeParse(value);
    return typeof value === "string" && value !== "" && position.success ? [position.data] : [];
  });
  return [...new Set(positions)].sort((a, b) => a - b);
}

function choiceOf(answers: Answers, questionId: string): readonly number[] {
  return Object.hasOwn(answers, questionId) ? (answers[questionId] ?? []) : [];
}

function sameChoice(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((position) => b.includes(position));
}
