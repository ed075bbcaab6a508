import { type Course, type Question, questionPool } from "./curriculum.ts";
import { renewalSize } from "./draw-kinds.ts";

/** A paper as it is drawn again and again. */
export interface PaperOf {
  /** The course's id, or `<course>/<module>`. */
  readonly name: string;
  readonly isRenewal: boolean;
  readonly pool: readonly Question[];
  readonly draw: number;
  /** Percent. */
  readonly passMark: number;
}

/** The papers that a course has: one or one for each module, and its renewal. */
export function papersOf(course: Course): readonly PaperOf[] {
  const { id, modules, quiz } = course;
  const { draw, passMark } = quiz;
  const whole = { name: id, pool: questionPool(course), passMark };
  const own =
    quiz.per === "course"
      ? [{ ...whole, isRenewal: false, draw }]
      : modules.map((module) => ({
          name: `${id}/${module.id}`,
          isRenewal: false,
          pool: module.questions,
          draw,
          passMark,
        }));
  return [...own, { ...whole, isRenewal: true, draw: renewalSize(course) }];
}

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
export function guessChances({ pool, draw, passMark }: Pick<PaperOf, "pool" | "draw" | "passMark">): GuessChances {
  const needed = Math.ceil((draw * passMark) / 100);
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
