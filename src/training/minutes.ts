import type { Course, Module } from "./curriculum.ts";
import { renewalSize } from "./draw-kinds.ts";
import { countWords } from "./words.ts";

const WORDS_PER_MINUTE = 200;
const MINUTES_PER_QUESTION = 1;

/** Whole minutes from a red check to a green one, for somebody who has to pass these courses. */
export interface Minutes {
  /** Reading every module, then the quiz. */
  readonly reading: number;
  /** The quiz alone. */
  readonly testOut: number;
  readonly renewal: number;
}

/** What people can be asked for between a red check and a green one. */
export const MINUTES_BUDGET: Minutes = { reading: 120, testOut: 45, renewal: 30 };
/** What people can be asked for at a time while the check stays green. */
export const PACED_BUDGET: Minutes = { reading: 30, testOut: 30, renewal: 30 };

/** Words ÷ 200 a minute and a minute a question; the statement to sign is read on every way. */
export function minutesOf(courses: readonly Course[]): Minutes {
  const quiz = sum(courses.map(quizMinutes));
  const statements = sum(courses.map(({ attestation }) => countWords(attestation.statement))) / WORDS_PER_MINUTE;
  const text = sum(courses.map(wordsOf)) / WORDS_PER_MINUTE;
  const testOut = Math.ceil(quiz + statements);
  const renewal = Math.ceil(sum(courses.map(renewalQuestions)) * MINUTES_PER_QUESTION + statements);
  return { reading: Math.ceil(quiz + statements + text), testOut, renewal };
}

/** Of a course that is taken one module at a time, those of its longest module. The renewal is of the whole course. */
export function minutesOfModule(course: Course): Minutes {
  const testOut = course.quiz.draw * MINUTES_PER_QUESTION;
  const text = Math.max(...course.modules.map(({ words }) => words)) / WORDS_PER_MINUTE;
  return { reading: Math.ceil(testOut + text), testOut, renewal: minutesOf([course]).renewal };
}

/** Whole minutes to read its text; a short one takes a minute too. */
export function readingMinutes({ words }: Pick<Module, "words">): number {
  return Math.max(1, Math.ceil(words / WORDS_PER_MINUTE));
}

function quizMinutes({ quiz: { per, draw }, modules }: Course): number {
  return (per === "module" ? modules.length * draw : draw) * MINUTES_PER_QUESTION;
}

/** Its paper, and once more what a paper that passes can have missed. */
function renewalQuestions(course: Course): number {
  const asked = renewalSize(course);
  return asked + Math.floor((asked * (100 - course.quiz.passMark)) / 100);
}

/** For people, who read at their own pace: to five minutes, so that a word more in a course changes no text. */
export function aboutMinutes(minutes: number): string {
  return `about ${Math.max(5, Math.round(minutes / 5) * 5)} min`;
}

export function wordsOf(course: Course): number {
  return sum(course.modules.map((module) => module.words));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
