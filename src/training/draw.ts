import { type Course, type Module, type Question, questionPool } from "./curriculum.ts";
import type { Paper } from "./paper.ts";
import { createRandomStream, type RandomStream } from "./random-stream.ts";

/** Of the questions that nobody may get wrong, every paper asks so many and no more, or all if the course has fewer. */
export const MUST_PASS_PER_PAPER = 3;

/** Outweighs any count: a question of the last paper comes after every fresh one. */
const SEEN = 1000;

/** Outweighs even that: beyond the three, one that nobody may get wrong comes only where nothing else is left. */
const SPARED = 2 * SEEN;

export interface Draw {
  readonly course: Course;
  /** Kept with the attempt: the same course and seed give the same paper. */
  readonly seed: string;
  /** Questions of the last attempt: they come again only where the pool has no others. */
  readonly previousQuestionIds?: readonly string[];
}

/**
 * A paper of `quiz.draw` questions: every module has an equal share (what is left over goes by lot), a module's
 * share is spread over its objectives, and the order of questions and options is random.
 */
export function drawPaper({ course, seed, previousQuestionIds = [] }: Draw): Paper {
  const random = createRandomStream(seed, `training-gate/paper/v1\n${course.digest}`);
  const previous = new Set(previousQuestionIds);
  const mustPass = pickMustPass(course, previous, random);
  const shares = shareOut(course, mustPass, random);
  const drawn = course.modules.flatMap((module) => {
    const chosen = mustPass.filter((question) => question.module === module.id);
    return fillShare(module, chosen, shares.get(module.id) ?? 0, previous, random);
  });
  return {
    questions: random.shuffle(drawn).map((question) => ({
      questionId: question.id,
      digest: question.digest,
      optionOrder: random.shuffle(question.options.map((_, index) => index)),
    })),
  };
}

/** Fresh ones first, and from modules that have none yet, so that an equal share of each module stays possible. */
function pickMustPass(course: Course, previous: ReadonlySet<string>, random: RandomStream): readonly Question[] {
  const candidates = random.shuffle(questionPool(course).filter((question) => question.mustPass));
  const picked: Question[] = [];
  const wanted = Math.min(MUST_PASS_PER_PAPER, course.quiz.draw, candidates.length);
  while (picked.length < wanted) {
    const next = leastBy(
      candidates,
      (question) =>
        (previous.has(question.id) ? SEEN : 0) + picked.filter((other) => other.module === question.module).length,
    );
    picked.push(...candidates.splice(next, 1));
  }
  return picked;
}

/** Deals the places out one by one to the module with the fewest that still has a question; ties fall by lot. */
function shareOut(course: Course, mustPass: readonly Question[], random: RandomStream): ReadonlyMap<string, number> {
  const modules = random.shuffle(course.modules);
  const shares = new Map(
    modules.map((module) => [module.id, mustPass.filter((question) => question.module === module.id).length]),
  );
  const shareOf = (module: Module) => shares.get(module.id) ?? 0;
  for (let left = course.quiz.draw - mustPass.length; left > 0; left -= 1) {
    const open = modules.filter((module) => shareOf(module) < module.questions.length);
    const next = open[leastBy(open, shareOf)];
    if (next === undefined) break; // fewer questions than places: the loader refuses such a course
    shares.set(next.id, shareOf(next) + 1);
  }
  return shares;
}

/**
 * Adds to the `chosen` of a module until its share is full: must-pass ones last, fresh questions first, then
 * objectives asked least.
 */
function fillShare(
  module: Module,
  chosen: readonly Question[],
  share: number,
  previous: ReadonlySet<string>,
  random: RandomStream,
): readonly Question[] {
  const picked = [...chosen];
  const candidates = random.shuffle(module.questions.filter((question) => !picked.includes(question)));
  while (picked.length < share && candidates.length > 0) {
    const next = leastBy(
      candidates,
      (question) =>
        (question.mustPass ? SPARED : 0) +
        (previous.has(question.id) ? SEEN : 0) +
        picked.filter((other) => other.objective === question.objective).length,
    );
    picked.push(...candidates.splice(next, 1));
  }
  return picked;
}

/** The index of the item that weighs least; of several, the first. */
function leastBy<T>(items: readonly T[], weightOf: (item: T) => number): number {
  let least = 0;
  let lightest = Number.POSITIVE_INFINITY;
  for (const [index, item] of items.entries()) {
    const weight = weightOf(item);
    if (weight < lightest) [least, lightest] = [index, weight];
  }
  return least;
}
