import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Course, type Question, questionPool } from "../../src/training/curriculum.ts";
import {
  drawAgainPaper,
  drawDeltaPaper,
  drawModulePaper,
  drawRenewalPaper,
  objectiveKey,
} from "../../src/training/draw-kinds.ts";
import type { Paper } from "../../src/training/paper.ts";
import { aCourse } from "./a-course.ts";

const course = aCourse();
const perModule = aCourse({ per: "module", draw: 6, pools: [12, 12, 12, 12] });

function drawn(paper: Paper, of: Course = course): readonly Question[] {
  const pool = new Map(questionPool(of).map((question) => [question.id, question]));
  return paper.questions.map(({ questionId }) => pool.get(questionId)!);
}

const countBy = (questions: readonly Question[], keyOf: (question: Question) => string) =>
  questions.reduce(
    (counts, question) => counts.set(keyOf(question), (counts.get(keyOf(question)) ?? 0) + 1),
    new Map<string, number>(),
  );
const byModule = (questions: readonly Question[]) => countBy(questions, ({ module }) => module);
const aSeed = fc.string({ minLength: 1, maxLength: 20 });

describe("every kind of paper", () => {
  it.each<[string, (seed: string) => Paper]>([
    ["of a module", (seed) => drawModulePaper({ course: perModule, seed }, perModule.modules[1]!)],
    ["of what changed", (seed) => drawDeltaPaper({ course, seed }, course.modules.slice(2, 4))],
    ["that renews", (seed) => drawRenewalPaper({ course, seed }, new Map([["m3/o1", 4]]))],
    ["that asks again", (seed) => drawAgainPaper({ course, seed }, [{ module: "m0", objective: "o1" }], ["m0-q1"])],
  ])("%s is the same for the same seed, asks nothing twice, and shows every option once", (_, draw) => {
    fc.assert(
      fc.property(aSeed, (seed) => {
        const paper = draw(seed);

        expect(draw(seed)).toEqual(paper);
        expect(new Set(paper.questions.map(({ questionId }) => questionId)).size).toBe(paper.questions.length);
        for (const { optionOrder } of paper.questions) expect([...optionOrder].sort()).toEqual([0, 1, 2, 3]);
      }),
    );
  });

  it("is another for another seed, and for another kind of the same seed", () => {
    const { modules } = course;
    const papers = ["one", "two"].flatMap((seed) => [
      drawDeltaPaper({ course, seed }, modules),
      drawRenewalPaper({ course, seed }, new Map()),
    ]);

    expect(new Set(papers.map((paper) => JSON.stringify(paper))).size).toBe(4);
  });
});

describe("the paper of a module", () => {
  it("asks what the course draws, of this module alone, over all of its objectives", () => {
    fc.assert(
      fc.property(aSeed, fc.integer({ min: 0, max: 3 }), (seed, index) => {
        const module = perModule.modules[index]!;
        const asked = drawn(drawModulePaper({ course: perModule, seed }, module), perModule);

        expect(asked).toHaveLength(6);
        expect([...byModule(asked).keys()]).toEqual([module.id]);
        expect(countBy(asked, ({ objective }) => objective).size).toBe(4);
      }),
    );
  });

  it("asks other questions the next time, as far as there are others", () => {
    const module = perModule.modules[0]!;
    const first = drawModulePaper({ course: perModule, seed: "one" }, module).questions.map(
      ({ questionId }) => questionId,
    );
    const second = drawModulePaper({ course: perModule, seed: "two", previousQuestionIds: first }, module);

    expect(second.questions.filter(({ questionId }) => first.includes(questionId))).toEqual([]);
  });
});

describe("the paper of what changed", () => {
  it.each([
    [1, 8],
    [2, 8],
    [3, 9],
    [8, 24],
    [10, 25],
  ])("of %i changed modules has %i questions, of each at least three while there is room", (count, size) => {
    fc.assert(
      fc.property(aSeed, (seed) => {
        const asked = drawn(drawDeltaPaper({ course, seed }, course.modules.slice(0, count)));
        const shares = [...byModule(asked).values()];

        expect(asked).toHaveLength(size);
        expect(shares).toHaveLength(count);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(Math.min(3, Math.floor(size / count)));
      }),
      { numRuns: 30 },
    );
  });

  it("of a course with a quiz for each module is not longer than a renewal", () => {
    const many = aCourse({ per: "module", draw: 6, pools: Array<number>(10).fill(12) });

    expect(drawDeltaPaper({ course: many, seed: "s" }, many.modules).questions).toHaveLength(20);
  });

  it("asks all that there is where the changed modules have less", () => {
    const small = aCourse({ pools: [4, 8], draw: 6 });

    expect(drawDeltaPaper({ course: small, seed: "s" }, small.modules.slice(0, 1)).questions).toHaveLength(4);
  });
});

describe("the paper of a renewal", () => {
  const someFailures = fc.dictionary(
    fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 }))
      .map(([m, o]) => objectiveKey(`m${m}`, `o${o}`)),
    fc.integer({ min: 1, max: 9 }),
  );

  it("has twenty questions and asks every module, whatever was failed before", () => {
    fc.assert(
      fc.property(aSeed, someFailures, (seed, failures) => {
        const asked = drawn(drawRenewalPaper({ course, seed }, new Map(Object.entries(failures))));

        expect(asked).toHaveLength(20);
        expect(byModule(asked).size).toBe(10);
      }),
    );
  });

  it("asks more where more was failed, and there what was failed", () => {
    fc.assert(
      fc.property(aSeed, (seed) => {
        const asked = drawn(drawRenewalPaper({ course, seed }, new Map([["m4/o2", 6]])));
        const others = [...byModule(asked)].flatMap(([module, count]) => (module === "m4" ? [] : [count]));

        expect(byModule(asked).get("m4")).toBeGreaterThan(Math.max(...others));
        // Both of the questions that there are on it.
        expect(asked.filter(({ module, objective }) => module === "m4" && objective === "o2")).toHaveLength(2);
      }),
      { numRuns: 50 },
    );
  });

  it("asks at least three of each module that changed, while there is room", () => {
    fc.assert(
      fc.property(aSeed, fc.integer({ min: 1, max: 5 }), (seed, count) => {
        const changed = course.modules.slice(0, count);
        const shares = byModule(drawn(drawRenewalPaper({ course, seed }, new Map(), changed)));

        for (const { id } of changed) expect(shares.get(id)).toBeGreaterThanOrEqual(3);
        expect(shares.size).toBe(10);
      }),
      { numRuns: 50 },
    );
  });

  it("asks everything where the course has less", () => {
    const small = aCourse({ pools: [4, 4], draw: 4 });

    expect(drawRenewalPaper({ course: small, seed: "s" }, new Map()).questions).toHaveLength(8);
  });
});

describe("the paper that asks again", () => {
  const anObjective = fc.record({
    module: fc.integer({ min: 0, max: 9 }).map((index) => `m${index}`),
    objective: fc.integer({ min: 0, max: 3 }).map((index) => `o${index}`),
  });
  const missedOnes = fc.uniqueArray(anObjective, {
    maxLength: 6,
    selector: ({ module, objective }) => objectiveKey(module, objective),
  });

  it("has one question on each thing that was missed, and none that was asked while there is another", () => {
    fc.assert(
      fc.property(aSeed, missedOnes, (seed, missed) => {
        const pool = questionPool(course);
        // Of the two questions on each objective, the first was asked.
        const before = missed.map(
          (one) => pool.find(({ module, objective }) => module === one.module && objective === one.objective)!.id,
        );
        const asked = drawn(drawAgainPaper({ course, seed }, missed, before));

        expect(asked.map(({ module, objective }) => objectiveKey(module, objective)).sort()).toEqual(
          missed.map(({ module, objective }) => objectiveKey(module, objective)).sort(),
        );
        expect(asked.filter(({ id }) => before.includes(id))).toEqual([]);
      }),
    );
  });

  it("takes what was asked least often once all have been", () => {
    const before = ["m0-q1", "m0-q5", "m0-q5"];
    const paper = drawAgainPaper({ course, seed: "s" }, [{ module: "m0", objective: "o1" }], before);

    expect(paper.questions.map(({ questionId }) => questionId)).toEqual(["m0-q1"]);
  });

  it("does not take the last one again while there is another", () => {
    for (const seed of ["one", "two", "three", "four", "five"]) {
      const paper = drawAgainPaper({ course, seed }, [{ module: "m0", objective: "o1" }], ["m0-q1", "m0-q5"]);

      expect(paper.questions.map(({ questionId }) => questionId)).toEqual(["m0-q1"]);
    }
  });
});
