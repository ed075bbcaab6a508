import { describe, expect, it } from "vitest";
import { diffCourse } from "../../src/training/course-diff.ts";
import type { Course, Module, Question } from "../../src/training/curriculum.ts";
import { changedWords } from "../../src/training/words-changed.ts";
import { aCourse } from "./a-course.ts";

const before = aCourse({ pools: [8, 8], mustPass: ["m0-q1"] });

/** The same course, changed, in this version. */
function edited(change: (course: Course) => Partial<Course>, version = "2.1.0"): Course {
  return { ...before, version, digest: "d2", ...change(before) };
}
const withModule = (change: (module: Module) => Partial<Module>) => (course: Course) => ({
  modules: course.modules.map((module, index) => (index === 0 ? { ...module, ...change(module) } : module)),
});
const withQuestion = (change: (question: Question) => Partial<Question>) =>
  withModule(({ questions }) => ({
    questions: questions.map((question, index) => (index === 0 ? { ...question, ...change(question) } : question)),
  }));
const words = (count: number) => Array.from({ length: count }, (_, index) => `new${index}`).join(" ");
const optionsOf = (question: Question, change: (index: number) => object) =>
  question.options.map((option, index) => ({ ...option, ...change(index) }));

describe("the version that a difference deserves", () => {
  it("is none where nothing differs", () => {
    expect(diffCourse(before, before)).toMatchObject({ deserves: null, differences: [], problems: [] });
  });

  it.each<[string, (course: Course) => Partial<Course>, string]>([
    ["a module is gone", ({ modules }) => ({ modules: modules.slice(0, 1) }), "the module m1 is gone"],
    [
      "a module is new",
      ({ modules }) => ({ modules: [...modules, { ...modules[0]!, id: "m2" }] }),
      "the module m2 is new",
    ],
    [
      "an objective is gone",
      withModule(({ objectives }) => ({ objectives: objectives.slice(1) })),
      "m0: the objective o0 is gone",
    ],
    [
      "an objective is new",
      withModule(({ objectives }) => ({ objectives: [...objectives, { id: "o9", text: "Do 9", section: null }] })),
      "m0: the objective o9 is new",
    ],
    [
      "an objective reads otherwise",
      withModule(({ objectives }) => ({
        objectives: [{ id: "o0", text: "Do it", section: null }, ...objectives.slice(1)],
      })),
      "m0: the objective o0 reads otherwise",
    ],
    ["a question must be right", withQuestion(() => ({ mustPass: true })), "m0: the question m0-q0 must be right now"],
    [
      "a question that must be right is gone",
      withModule(({ questions }) => ({ questions: questions.filter(({ id }) => id !== "m0-q1") })),
      "m0: the question m0-q1 need not be right now",
    ],
    ["the pass mark rises", ({ quiz }) => ({ quiz: { ...quiz, passMark: 90 } }), "the pass mark rises from 80 to 90"],
    [
      "each module gets its own quiz",
      ({ quiz }) => ({ quiz: { ...quiz, per: "module" } }),
      "the quiz is per module, and was per course",
    ],
    [
      "the statement is another",
      () => ({ attestation: { version: 2, statement: "I promise." } }),
      "the statement to sign is another",
    ],
  ])("is a major one where %s", (_, change, text) => {
    expect(diffCourse(before, edited(change))).toMatchObject({
      deserves: "major",
      differences: expect.arrayContaining([{ bump: "major", text }]),
      problems: [expect.stringContaining("deserves a major version")],
    });
    expect(diffCourse(before, edited(change, "3.0.0")).problems).toEqual([]);
  });

  it.each<[string, (course: Course) => Partial<Course>]>([
    ["a module's text changed by more than a few words", withModule(() => ({ markdown: `Text. ${words(13)}` }))],
    [
      "its code did",
      withModule(() => ({ pairs: [{ id: "p", stacks: [{ stack: "python", vulnerable: words(13), fixed: "" }] }] })),
    ],
    ["a question's wording did", withQuestion(({ text }) => ({ text: `${text} ${words(13)}` }))],
    [
      "another option is right",
      withQuestion((one) => ({ options: optionsOf(one, (index) => ({ correct: index === 2 })) })),
    ],
    [
      "one more option is right",
      withQuestion((one) => ({ kind: "multiple", options: optionsOf(one, (index) => ({ correct: index < 2 })) })),
    ],
  ])("is a minor one where %s", (_, change) => {
    const named = (course: Course) => ({
      ...change(course),
      changes: [{ version: "2.2.0", modules: ["m0"], summary: "" }],
    });

    expect(diffCourse(before, edited(named))).toMatchObject({ deserves: "minor", problems: [expect.anything()] });
    expect(diffCourse(before, edited(named, "2.1.1")).problems).toHaveLength(1);
    expect(diffCourse(before, edited(named, "2.2.0")).problems).toEqual([]);
    expect(diffCourse(before, edited(named, "3.0.0")).problems).toEqual([]);
  });

  it.each<[string, (course: Course) => Partial<Course>]>([
    ["a few words of a text changed", withModule(() => ({ markdown: `Text. ${words(12)}` }))],
    ["a few words of a question did", withQuestion(({ text }) => ({ text: `${text} ${words(12)}` }))],
    ["options stand in another order", withQuestion(({ options }) => ({ options: options.toReversed() }))],
    [
      "a question is new",
      withModule(({ questions }) => ({ questions: [...questions, { ...questions[0]!, id: "m0-q9" }] })),
    ],
    ["a question is gone", withModule(({ questions }) => ({ questions: questions.slice(0, 7) }))],
    ["the pass mark falls", ({ quiz }) => ({ quiz: { ...quiz, passMark: 70 } })],
    ["only what nobody is asked about differs", () => ({ title: "Work at a desk" })],
  ])("is a patch where %s", (_, change) => {
    expect(diffCourse(before, edited(change))).toMatchObject({
      deserves: "patch",
      problems: [expect.stringContaining("deserves a patch version")],
    });
    expect(diffCourse(before, edited(change, "2.1.1")).problems).toEqual([]);
  });

  it("has to name the modules that changed, and the statement's own version has to rise", () => {
    const text = withModule(() => ({ markdown: words(40) }));
    const other = [{ version: "2.2.0", modules: ["m1"], summary: "" }];
    const statement = { attestation: { version: 1, statement: "I promise." } };

    expect(
      diffCourse(
        before,
        edited((course) => ({ ...text(course), changes: other }), "2.2.0"),
      ).problems,
    ).toEqual(["changes: name the module m0 under 2.2.0, since it changed"]);
    // Where nothing is named, everything counts as changed.
    expect(diffCourse(before, edited(text, "2.2.0")).problems).toEqual([]);
    expect(
      diffCourse(
        before,
        edited(() => statement, "3.0.0"),
      ).problems,
    ).toEqual(["attestation.version: 1 must rise, since the statement is another"]);
  });
});

describe("changed words", () => {
  it.each([
    ["one two three", "one two three", 0],
    ["one  two\n three", "one two three", 0],
    ["one two three", "three one two", 0],
    ["one two", "one two two", 1],
    ["one two three", "one 2 three four", 2],
    ["one two three", "", 3],
  ])("between %j and %j are %i", (a, b, count) => {
    expect(changedWords(a, b)).toBe(count);
    expect(changedWords(b, a)).toBe(count);
  });
});
