import type { Course } from "./curriculum.ts";
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

/** Words ÷ 200 a minute and a minute a question; the statement to sign is read on every way. */
export function minutesOf(courses: readonly Course[]): Minutes {
  const quiz = sum(courses.map(({ quiz: { draw } }) => draw * MINUTES_PER_QUESTION));
  const statements = sum(courses.map(({ attestation }) => countWords(attestation.statement))) / WORDS_PER_MINUTE;
  const text = sum(courses.map(wordsOf)) / WORDS_PER_MINUTE;
  const testOut = Math.ceil(quiz + statements);
  return { reading: Math.ceil(quiz + statements + text), testOut, renewal: testOut };
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
