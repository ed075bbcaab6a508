import { type Course, type Question, questionPool } from "./curriculum.ts";

/** How likely a paper is passed without knowing anything. */
export interface GuessChances {
  /** Choosing at random. */
  readonly blind: number;
  /** Always choosing the longest option: authors tend to word the right one most carefully. */
  readonly longest: number;
}

/**
 * The chance that a paper reaches the pass mark by each way of guessing. Every question is taken to be guessed with
 * the pool's mean chance, which for a sum of unequal chances overstates the tail rather than understating it.
 */
export function guessChances(course: Course): GuessChances {
  const { draw, passMark } = course.quiz;
  const needed = Math.ceil((draw * passMark) / 100);
  const pool = questionPool(course);
  return {
    blind: chanceOfAtLeast(needed, draw, mean(pool.map(blindChance))),
    longest: chanceOfAtLeast(needed, draw, mean(pool.map(longestChance))),
  };
}

/** Of a multiple question the guesser knows that two or more are right, and chooses any such set. */
function blindChance({ kind, options }: Question): number {
  const n = options.length;
  return kind === "single" ? 1 / n : 1 / (2 ** n - n - 1);
}

function longestChance(question: Question): number {
  if (question.kind === "multiple") return blindChance(question);
  const longest = Math.max(...question.options.map((option) => option.text.length));
  const candidates = question.options.filter((option) => option.text.length === longest);
  return candidates.filter((option) => option.correct).length / candidates.length;
}

/** The upper tail of the binomial distribution. */
function chanceOfAtLeast(needed: number, draws: number, chance: number): number {
  let term = (1 - chance) ** draws;
  if (chance >= 1) return 1;
  let below = 0;
  for (let hits = 0; hits < needed; hits += 1) {
    below += term;
    term *= ((draws - hits) / (hits + 1)) * (chance / (1 - chance));
  }
  return Math.max(0, 1 - below);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
