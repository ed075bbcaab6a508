import type { RequirementRow } from "./check.ts";
import type { Course, Expectation, Module } from "./curriculum.ts";
import { guessChances, type PaperOf, papersOf } from "./guessing.ts";

// With a smaller pool a second attempt meets the first one's questions. A course's paper takes some of them from every
// module whatever was asked before, so it needs more to choose from than that of one module.
const POOL_PER_DRAW = { course: 3, module: 2 } as const;
const GUESS_LIMIT = 0.01;

const WAYS = [
  ["reading", "by reading"],
  ["testOut", "by test-out"],
  ["renewal", "renewal"],
] as const;

export function courseFailures(course: Course): readonly string[] {
  return [
    ...papersOf(course).flatMap((paper) => [
      ...(paper.isRenewal ? [] : poolFailures(paper, POOL_PER_DRAW[course.quiz.per])),
      ...guessFailures(paper),
    ]),
    ...course.modules.flatMap((module) => expectationFailures(`${course.id}/${module.id}`, module, course.expect)),
  ];
}

export function budgetFailures({ name, each, minutes, budget }: RequirementRow): readonly string[] {
  const longest = each === "module" ? "the longest module " : "";
  return WAYS.filter(([way]) => minutes[way] > budget[way]).map(
    ([way, words]) => `${name}: ${longest}${words} takes ${minutes[way]} min, over ${budget[way]}`,
  );
}

function poolFailures({ name, pool, draw }: PaperOf, perDraw: number): readonly string[] {
  return pool.length < perDraw * draw ? [`${name}: ${pool.length} questions are fewer than ${perDraw} × ${draw}`] : [];
}

function guessFailures(paper: PaperOf): readonly string[] {
  const { blind, longest } = guessChances(paper);
  const papers = paper.isRenewal ? "renewals" : "papers";
  const found: string[] = [];
  if (blind > GUESS_LIMIT) found.push(`${paper.name}: blind guessing passes ${percent(blind)} of ${papers}`);
  if (longest > GUESS_LIMIT)
    found.push(`${paper.name}: choosing the longest option passes ${percent(longest)} of ${papers}`);
  return found;
}

function expectationFailures(name: string, module: Module, { words, questions, pairs }: Expectation) {
  const found: string[] = [];
  const [atLeast, atMost] = words ?? [0, Number.POSITIVE_INFINITY];
  if (module.words < atLeast || module.words > atMost)
    found.push(`${name}: ${module.words} words, and course.yml expects ${atLeast} to ${atMost}`);
  if (questions !== null && module.questions.length < questions)
    found.push(`${name}: ${module.questions.length} questions, and course.yml expects ${questions}`);
  if (pairs !== null && module.pairs.length < pairs)
    found.push(`${name}: ${module.pairs.length} pairs, and course.yml expects ${pairs}`);
  return found;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
