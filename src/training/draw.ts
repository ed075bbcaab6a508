import { type Course, type Module, type Objective, type Question, questionPool } from "./curriculum.ts";
import type { Paper } from "./paper.ts";
import { createRandomStream, type RandomStream } from "./random-stream.ts";

/** Of the questions that nobody may get wrong, every paper asks so many and no more, or all if there are fewer. */
export const MUST_PASS_PER_PAPER = 3;

/** Outweighs any count: a question of the last paper comes after every fresh one. */
const SEEN = 1000;

/** Outweighs any share: what is owed comes before what is shared out. */
const OWED = 1000;

/** Outweighs even a seen one: beyond the three, one that nobody may get wrong comes only where nothing else is left. */
const SPARED = 2 * SEEN;

export interface Draw {
  readonly course: Course;
  /** Kept with the attempt: the same course, seed and history give the same paper. */
  readonly seed: string;
  /** Questions of the last attempt: they come again only where the pool has no others. */
  readonly previousQuestionIds?: readonly string[];
}

/** What a paper is made of, and how much of each. */
export interface Deal {
  readonly modules: readonly Module[];
  readonly count: number;
  /** Keeps the streams of one seed apart. */
  readonly purpose: string;
  /** So many of each module come before anything else is shared out. Nothing, if left out. */
  readonly atLeast?: number | ((module: Module) => number);
  /** How much of the rest falls to a module, and within it to an objective. Alike, if left out. */
  readonly weightOf?: (module: Module["id"], objective?: Objective["id"]) => number;
}

/** A paper of `quiz.draw` questions from the whole course. */
export function drawPaper(draw: Draw): Paper {
  const { course } = draw;
  const purpose = `training-gate/paper/v1\n${course.digest}`;
  return dealPaper(draw, { modules: course.modules, count: course.quiz.draw, purpose });
}

/**
 * The modules share the paper by their weights, mostly equally (what is left over goes by lot); a module's share is
 * spread over its objectives, and the order of questions and options is random.
 */
export function dealPaper({ seed, previousQuestionIds = [] }: Draw, deal: Deal): Paper {
  const random = createRandomStream(seed, deal.purpose);
  const previous = new Set(previousQuestionIds);
  const mustPass = pickMustPass(deal, previous, random);
  const shares = shareOut(deal, mustPass, random);
  const drawn = deal.modules.flatMap((module) => {
    const chosen = mustPass.filter((question) => question.module === module.id);
    return fillShare(module, { chosen, share: shares.get(module.id) ?? 0, previous, random }, deal);
  });
  return placeQuestions(drawn, random);
}

export function placeQuestions(drawn: readonly Question[], random: RandomStream): Paper {
  return {
    questions: random.shuffle(drawn).map((question) => ({
      questionId: question.id,
      digest: question.digest,
      optionOrder: random.shuffle(question.options.map((_, index) => index)),
    })),
  };
}

/** Fresh ones first, and from modules that have none yet, so that an equal share of each module stays possible. */
function pickMustPass(
  deal: Pick<Deal, "modules" | "count">,
  previous: ReadonlySet<string>,
  random: RandomStream,
): readonly Question[] {
  const candidates = random.shuffle(questionPool(deal).filter((question) => question.mustPass));
  const picked: Question[] = [];
  const wanted = Math.min(MUST_PASS_PER_PAPER, deal.count, candidates.length);
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

/** Deals the places out one by one to the module with the fewest for its weight that still has a question; ties fall by lot. */
function shareOut(deal: Deal, mustPass: readonly Question[], random: RandomStream): ReadonlyMap<string, number> {
  const { count, atLeast = 0, weightOf = alike } = deal;
  const modules = random.shuffle(deal.modules);
  const shares = new Map(
    modules.map((module) => [module.id, mustPass.filter((question) => question.module === module.id).length]),
  );
  const shareOf = (module: Module) => shares.get(module.id) ?? 0;
  const leastOf = (module: Module) => (typeof atLeast === "number" ? atLeast : atLeast(module));
  const claimOf = (module: Module) =>
    shareOf(module) < leastOf(module) ? shareOf(module) - OWED : (shareOf(module) + 1) / weightOf(module.id);
  for (let left = count - mustPass.length; left > 0; left -= 1) {
    const open = modules.filter((module) => shareOf(module) < module.questions.length);
    const next = open[leastBy(open, claimOf)];
    if (next === undefined) break; // fewer questions than places
    shares.set(next.id, shareOf(next) + 1);
  }
  return shares;
}

interface Share {
  readonly chosen: readonly Question[];
  readonly share: number;
  readonly previous: ReadonlySet<string>;
  readonly random: RandomStream;
}

/**
 * Adds to the `chosen` of a module until its share is full: must-pass ones last, fresh questions first, then
 * objectives asked least for their weight.
 */
function fillShare(
  module: Module,
  { chosen, share, previous, random }: Share,
  { weightOf = alike }: Pick<Deal, "weightOf">,
): readonly Question[] {
  const picked = [...chosen];
  const candidates = random.shuffle(module.questions.filter((question) => !picked.includes(question)));
  while (picked.length < share && candidates.length > 0) {
    const next = leastBy(
      candidates,
      (question) =>
        (question.mustPass ? SPARED : 0) +
        (previous.has(question.id) ? SEEN : 0) +
        (1 + picked.filter((other) => other.objective === question.objective).length) /
          weightOf(module.id, question.objective),
    );
    picked.push(...candidates.splice(next, 1));
  }
  return picked;
}

function alike(): number {
  return 1;
}

/** The index of the item that weighs least; of several, the first. */
export function leastBy<T>(items: readonly T[], weightOf: (item: T) => number): number {
  let least = 0;
  let lightest = Number.POSITIVE_INFINITY;
  for (const [index, item] of items.entries()) {
    const weight = weightOf(item);
    if (weight < lightest) [least, lightest] = [index, weight];
  }
  return least;
}
