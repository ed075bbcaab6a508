import { describe, expect, it } from "vitest";
import { type Course, questionPool } from "../../src/training/curriculum.ts";
import { drawPaper } from "../../src/training/draw.ts";
import { gradePaper } from "../../src/training/grade.ts";
import { explainPaper, viewPaper } from "../../src/training/paper-view.ts";
import { aCourse } from "./a-course.ts";

const course = aCourse({ mustPass: ["m0-q0", "m1-q0", "m2-q0"] });
const paper = drawPaper({ course, seed: "view" });

/** The same course with one question worded otherwise. */
function reworded(id: string): Course {
  const modules = course.modules.map((module) => ({
    ...module,
    questions: module.questions.map((question) => (question.id === id ? { ...question, digest: "new" } : question)),
  }));
  return { ...course, modules };
}

describe("viewPaper", () => {
  it("holds nothing of the answer key", () => {
    const view = viewPaper(course, paper)!;

    const text = JSON.stringify(view);
    for (const word of ["correct", "why", "Because", "mustPass", "objective"]) expect(text).not.toContain(word);
    expect(new Set(view.questions.flatMap((question) => Object.keys(question)))).toEqual(
      new Set(["id", "number", "kind", "text", "options"]),
    );
    expect(new Set(view.questions.flatMap(({ options }) => options.flatMap((option) => Object.keys(option))))).toEqual(
      new Set(["position", "text"]),
    );
  });

  it("shows the options in the order drawn, by their place", () => {
    const view = viewPaper(course, paper)!;

    expect(view.questions.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    for (const [index, { id, options }] of view.questions.entries()) {
      const { optionOrder, questionId } = paper.questions[index]!;
      expect(id).toBe(questionId);
      expect(options).toEqual(optionOrder.map((option, position) => ({ position, text: `${id} option ${option}` })));
    }
  });

  it("is undefined once a question is worded otherwise than it was drawn", () => {
    expect(viewPaper(reworded(paper.questions[3]!.questionId), paper)).toBeUndefined();
  });
});

describe("explainPaper", () => {
  const answers = Object.fromEntries(paper.questions.map(({ questionId }) => [questionId, [1]]));
  const grade = gradePaper({ course, paper, answers })!;

  it("tells for every option what was chosen, what is correct and why", () => {
    const explained = explainPaper(course, grade);

    expect(explained.reworded).toBe(0);
    expect(explained.questions.map(({ id }) => id)).toEqual(paper.questions.map(({ questionId }) => questionId));
    for (const { id, right, options, module } of explained.questions) {
      const question = questionPool(course).find((one) => one.id === id)!;
      expect(options.map(({ chosen }) => chosen)).toEqual([false, true, false, false]);
      expect(options.map(({ why }) => why).sort()).toEqual(question.options.map(({ why }) => why).sort());
      expect(
        options
          .filter(({ correct }) => correct)
          .map(({ text }) => text)
          .sort(),
      ).toEqual(
        question.options
          .filter(({ correct }) => correct)
          .map(({ text }) => text)
          .sort(),
      );
      expect(right).toBe(options.every(({ chosen, correct }) => chosen === correct));
      expect(module.title).toBe(`Module ${question.module}`);
    }
  });

  it("leaves out a question whose wording changed since, and says how many", () => {
    const explained = explainPaper(reworded(paper.questions[3]!.questionId), grade);

    expect(explained.reworded).toBe(1);
    expect(explained.questions.map(({ number }) => number).slice(2, 4)).toEqual([3, 5]);
  });
});
