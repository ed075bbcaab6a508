import { type Course, type Module, type Question, questionPool } from "./curriculum.ts";
import { type Draw, dealPaper, leastBy, placeQuestions } from "./draw.ts";
import type { Paper } from "./paper.ts";
import { createRandomStream } from "./random-stream.ts";

/** A renewal is one quiz of so many, or of all that the course has. */
export const RENEWAL_DRAW = 20;

const PER_CHANGED_MODULE = 3;

/** A shorter paper could be passed by guessing. */
const DELTA_AT_LEAST = 8;

export interface MissedObjective {
  readonly module: string;
  readonly objective: string;
}

/** The quiz of one module of a course that has one for each. */
export function drawModulePaper(draw: Draw, module: Module): Paper {
  const { course } = draw;
  return dealPaper(draw, {
    modules: [module],
    count: course.quiz.draw,
    purpose: purposeOf(`module/${module.id}`, course),
  });
}

/**
 * What a minor version changed: three questions of each such module and eight in all, as far as there are so many, and
 * never more than a paper of the course; the quizzes of single modules count as a renewal here.
 */
export function drawDeltaPaper(draw: Draw, changed: readonly Module[]): Paper {
  const { course } = draw;
  return dealPaper(draw, { modules: changed, count: deltaSize(course, changed), purpose: purposeOf("delta", course) });
}

export function deltaSize({ quiz }: Course, changed: readonly Module[]): number {
  const atMost = quiz.per === "module" ? RENEWAL_DRAW : quiz.draw;
  const wanted = Math.min(Math.max(PER_CHANGED_MODULE * changed.length, DELTA_AT_LEAST), atMost);
  return Math.min(wanted, questionPool({ modules: changed }).length);
}

/** How many questions a renewal has. */
export function renewalSize(course: Course): number {
  return Math.min(RENEWAL_DRAW, questionPool(course).length);
}

/**
 * The whole course in short. Each module is asked once as far as there is room, and three times where it changed since;
 * the rest goes where most was answered wrong before: `failures` counts that, by `objectiveKey`.
 */
export function drawRenewalPaper(
  draw: Draw,
  failures: ReadonlyMap<string, number>,
  changed: readonly Module[] = [],
): Paper {
  const { course } = draw;
  const failed = new Map<string, number>();
  for (const [key, count] of failures) {
    const [module = ""] = key.split("/");
    failed.set(module, (failed.get(module) ?? 0) + count);
  }
  return dealPaper(draw, {
    modules: course.modules,
    count: renewalSize(course),
    purpose: purposeOf("renewal", course),
    atLeast: (module) => (changed.includes(module) ? PER_CHANGED_MODULE : 1),
    weightOf: (module, objective) =>
      1 + (objective === undefined ? (failed.get(module) ?? 0) : (failures.get(objectiveKey(module, objective)) ?? 0)),
  });
}

/**
 * One question for each objective that a renewal missed. `askedBefore` is what this renewal asked already, in its order: of
 * an objective comes what was asked least, so one that was not as long as there is one, and not the last one again.
 */
export function drawAgainPaper(
  { course, seed }: Draw,
  missed: readonly MissedObjective[],
  askedBefore: readonly string[],
): Paper {
  const random = createRandomStream(seed, purposeOf("again", course));
  const staleness = ({ id }: Question) =>
    askedBefore.length * askedBefore.filter((asked) => asked === id).length + askedBefore.lastIndexOf(id);
  const drawn = missed.flatMap((one): readonly Question[] => {
    const pool = questionPool(course).filter(
      ({ module, objective }) => module === one.module && objective === one.objective,
    );
    const candidates = random.shuffle(pool);
    const next = candidates[leastBy(candidates, staleness)];
    return next ? [next] : [];
  });
  return placeQuestions(drawn, random);
}

export function objectiveKey(module: string, objective: string): string {
  return `${module}/${objective}`;
}

function purposeOf(kind: string, { digest }: Course): string {
  return `training-gate/paper/v2/${kind}\n${digest}`;
}
