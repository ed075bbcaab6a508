import { beforeAll, describe, expect, it } from "vitest";
import { type Course, findModule, listCourses, questionPool } from "../../src/training/curriculum.ts";
import { drawPaper } from "../../src/training/draw.ts";
import { drawDeltaPaper, drawModulePaper, drawRenewalPaper } from "../../src/training/draw-kinds.ts";
import { gradePaper } from "../../src/training/grade.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import type { Answers, Paper } from "../../src/training/paper.ts";
import { formatProblem } from "../../src/training/problem.ts";
import { aCourse } from "./a-course.ts";

const ATTEMPTS = 10_000;
const PAPERS = 200;

/** What can be drawn of a course: each kind that somebody could try to guess their way through. */
function kindsOf(course: Course): ReadonlyMap<string, (seed: string, turn: number) => Paper> {
  const moduleAt = (turn: number) => course.modules[turn % course.modules.length]!;
  const own: [string, (seed: string, turn: number) => Paper] =
    course.quiz.per === "module"
      ? ["module", (seed, turn) => drawModulePaper({ course, seed }, moduleAt(turn))]
      : ["course", (seed) => drawPaper({ course, seed })];
  return new Map([
    own,
    ["renewal", (seed) => drawRenewalPaper({ course, seed }, new Map())],
    // The shortest that there is: one module changed.
    ["delta", (seed, turn) => drawDeltaPaper({ course, seed }, [moduleAt(turn)])],
  ]);
}

/** A quick one (mulberry32): the product's own is made to be unguessable, and would be most of the time here. */
function createDice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** Knows how many options there are, and of a multiple question that at least two are right. */
function guess(kinds: ReadonlyMap<string, string>, paper: Paper, roll: (sides: number) => number): Answers {
  return Object.fromEntries(
    paper.questions.map(({ questionId, optionOrder }) => {
      const places = optionOrder.map((_, place) => place);
      const count = kinds.get(questionId) === "single" ? 1 : 2 + roll(places.length - 1);
      return [questionId, Array.from({ length: count }, () => places.splice(roll(places.length), 1)[0] ?? 0)];
    }),
  );
}

/** The course with the questions of the paper alone: they are looked up ten thousand times. */
function onlyAsked(course: Course, { questions }: Paper): Course {
  const ids = new Set(questions.map(({ questionId }) => questionId));
  const modules = course.modules.map((module) => ({
    ...module,
    questions: module.questions.filter(({ id }) => ids.has(id)),
  }));
  return { ...course, modules };
}

function passesOf(course: Course, kind: string): number {
  const draw = kindsOf(course).get(kind)!;
  const roll = createDice(kind.length);
  let passes = 0;
  for (let turn = 0; turn < PAPERS; turn += 1) {
    const paper = draw(`paper ${turn}`, turn);
    const asked = onlyAsked(course, paper);
    const kinds = new Map(questionPool(asked).map((question) => [question.id, question.kind]));
    for (let attempt = 0; attempt < ATTEMPTS / PAPERS; attempt += 1) {
      if (gradePaper({ course: asked, paper, answers: guess(kinds, paper, roll) })?.passed) passes += 1;
    }
  }
  return passes;
}

describe("a bot that guesses 10,000 times", () => {
  let courses: readonly Course[] = [];
  beforeAll(async () => {
    const loaded = await loadCurriculum({ folders: ["content"] });
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
    courses = listCourses(loaded.curriculum);
  });

  it("passes less than one paper in a hundred, of whichever kind and shipped course", () => {
    const passed = courses.flatMap((course) =>
      [...kindsOf(course).keys()].map((kind) => ({ name: `${course.id}: ${kind}`, passes: passesOf(course, kind) })),
    );

    expect(passed.length).toBeGreaterThanOrEqual(3);
    expect(passed.filter(({ passes }) => passes >= ATTEMPTS / 100)).toEqual([]);
  }, 120_000);

  it.each(["module", "renewal", "delta"])("passes as few of a course with a quiz for each module: %s", (kind) => {
    const course = aCourse({ per: "module", pools: [12, 12, 12], draw: 10 });

    expect(findModule(course, "m0")?.questions).toHaveLength(12);
    expect(passesOf(course, kind)).toBeLessThan(ATTEMPTS / 100);
  });

  it("would pass far more often if a paper were as short as what changed in a single module", () => {
    const course = aCourse({ pools: [3], draw: 3, multipleEvery: 0 });

    expect(passesOf(course, "course")).toBeGreaterThan(ATTEMPTS / 100);
  });
});
