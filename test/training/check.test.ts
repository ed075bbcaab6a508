import { describe, expect, it } from "vitest";
import { checkCurriculum } from "../../src/training/check.ts";
import type { Course, Curriculum } from "../../src/training/curriculum.ts";
import { guessChances } from "../../src/training/guessing.ts";
import { minutesOf } from "../../src/training/minutes.ts";
import { aCourse } from "./a-course.ts";

const curriculum = (...courses: Course[]): Curriculum => ({ layers: [{ id: "baseline", courses }] });
const withWords = (words: number, course = aCourse()): Course => ({
  ...course,
  modules: course.modules.map((module, index) => ({ ...module, words: index === 0 ? words : 0 })),
});

describe("minutesOf", () => {
  it("takes 200 words a minute and a minute a question, rounded up, with the statement on every way", () => {
    const statement = { version: 1, statement: "word ".repeat(100) };

    expect(minutesOf([{ ...withWords(10_000), attestation: statement }])).toEqual({
      reading: 76,
      testOut: 26,
      renewal: 26,
    });
  });

  it("adds up the courses that have to be passed together", () => {
    expect(minutesOf([withWords(2000), withWords(1000)])).toMatchObject({ reading: 66, testOut: 51 });
  });
});

describe("guessChances", () => {
  it("is the binomial tail: 10 questions of 4 options passed with 8 right are guessed in 0.04 % of cases", () => {
    const course = aCourse({ pools: [30], draw: 10, multipleEvery: 0 });

    expect(guessChances(course).blind).toBeCloseTo(0.000416, 6);
  });

  it("finds a pool whose longest option is the correct one", () => {
    const course = aCourse({ multipleEvery: 0 });
    const telling = {
      ...course,
      modules: course.modules.map((module) => ({
        ...module,
        questions: module.questions.map((question) => ({
          ...question,
          options: question.options.map((option) =>
            option.correct ? { ...option, text: `${option.text}, of course` } : option,
          ),
        })),
      })),
    };

    expect(guessChances(course).longest).toBeLessThan(0.001);
    expect(guessChances(telling).longest).toBe(1);
    expect(checkCurriculum(curriculum(telling)).failures).toEqual([
      "desk-work: choosing the longest option passes 100.0 % of papers",
    ]);
  });
});

describe("checkCurriculum", () => {
  it("counts modules, objectives, questions and words, and finds nothing wrong with a sound curriculum", () => {
    const check = checkCurriculum(curriculum(withWords(900, aCourse({ mustPass: ["m0-q0"] }))));

    expect(check.failures).toEqual([]);
    expect(check.courses).toMatchObject([{ id: "desk-work", objectives: 40, questions: 80, words: 900 }]);
    expect(check.courses[0]?.modules[0]).toEqual({
      id: "m0",
      title: "Module m0",
      objectives: 4,
      questions: 8,
      mustPass: 1,
      words: 900,
    });
    expect(check.requirements).toEqual([
      { name: "desk-work", courses: ["desk-work"], minutes: { reading: 30, testOut: 26, renewal: 26 } },
    ]);
  });

  it("fails a requirement whose courses together take too long, though each alone does not", () => {
    const courses = [withWords(10_000), { ...withWords(10_000), id: "more-desk-work" }];
    const requirement = { name: "developer", courses: ["desk-work", "more-desk-work"] };

    expect(checkCurriculum(curriculum(...courses)).failures).toEqual([]);
    expect(checkCurriculum(curriculum(...courses), [requirement]).failures).toEqual([
      "developer: by reading takes 151 min, over 120",
      "developer: by test-out takes 51 min, over 45",
      "developer: renewal takes 51 min, over 30",
    ]);
  });

  it("fails a requirement that names a course which is not there", () => {
    const requirement = { name: "developer", courses: ["desk-work", "gone"] };

    expect(checkCurriculum(curriculum(aCourse()), [requirement]).failures).toEqual([
      "developer: there is no course gone",
    ]);
  });

  it("fails a pool that is too small and a quiz that can be guessed", () => {
    const check = checkCurriculum(curriculum(aCourse({ pools: [5], draw: 2, passMark: 50 })));

    expect(check.failures).toEqual([
      "desk-work: 5 questions are fewer than 3 × 2",
      expect.stringMatching(/^desk-work: blind guessing passes \d\d\.\d % of papers$/),
      expect.stringMatching(/^desk-work: choosing the longest option passes \d\d\.\d % of papers$/),
    ]);
  });
});
