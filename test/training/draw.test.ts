import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Course, type Question, questionPool } from "../../src/training/curriculum.ts";
import { drawPaper } from "../../src/training/draw.ts";
import type { Paper } from "../../src/training/paper.ts";
import { aCourse } from "./a-course.ts";

const seeds = (count: number) => Array.from({ length: count }, (_, index) => `seed ${index}`);

function drawn(course: Course, paper: Paper): readonly Question[] {
  const pool = questionPool(course);
  return paper.questions.map(({ questionId }) => pool.find((question) => question.id === questionId)!);
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

describe("drawPaper", () => {
  it("draws the same paper from the same course and seed, and another from another", () => {
    const course = aCourse();
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const paper = drawPaper({ course, seed });

        expect(drawPaper({ course, seed })).toEqual(paper);
        expect(drawPaper({ course, seed: `${seed}!` })).not.toEqual(paper);
        expect(drawPaper({ course: aCourse({ digest: "d2" }), seed })).not.toEqual(paper);
      }),
    );
  });

  it("asks no question twice and shows every option once", () => {
    const course = aCourse();
    for (const seed of seeds(50)) {
      const paper = drawPaper({ course, seed });

      expect(new Set(paper.questions.map(({ questionId }) => questionId)).size).toBe(25);
      for (const { optionOrder } of paper.questions) expect([...optionOrder].sort()).toEqual([0, 1, 2, 3]);
    }
  });

  it("gives every module an equal share and lets the lot fall on each of them for the rest", () => {
    const course = aCourse();
    const extra = new Map<string, number>();
    for (const seed of seeds(400)) {
      const shares = countBy(drawn(course, drawPaper({ course, seed })), (question) => question.module);
      expect([...shares.values()].sort()).toEqual([2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
      for (const [module, share] of shares) if (share === 3) extra.set(module, (extra.get(module) ?? 0) + 1);
    }

    // Half of the papers give a module a third question: 200 ± 5 standard deviations.
    for (const count of extra.values()) expect(Math.abs(count - 200)).toBeLessThan(50);
    expect(extra.size).toBe(10);
  });

  it("spreads a module's share over its objectives", () => {
    const course = aCourse({ pools: [12, 12], draw: 8, objectives: 4 });
    for (const seed of seeds(50)) {
      const tested = countBy(
        drawn(course, drawPaper({ course, seed })),
        ({ module, objective }) => `${module}/${objective}`,
      );

      expect([...tested.values()]).toEqual(Array(8).fill(1));
    }
  });

  it("draws every question about equally often", () => {
    const course = aCourse();
    const papers = seeds(800).map((seed) => drawPaper({ course, seed }));

    const counts = countBy(
      papers.flatMap((paper) => paper.questions),
      ({ questionId }) => questionId,
    );

    // 25 of 80 in 800 papers: 250 each, give or take five standard deviations.
    expect(counts.size).toBe(80);
    for (const count of counts.values()) expect(Math.abs(count - 250)).toBeLessThan(66);
  });

  it("puts every option in every place about equally often", () => {
    const course = aCourse();
    const counts = new Map<string, number>();
    for (const seed of seeds(400)) {
      for (const { optionOrder } of drawPaper({ course, seed }).questions) {
        for (const [place, option] of optionOrder.entries()) {
          counts.set(`${place}:${option}`, (counts.get(`${place}:${option}`) ?? 0) + 1);
        }
      }
    }

    // 10,000 questions: 2,500 each, give or take five standard deviations.
    expect(counts.size).toBe(16);
    for (const count of counts.values()) expect(Math.abs(count - 2500)).toBeLessThan(217);
  });

  it.each([
    ["three of many", ["m0-q0", "m1-q1", "m2-q2", "m3-q3", "m4-q4"], 3],
    ["all, where there are fewer", ["m0-q0", "m1-q1"], 2],
    ["three, though all stand in one module", ["m0-q0", "m0-q1", "m0-q2", "m0-q3"], 3],
  ])("asks must-pass questions on every paper: %s", (_, mustPass, count) => {
    const course = aCourse({ mustPass });
    for (const seed of seeds(100)) {
      const asked = drawn(course, drawPaper({ course, seed }));

      expect(asked.filter((question) => question.mustPass)).toHaveLength(count);
      expect(asked).toHaveLength(25);
    }
  });

  it("lets the lot choose among the must-pass questions, and takes others for a second paper", () => {
    const course = aCourse({ mustPass: Array.from({ length: 10 }, (_, module) => `m${module}-q0`) });
    const vital = (paper: Paper) => drawn(course, paper).filter((question) => question.mustPass);
    const counts = new Map<string, number>();
    for (const seed of seeds(400)) {
      const first = drawPaper({ course, seed });
      const previousQuestionIds = first.questions.map(({ questionId }) => questionId);
      const second = drawPaper({ course, seed: `${seed}, again`, previousQuestionIds });

      expect(vital(second).filter(({ id }) => previousQuestionIds.includes(id))).toEqual([]);
      for (const { id } of vital(first)) counts.set(id, (counts.get(id) ?? 0) + 1);
    }

    // Three of ten on 400 papers: 120 each, give or take five standard deviations.
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(Math.abs(count - 120)).toBeLessThan(46);
  });

  it("asks nothing of the last paper where the pool allows", () => {
    const course = aCourse();
    for (const seed of seeds(50)) {
      const first = drawPaper({ course, seed }).questions.map(({ questionId }) => questionId);
      const second = drawPaper({ course, seed: `${seed}, again`, previousQuestionIds: first });

      expect(second.questions.filter(({ questionId }) => first.includes(questionId))).toEqual([]);
    }
  });

  it("asks again what it must where the pool is small", () => {
    const course = aCourse({ pools: [4, 4], draw: 6 });
    const first = drawPaper({ course, seed: "1" }).questions.map(({ questionId }) => questionId);

    const second = drawPaper({ course, seed: "2", previousQuestionIds: first }).questions;

    expect(second).toHaveLength(6);
    expect(second.filter(({ questionId }) => !first.includes(questionId))).toHaveLength(2);
  });

  it("fills the paper from whatever pools there are", () => {
    const pools = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pools, fc.integer({ min: 1, max: 30 }), fc.string(), (sizes, draw, seed) => {
        const course = aCourse({ pools: sizes, draw, mustPass: ["m0-q0", "m0-q1", "m0-q2"] });
        const pool = sizes.reduce((sum, size) => sum + size, 0);

        expect(drawPaper({ course, seed }).questions).toHaveLength(Math.min(draw, pool));
      }),
    );
  });
});
