import { beforeAll, describe, expect, it } from "vitest";
import { checkCurriculum } from "../../src/training/check.ts";
import { type Curriculum, findCourse, listCourses, questionPool } from "../../src/training/curriculum.ts";
import { drawPaper, MUST_PASS_PER_PAPER } from "../../src/training/draw.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { clausesOf, type Mapping, withoutRisk } from "../../src/training/mapping/mapping.ts";
import { renderInlineMarkdown, renderMarkdown } from "../../src/training/markdown.ts";
import { viewPaper } from "../../src/training/paper-view.ts";
import { formatProblem } from "../../src/training/problem.ts";

/** The final names of owasp.org, in its order and spelling. */
const TOP_10_2025 = [
  "A01:2025 Broken Access Control",
  "A02:2025 Security Misconfiguration",
  "A03:2025 Software Supply Chain Failures",
  "A04:2025 Cryptographic Failures",
  "A05:2025 Injection",
  "A06:2025 Insecure Design",
  "A07:2025 Authentication Failures",
  "A08:2025 Software or Data Integrity Failures",
  "A09:2025 Security Logging & Alerting Failures",
  "A10:2025 Mishandling of Exceptional Conditions",
];

/** It alone opens the gate, so it has questions that nobody may get wrong. */
const OPENING = "owasp-top-10-2025";

describe("the content that is shipped", () => {
  let curriculum: Curriculum;
  let mapping: Mapping;
  beforeAll(async () => {
    const loaded = await loadCurriculum({ folders: ["content"] });
    if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
    ({ curriculum, mapping } = loaded);
  });

  it("keeps the budgets of time, pool and guessing", () => {
    expect(checkCurriculum(curriculum).failures).toEqual([]);
  });

  it("teaches the ten categories of 2025 under their final names, with at least 8 questions each", () => {
    const course = findCourse(curriculum, OPENING);

    expect(course?.modules.map((module) => module.title)).toEqual(TOP_10_2025);
    for (const module of course?.modules ?? []) expect(module.questions.length).toBeGreaterThanOrEqual(8);
  });

  it("goes through the ten again in depth: 1,200 to 2,000 words, tested code, and at least 12 questions each", () => {
    const course = findCourse(curriculum, "owasp-in-depth");

    expect(course?.modules.map((module) => module.title)).toEqual(TOP_10_2025);
    for (const { id, words, pairs, questions } of course?.modules ?? []) {
      expect({ id, fits: words >= 1_200 && words <= 2_000 && pairs.length >= 1 && questions.length >= 12 }).toEqual({
        id,
        fits: true,
      });
    }
  });

  it("has at least 12 questions for every module of the courses that follow, and for the other layers", () => {
    const others = listCourses(curriculum).filter(({ id }) => id !== OPENING);

    expect(others.map(({ id, modules }) => [id, modules.length])).toEqual([
      ["privileged-access", 2],
      ["coding-assistants", 1],
      ["security-awareness", 4],
      ["owasp-in-depth", 10],
      ["secure-coding", 4],
    ]);
    for (const { id, questions } of others.flatMap(({ modules }) => modules))
      expect({ id, enough: questions.length >= 12 }).toEqual({ id, enough: true });
  });

  it("ties every objective to the section that teaches it", () => {
    const loose = listCourses(curriculum).flatMap(({ id, modules }) =>
      modules.flatMap((module) =>
        module.objectives.filter(({ section }) => section === null).map((objective) => [id, module.id, objective.id]),
      ),
    );

    expect(loose).toEqual([]);
  });

  it("maps every module to a clause and a risk, and nothing to the training of a product's users", () => {
    const modules = listCourses(curriculum).flatMap(({ id, modules }) =>
      modules.map((module) => ({ course: id, module: module.id })),
    );

    expect(modules.filter((taught) => clausesOf(mapping, taught).length === 0)).toEqual([]);
    expect(withoutRisk(mapping, curriculum).map(({ course, module }) => `${course.id}/${module.id}`)).toEqual([]);
    // A vendor's duty towards those who use its product, which is not what this programme does.
    expect(mapping.frameworks.flatMap(({ clauses }) => clauses.map(({ ref }) => ref))).not.toContain("SA-16");
  });

  it("takes 60 to 90 minutes for the opening course, by reading", () => {
    const course = findCourse(curriculum, OPENING)!;
    const [row] = checkCurriculum({ layers: [{ id: "developer", courses: [course] }] }).requirements;

    expect(row?.minutes.reading).toBeGreaterThanOrEqual(60);
    expect(row?.minutes.reading).toBeLessThanOrEqual(90);
  });

  it("has two papers in a row without a common question, but for those that nobody may get wrong", () => {
    for (const course of listCourses(curriculum)) {
      const first = drawPaper({ course, seed: "1" }).questions.map(({ questionId }) => questionId);
      const second = drawPaper({ course, seed: "2", previousQuestionIds: first }).questions;

      const again = second.filter(({ questionId }) => first.includes(questionId)).map(({ questionId }) => questionId);
      const vital = questionPool(course)
        .filter((question) => question.mustPass)
        .map((question) => question.id);
      expect(again.filter((id) => !vital.includes(id))).toEqual([]);
      if (course.id === OPENING) expect(vital.length).toBeGreaterThanOrEqual(MUST_PASS_PER_PAPER);
    }
  });

  it("gives away no reason in any paper before it is graded", () => {
    for (const course of listCourses(curriculum)) {
      const reasons = questionPool(course).flatMap(({ options }) =>
        options.map(({ why }) => JSON.stringify(why).slice(1, -1)),
      );
      for (const seed of ["1", "2", "3", "4", "5"]) {
        const shown = JSON.stringify(viewPaper(course, drawPaper({ course, seed })));

        expect(reasons.filter((reason) => shown.includes(reason))).toEqual([]);
      }
    }
  });

  it("renders without a trace of Markdown that was not understood", () => {
    for (const course of listCourses(curriculum)) {
      for (const { markdown } of course.modules) expect(renderMarkdown(markdown)).not.toMatch(/<p>(?:\||```|#)/);
      for (const { text, options } of questionPool(course)) {
        expect(renderMarkdown(text)).not.toMatch(/<p>(?:\||```|#)/);
        for (const option of options) expect(renderInlineMarkdown(option.text)).not.toMatch(/```|<p>/);
      }
    }
  });
});
