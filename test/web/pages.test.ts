import { beforeAll, describe, expect, it } from "vitest";
import { decisionId } from "../../src/domain/ids.ts";
import type { WaitingPullRequest } from "../../src/pipeline/learning/port.ts";
import { TAKEN_MODULE_IDS } from "../../src/training/course-rules.ts";
import type { Course, Curriculum } from "../../src/training/curriculum.ts";
import { shippedCurriculum } from "../support/shipped.ts";
import { aCourse } from "../training/a-course.ts";
import { aWeb, type WebWorld } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";

const HOSTILE = `"><script>alert('x')</script><b>&amp;`;
let shipped: Curriculum;
beforeAll(async () => {
  shipped = await shippedCurriculum();
});

function curriculumOf(...courses: readonly Course[]): Curriculum {
  return { layers: [{ id: "baseline", courses }] };
}

async function visit(world: WebWorld) {
  const visitor = createVisitor(aWeb(world));
  const home = await visitor.signIn("mira");
  return { visitor, home };
}

function aPullRequest(told: Partial<WaitingPullRequest> = {}): WaitingPullRequest {
  const url = "https://github.com/acme/payments/pull/12";
  return { owner: "acme", name: "payments", number: 12, url, conclusion: "action_required", decisionId: null, ...told };
}

describe("every page", () => {
  it("of a course has a name that no module can take", () => {
    const { web } = aWeb({ curriculum: shipped });

    const names = web.routes.flatMap(({ path }) => /^\/courses\/:course\/([a-z-]+)$/.exec(path)?.[1] ?? []);

    expect(new Set(names)).toEqual(TAKEN_MODULE_IDS);
  });

  it("has one h1, a way past the header, its landmarks, and a title of its own", async () => {
    const { visitor } = await visit({ curriculum: shipped });
    const course = "/courses/owasp-top-10-2025";
    for (const path of ["/", course, `${course}/injection`, "/nothing"]) await visitor.get(path);
    await visitor.post(`${course}/attempts`);

    for (const { html, path } of visitor.seen) {
      expect(html.match(/<h1[ >]/g), path).toHaveLength(1);
      expect(html, path).toContain('<a class="skip" href="#content">');
      expect(html, path).toMatch(/<header.*<main id="content".*<\/main><footer/s);
      expect(html, path).toContain('<html lang="en">');
      expect(html, path).not.toMatch(/<script|<style|<[^>]*\s(?:style|on[a-z]+)=/);
    }
    const titles = visitor.seen.map(({ html }) => /<title>(.*?)<\/title>/.exec(html)?.[1]);
    expect(new Set(titles).size).toBe(
      new Set(visitor.seen.map(({ html }) => /<h1.*?>(.*?)<\/h1>/.exec(html)?.[1])).size,
    );
  });

  it("writes what people and courses bring as text", async () => {
    const base = aCourse();
    const hostile: Course = {
      ...base,
      title: HOSTILE,
      summary: HOSTILE,
      attestation: { version: 1, statement: HOSTILE },
      modules: base.modules.map((module) => ({
        ...module,
        title: HOSTILE,
        markdown: `${HOSTILE}\n\n[a](javascript:alert(1)) <i onclick=x>`,
        objectives: module.objectives.map((objective) => ({ ...objective, text: HOSTILE })),
        further: [{ title: HOSTILE, url: "https://example.org/" }],
        questions: module.questions.map((question) => ({
          ...question,
          text: HOSTILE,
          options: question.options.map((option) => ({ ...option, text: HOSTILE, why: HOSTILE })),
        })),
      })),
    };
    const world = aWeb({ curriculum: curriculumOf(hostile), pullRequests: [aPullRequest({ name: HOSTILE })] });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    await visitor.get(`/courses/${base.id}`);
    await visitor.get(`/courses/${base.id}/m0`);
    const quiz = await visitor.post(`/courses/${base.id}/attempts`);
    const right = world.learning.rightAnswers(quiz.path.split("/")[2] ?? "");
    const fields = Object.fromEntries(
      Object.entries(right).map(([id, places]) => [`answer:${id}`, places.map(String)]),
    );
    await visitor.post(quiz.path, { asked: "yes", ...fields });
    const statement = await visitor.get(`/courses/${base.id}/attest`);
    const sha256 = /name="statement" value="(\w+)"/.exec(statement.html)?.[1] ?? "";
    await visitor.post(`/courses/${base.id}/attest`, { typed_name: HOSTILE.slice(0, 1), statement: sha256 });
    await visitor.post(`/courses/${base.id}/attest`, { typed_name: "Mira Novak", statement: sha256 });

    expect(visitor.seen.at(-1)?.path).toBe(`/courses/${base.id}/done`);
    expect(visitor.seen.length).toBeGreaterThan(7);
    for (const { html, path } of visitor.seen) {
      expect(html, path).not.toMatch(/<script|<b>|<i onclick|href="javascript:/i);
      expect(html, path).toContain("&lt;script&gt;");
    }
  });
});

describe("my training", () => {
  it("starts with the next step, and names the pull requests that wait with their reason", async () => {
    const pullRequests = [
      aPullRequest({ decisionId: decisionId("d-1") }),
      aPullRequest({ number: 13, conclusion: null }),
      aPullRequest({ number: 14, conclusion: "success" }),
    ];

    const { home } = await visit({ curriculum: shipped, pullRequests });

    expect(home.html.indexOf("Your next step")).toBeLessThan(home.html.indexOf("What it opens"));
    expect(home.html).toContain("3 open pull requests of yours");
    expect(home.html).toContain('href="/decisions/d-1"');
    for (const text of ["Merging waits", "Being checked", "Open"]) expect(home.html).toContain(text);
  });

  it("asks for what is required, not for what is merely offered", async () => {
    const [first, second] = [aCourse(), { ...aCourse(), id: "other", title: "Other work" }];

    const both = await visit({ curriculum: curriculumOf(first, second), required: ["other"] });
    const none = await visit({ curriculum: curriculumOf(first), required: [] });

    const panel = /Your next step.*?<\/div>/s.exec(both.home.html)?.[0] ?? "";
    expect(panel).toContain("Other work");
    expect(panel).not.toContain("Desk work");
    expect(none.home.html).toContain("You are up to date");
  });

  it("goes on with a quiz that is open before anything else", async () => {
    const [first, second] = [aCourse(), { ...aCourse(), id: "other", title: "Other work" }];
    const { visitor } = await visit({ curriculum: curriculumOf(first, second), required: ["desk-work"] });
    await visitor.get("/courses/other");
    await visitor.post("/courses/other/attempts");

    const { html } = await visitor.get("/");

    const panel = /Your next step.*?<\/div>/s.exec(html)?.[0] ?? "";
    expect(panel).toContain("Other work");
    expect(panel).toContain("Go on with the quiz");
  });
});

describe("a course", () => {
  it("offers reading and the quiz side by side, with the time that each takes", async () => {
    const { visitor } = await visit({ curriculum: shipped });

    const { html } = await visitor.get("/courses/owasp-top-10-2025");

    expect(html.match(/<div class="choice">/g)).toHaveLength(2);
    expect(html.match(/class="btn btn-primary"/g)).toHaveLength(2);
    expect(html).toMatch(/Read first.*about \d+ min.*Take the quiz first.*about \d+ min/s);
  });

  it("leads through its modules in order, and from the last to the quiz", async () => {
    const { visitor } = await visit({ curriculum: curriculumOf(aCourse({ pools: [13, 12] })) });

    const first = await visitor.get("/courses/desk-work/m0");
    const last = await visitor.get("/courses/desk-work/m1");

    const paging = (html: string) => /<nav class="paging".*?<\/nav>/s.exec(html)?.[0] ?? "";
    expect(paging(first.html)).toContain('href="/courses/desk-work/m1"');
    expect(paging(first.html)).not.toContain("Previous<");
    expect(paging(last.html)).toContain('href="/courses/desk-work/m0"');
    expect(paging(last.html)).toContain('action="/courses/desk-work/attempts"');
    expect(last.html).toContain('<a href="/courses/desk-work/m1" aria-current="page">');
  });

  it("is one step from the quiz at every module, wherever somebody is with it", async () => {
    const { visitor } = await visit({ curriculum: curriculumOf(aCourse({ pools: [13, 12] })) });
    const way = (html: string) => /<section class="reader-quiz".*?<\/section>/s.exec(html)?.[0] ?? "";

    const fresh = await visitor.get("/courses/desk-work/m0");
    const quiz = await visitor.post("/courses/desk-work/attempts");
    const open = await visitor.get("/courses/desk-work/m0");

    expect(fresh.html).toContain("Module 1 of 2");
    expect(way(fresh.html)).toContain('action="/courses/desk-work/attempts"');
    expect(way(open.html)).toContain(`href="${quiz.path}"`);
    expect(way(open.html)).toContain("Your quiz is open");
  });

  it("has no module by the name of another course's", async () => {
    const { visitor } = await visit({ curriculum: shipped });

    expect((await visitor.get("/courses/owasp-top-10-2025/m0")).status).toBe(404);
  });
});
