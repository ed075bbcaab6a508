import { type Course, type Curriculum, findCourse, questionPool } from "../../src/training/curriculum.ts";
import { loadCurriculum } from "../../src/training/load.ts";
import { renderInlineMarkdown } from "../../src/training/markdown.ts";
import { SHIPPED, shippedCurriculum } from "../support/shipped.ts";
import { type Browser, createBrowser } from "./browser.ts";

/** Somebody who takes the course through the pages, as a browser would. */
export interface Learner {
  readonly browser: Browser;
  signIn(): Promise<void>;
  /** Opens the quiz of the course, going on with an open one. */
  start(): Promise<void>;
  /** Answers every question, rightly or all wrong, and hands the paper in. Answers the result's page. */
  answer(how: "right" | "wrong"): Promise<string>;
  sign(name: string): Promise<string>;
  /** All of the above: signs in, tests out, signs. */
  complete(name: string): Promise<void>;
}

/** `courseId` is a course of these folders, or a shipped one; who knows its text knows the answers. */
export async function createLearner(
  at: { readonly app: string; readonly github: string },
  login: string,
  courseId = "owasp-top-10-2025",
  folders: readonly string[] = [],
): Promise<Learner> {
  const course = await (folders.length === 0 ? shippedCourse(courseId) : courseOver(folders, courseId));
  const browser = createBrowser();

  const learner: Learner = {
    browser,
    async signIn() {
      await browser.get(`${at.github}/sign-in-as/${login}`);
      expectPage(browser, 200);
    },
    async start() {
      await browser.get(`${at.app}/courses/${courseId}`);
      await browser.submit(`/courses/${courseId}/attempts`);
      expectPage(browser, 200);
    },
    async answer(how) {
      const path = new URL(browser.page().url).pathname;
      const { html } = await browser.submit(path, answersOf(browser.page().html, course, how));
      expectPage(browser, 200);
      return html;
    },
    async sign(name) {
      await browser.get(`${at.app}/courses/${courseId}/attest`);
      const { html } = await browser.submit(`/courses/${courseId}/attest`, { typed_name: name });
      expectPage(browser, 200);
      return html;
    },
    async complete(name) {
      await learner.signIn();
      await learner.start();
      await learner.answer("right");
      await learner.sign(name);
    },
  };
  return learner;
}

function expectPage(browser: Browser, status: number): void {
  const page = browser.page();
  if (page.status !== status) throw new Error(`${page.url} answered ${page.status}: ${page.html.slice(0, 2000)}`);
}

export async function shippedCourse(courseId: string): Promise<Course> {
  return courseIn(await shippedCurriculum(), courseId);
}

/** With the shipped content laid under these folders. */
async function courseOver(folders: readonly string[], courseId: string): Promise<Course> {
  const loaded = await loadCurriculum({ folders: [SHIPPED, ...folders] });
  if (!loaded.ok) throw new Error(`The content has problems:\n${JSON.stringify(loaded.problems, null, 2)}`);
  return courseIn(loaded.curriculum, courseId);
}

function courseIn(curriculum: Curriculum, courseId: string): Course {
  const course = findCourse(curriculum, courseId);
  if (!course) throw new Error(`There is no course ${courseId}`);
  return course;
}

/** Finds each option on the page by its words, since nothing else on the page tells right from wrong. */
export function answersOf(html: string, course: Course, how: "right" | "wrong"): Record<string, readonly string[]> {
  const fieldsets = html.split('<fieldset id="question-').slice(1);
  return Object.fromEntries(
    fieldsets.map((fieldset) => {
      const id = fieldset.slice(0, fieldset.indexOf('"'));
      const question = questionPool(course).find((candidate) => candidate.id === id);
      if (!question) throw new Error(`The paper has a question ${id} that the course has not`);
      const options = [
        ...fieldset.matchAll(/<input type="(?:radio|checkbox)" name="[^"]+" value="(\d+)"[^>]*\/>([\s\S]*?)<\/label>/g),
      ];
      const chosen = question.options
        .filter(({ correct }) => (how === "right" ? correct : !correct))
        .map(({ text }) => options.find(([, , shown = ""]) => shown.includes(renderInlineMarkdown(text)))?.[1])
        .filter((position) => position !== undefined);
      return [`answer:${id}`, question.kind === "single" ? chosen.slice(0, 1) : chosen];
    }),
  );
}
