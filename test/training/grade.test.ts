import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { questionPool } from "../../src/training/curriculum.ts";
import { drawPaper } from "../../src/training/draw.ts";
import { Grade, gradePaper } from "../../src/training/grade.ts";
import { Answers, Paper, type PaperQuestion } from "../../src/training/paper.ts";
import { createRandomStream } from "../../src/training/random-stream.ts";
import { aCourse } from "./a-course.ts";

const mustPass = ["m0-q0", "m3-q1", "m5-q2", "m8-q4"];

const questions = new Map(questionPool(aCourse({ mustPass })).map((question) => [question.id, question]));

function rightPlaces({ questionId, optionOrder }: PaperQuestion): number[] {
  const options = questions.get(questionId)!.options;
  return optionOrder.flatMap((option, place) => (options[option]?.correct ? [place] : []));
}

function perfect(paper: Paper): Record<string, number[]> {
  return Object.fromEntries(paper.questions.map((drawn) => [drawn.questionId, rightPlaces(drawn)]));
}

/** The paper's questions that are not must-pass, so that only the score speaks. */
function ordinary(paper: Paper): string[] {
  return paper.questions.map(({ questionId }) => questionId).filter((id) => !mustPass.includes(id));
}

describe("gradePaper", () => {
  const course = aCourse({ mustPass });

  it("gives a perfect paper 100 percent, whatever was drawn", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const paper = drawPaper({ course, seed });

        const grade = gradePaper({ course, paper, answers: perfect(paper) });

        expect(grade).toMatchObject({ score: 100, correct: 25, total: 25, passed: true, mustPassMissed: [] });
        expect(grade?.perQuestion.every(({ right }) => right)).toBe(true);
      }),
    );
  });

  it("lowers the score for any other answer to any single question", () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 24 }), places, (seed, index, chosen) => {
        const paper = drawPaper({ course, seed });
        const drawn = paper.questions[index]!;
        const right = rightPlaces(drawn);
        fc.pre(chosen.length !== right.length || chosen.some((place) => !right.includes(place)));

        const grade = gradePaper({ course, paper, answers: { ...perfect(paper), [drawn.questionId]: chosen } });

        expect(grade).toMatchObject({ score: 96, correct: 24 });
        expect(grade?.perQuestion[index]).toMatchObject({ questionId: drawn.questionId, right: false });
        expect(grade?.passed).toBe(!mustPass.includes(drawn.questionId));
      }),
    );
  });

  it.each([
    [5, 80, true],
    [6, 76, false],
  ])("with %i wrong answers gives %i percent; passed: %s", (wrong, score, passed) => {
    const paper = drawPaper({ course, seed: "edge" });
    const left = ordinary(paper).slice(0, wrong);
    const answers = { ...perfect(paper), ...Object.fromEntries(left.map((id) => [id, []])) };

    expect(gradePaper({ course, paper, answers })).toMatchObject({ score, passMark: 80, passed });
  });

  it("rounds the score down: 2 of 3 are 66 percent and miss a mark of 67", () => {
    const small = aCourse({ pools: [3], draw: 3, passMark: 67 });
    const paper = drawPaper({ course: small, seed: "s" });
    const answers = { ...perfect(paper), [paper.questions[0]!.questionId]: [] };

    expect(gradePaper({ course: small, paper, answers })).toMatchObject({ score: 66, passed: false });
  });

  it("counts what was not answered as wrong, and an answer to another question as nothing", () => {
    const paper = drawPaper({ course, seed: "empty" });

    const grade = gradePaper({ course, paper, answers: { "no-such-question": [0] } });

    expect(grade).toMatchObject({ score: 0, correct: 0, passed: false });
    expect(grade?.perQuestion.every(({ chosen }) => chosen.length === 0)).toBe(true);
  });

  it("takes a question whose id every object answers to as unanswered too", () => {
    const [module] = aCourse({ pools: [1], draw: 1 }).modules;
    const named = { ...module!, questions: module!.questions.map((question) => ({ ...question, id: "constructor" })) };
    const odd = { ...aCourse({ draw: 1 }), modules: [named] };
    const paper = drawPaper({ course: odd, seed: "odd" });

    expect(gradePaper({ course: odd, paper, answers: {} })).toMatchObject({ score: 0 });
  });

  it("fails a paper of 96 percent for one wrong must-pass question, and names it", () => {
    const paper = drawPaper({ course, seed: "vital" });
    const vital = paper.questions.find(({ questionId }) => mustPass.includes(questionId))!.questionId;

    const grade = gradePaper({ course, paper, answers: { ...perfect(paper), [vital]: [] } });

    expect(grade).toMatchObject({ score: 96, passed: false, mustPassMissed: [vital] });
  });

  it("lets the policy's floor raise the pass mark and never lower it", () => {
    const paper = drawPaper({ course, seed: "floor" });
    const wrong = ordinary(paper)[0]!;
    const answers = { ...perfect(paper), [wrong]: [] };

    expect(gradePaper({ course, paper, answers, passMarkFloor: 97 })).toMatchObject({ passMark: 97, passed: false });
    expect(gradePaper({ course, paper, answers, passMarkFloor: 50 })).toMatchObject({ passMark: 80, passed: true });
  });

  it("takes a multiple answer as right only if the set is exactly right", () => {
    const paper = drawPaper({ course, seed: "sets" });
    const drawn = paper.questions.find((one) => rightPlaces(one).length === 2)!;
    const [first, second] = rightPlaces(drawn) as [number, number];
    const wrong = [0, 1, 2, 3].find((place) => place !== first && place !== second)!;
    const isRight = (places: number[]) =>
      gradePaper({ course, paper, answers: { [drawn.questionId]: places } })?.correct === 1;

    expect(
      [
        [first, second],
        [second, first],
        [first, second, first],
      ].map(isRight),
    ).toEqual([true, true, true]);
    expect([[first], [first, second, wrong], [first, wrong], [first, second, 9]].map(isRight)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it("keeps no option for a place that is not on the page", () => {
    const paper = drawPaper({ course, seed: "nowhere" });
    const [{ questionId, optionOrder }] = paper.questions as [PaperQuestion];

    const grade = gradePaper({ course, paper, answers: { [questionId]: [0, 9] } });

    expect(grade?.perQuestion[0]).toMatchObject({ chosen: [optionOrder[0]], right: false });
  });

  it("sums up objectives: what was asked of each and what was right", () => {
    const paper = drawPaper({ course, seed: "objectives" });
    const wrong = ordinary(paper)[0]!;

    const grade = gradePaper({ course, paper, answers: { ...perfect(paper), [wrong]: [] } })!;

    const { module, objective } = questionPool(course).find(({ id }) => id === wrong)!;
    const missed = grade.perObjective.filter(({ right, total }) => right < total);
    expect(missed).toMatchObject([{ module, objective }]);
    expect(grade.perObjective.reduce((sum, { total }) => sum + total, 0)).toBe(25);
    expect(grade.perObjective.reduce((sum, { right }) => sum + right, 0)).toBe(24);
  });

  it("decides nothing once a question of the paper is worded otherwise", () => {
    const paper = drawPaper({ course, seed: "old" });
    const [first, ...rest] = paper.questions;
    const reworded = { questions: [{ ...first!, digest: "another" }, ...rest] };

    expect(gradePaper({ course, paper: reworded, answers: perfect(paper) })).toBeUndefined();
  });

  it("survives being kept as JSON: paper, answers and grade read back as they were", () => {
    const paper = drawPaper({ course, seed: "kept" });
    const answers = perfect(paper);
    const grade = gradePaper({ course, paper, answers });
    const kept = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

    expect(Paper.parse(kept(paper))).toEqual(paper);
    expect(Answers.parse(kept(answers))).toEqual(answers);
    expect(Grade.parse(kept(grade))).toEqual(grade);
  });

  it("passes a guesser in under 1 of 100 attempts", () => {
    const random = createRandomStream("a guesser", "test");
    let passes = 0;
    for (let attempt = 0; attempt < 10_000; attempt += 1) {
      const paper = drawPaper({ course, seed: `attempt ${attempt}` });
      const answers = Object.fromEntries(
        paper.questions.map((drawn) => {
          // The page tells single from multiple; of multiple ones the guesser takes any two.
          const count = rightPlaces(drawn).length;
          return [drawn.questionId, random.shuffle([0, 1, 2, 3]).slice(0, count)];
        }),
      );
      if (gradePaper({ course, paper, answers })?.passed) passes += 1;
    }

    expect(passes).toBeLessThan(100);
  }, 120_000);
});
