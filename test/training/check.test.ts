import { describe, expect, it } from "vitest";
import { checkCurriculum } from "../../src/training/check.ts";
import type { Course, Curriculum } from "../../src/training/curriculum.ts";
import { guessChances, papersOf } from "../../src/training/guessing.ts";
import { UNMAPPED } from "../../src/training/mapping/mapping.ts";
import { minutesOf } from "../../src/training/minutes.ts";
import { aCourse } from "./a-course.ts";

const curriculum = (...courses: Course[]): Curriculum => ({ layers: [{ id: "baseline", courses }] });
const withWords = (words: number, course = aCourse()): Course => ({
  ...course,
  modules: course.modules.map((module, index) => ({ ...module, words: index === 0 ? words : 0 })),
});

/** Of its own first paper. */
const chancesOf = (course: Course) => papersOf(course).map(guessChances)[0];

describe("minutesOf", () => {
  it("takes 200 words a minute and a minute a question, rounded up, with the statement on every way", () => {
    const statement = { version: 1, statement: "word ".repeat(100) };

    expect(minutesOf([{ ...withWords(10_000), attestation: statement }])).toEqual({
      reading: 76,
      testOut: 26,
      renewal: 25,
    });
  });

  it("adds up the courses that have to be passed together", () => {
    expect(minutesOf([withWords(2000), withWords(1000)])).toMatchObject({ reading: 66, testOut: 51 });
  });
});

describe("guessChances", () => {
  it("is the binomial tail: 10 questions of 4 options passed with 8 right are guessed in 0.04 % of cases", () => {
    const course = aCourse({ pools: [30], draw: 10, multipleEvery: 0 });

    expect(chancesOf(course)?.blind).toBeCloseTo(0.000416, 6);
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

    expect(chancesOf(course)?.longest).toBeLessThan(0.001);
    expect(chancesOf(telling)?.longest).toBe(1);
    expect(checkCurriculum(curriculum(telling)).failures).toEqual([
      "desk-work: choosing the longest option passes 100.0 % of papers",
      "desk-work: choosing the longest option passes 100.0 % of renewals",
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
      pairs: 0,
      clauses: 0,
    });
    expect(check.total).toEqual({
      courses: 1,
      modules: 10,
      objectives: 40,
      questions: 80,
      words: 900,
      pairs: 0,
      clauses: 0,
    });
    expect(check.requirements).toMatchObject([
      { name: "desk-work", courses: ["desk-work"], minutes: { reading: 30, testOut: 26, renewal: 25 } },
    ]);
  });

  it("fails a requirement whose courses together take too long, though each alone does not", () => {
    const courses = [withWords(10_000), { ...withWords(10_000), id: "more-desk-work" }];
    const requirement = { name: "developer", courses: ["desk-work", "more-desk-work"] };

    expect(checkCurriculum(curriculum(...courses)).failures).toEqual([]);
    expect(checkCurriculum(curriculum(...courses), { requirements: [requirement] }).failures).toEqual([
      "developer: by reading takes 151 min, over 120",
      "developer: by test-out takes 51 min, over 45",
      "developer: renewal takes 49 min, over 30",
    ]);
  });

  it("fails a requirement that names a course which is not there", () => {
    const requirement = { name: "developer", courses: ["desk-work", "gone"] };

    expect(checkCurriculum(curriculum(aCourse()), { requirements: [requirement] }).failures).toEqual([
      "developer: there is no course gone",
    ]);
  });

  it("measures a course that follows one module at a time, where it has a quiz for each", () => {
    const paced = { name: "developer", courses: ["desk-work"], paced: true };
    const rowOf = (course: Course) => checkCurriculum(curriculum(course), { requirements: [paced] }).requirements[0];

    expect(rowOf(withWords(3000, aCourse({ per: "module", draw: 6 })))).toMatchObject({
      each: "module",
      minutes: { reading: 21, testOut: 6 },
      budget: { reading: 30, testOut: 30, renewal: 30 },
    });
    expect(rowOf(withWords(3000))).toMatchObject({ each: "course", budget: { reading: 120 } });
  });

  it("counts every quiz of a course that has to be passed whole", () => {
    const requirements = [{ name: "developer", courses: ["desk-work"] }];
    const course = withWords(2000, aCourse({ per: "module", draw: 6 }));
    const [row] = checkCurriculum(curriculum(course), { requirements }).requirements;

    expect(row).toMatchObject({ each: "course", minutes: { reading: 71, testOut: 61 } });
  });

  it("fails a module that takes too long at a time", () => {
    const requirements = [{ name: "developer", courses: ["desk-work"], paced: true }];
    const course = withWords(5000, aCourse({ per: "module", draw: 6, pools: [20, 20] }));

    expect(checkCurriculum(curriculum(course), { requirements }).failures).toEqual([
      "developer: the longest module by reading takes 31 min, over 30",
    ]);
  });

  it("looks at the pool of each module for itself where each has a quiz", () => {
    const check = checkCurriculum(curriculum(aCourse({ per: "module", draw: 6, pools: [12, 11] })));

    expect(check.failures).toEqual(["desk-work/m1: 11 questions are fewer than 2 × 6"]);
  });

  it("holds each module to what its author expects of it", () => {
    const course: Course = {
      ...withWords(900),
      modules: withWords(900).modules.slice(0, 1),
      quiz: { per: "course", draw: 2, passMark: 100 },
      expect: { words: [1000, 2000], questions: 12, pairs: 1 },
    };

    const expected = checkCurriculum(curriculum(course)).failures.filter((failure) => failure.includes("expects"));

    expect(expected).toEqual([
      "desk-work/m0: 900 words, and course.yml expects 1000 to 2000",
      "desk-work/m0: 8 questions, and course.yml expects 12",
      "desk-work/m0: 0 pairs, and course.yml expects 1",
    ]);
  });

  it("counts a clause once, however many modules it is mapped to", () => {
    const clause = { ref: "CC1.4", title: "", asks: "", supports: "", evidence: "" };
    const framework = { id: "soc-2", name: "SOC 2", url: "https://example.com" };
    const mapping = {
      ...UNMAPPED,
      frameworks: [{ ...framework, clauses: [{ ...clause, content: [{ course: "desk-work", module: null }] }] }],
    };

    const { courses, total } = checkCurriculum(curriculum(aCourse()), { mapping });

    expect(courses[0]?.modules.map(({ clauses }) => clauses)).toEqual(Array(10).fill(1));
    expect(courses[0]?.clauses).toBe(1);
    expect(total.clauses).toBe(1);
  });

  it("fails a pool that is too small and a quiz that can be guessed", () => {
    const check = checkCurriculum(curriculum(aCourse({ pools: [5], draw: 2, passMark: 50 })));

    expect(check.failures).toEqual([
      "desk-work: 5 questions are fewer than 3 × 2",
      expect.stringMatching(/^desk-work: blind guessing passes \d\d\.\d % of papers$/),
      expect.stringMatching(/^desk-work: choosing the longest option passes \d\d\.\d % of papers$/),
      expect.stringMatching(/^desk-work: blind guessing passes \d\.\d % of renewals$/),
      expect.stringMatching(/^desk-work: choosing the longest option passes \d\.\d % of renewals$/),
    ]);
  });
});
