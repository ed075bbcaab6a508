import { describe, expect, it } from "vitest";
import type { RequiredLayer } from "../../src/pipeline/policy/requirements.ts";
import type { Course, Curriculum } from "../../src/training/curriculum.ts";
import { aCourse } from "../training/a-course.ts";
import { type AWeb, aWeb, NOON } from "./a-web.ts";
import { createVisitor, type Page, type Visitor } from "./visitor.ts";
import { asFields } from "./walk.ts";

const DAY_MS = 86_400_000;
const course = aCourse({ per: "module", pools: [12, 12, 12], draw: 6 });
const path = `/courses/${course.id}`;
const curriculumOf = (...courses: readonly Course[]): Curriculum => ({ layers: [{ id: "baseline", courses }] });
const idOf = ({ path: at }: Page) => at.split("/")[2] ?? "";

async function visit(told: Partial<Parameters<typeof aWeb>[0]> = {}) {
  const world = aWeb({ curriculum: curriculumOf(course), ...told });
  const visitor = createVisitor(world);
  await visitor.signIn("mira", path);
  return { world, visitor };
}

/** Starts by the form at `action`, and answers everything right but for the first so many. */
async function take({ world, visitor }: { world: AWeb; visitor: Visitor }, action: string, wrong = 0): Promise<Page> {
  const id = idOf(await visitor.post(action));
  const right = Object.entries(world.learning.rightAnswers(id));
  return visitor.post(`/attempts/${id}`, { asked: "yes", ...asFields(Object.fromEntries(right.slice(wrong))) });
}

async function complete(session: { world: AWeb; visitor: Visitor }): Promise<Page> {
  for (const { id } of course.modules) await take(session, `${path}/${id}/attempts`);
  return sign(session.visitor);
}

async function sign(visitor: Visitor): Promise<Page> {
  const { html } = await visitor.get(`${path}/attest`);
  const statement = /name="statement" value="([^"]+)"/.exec(html)?.[1] ?? "";
  return visitor.post(`${path}/attest`, { statement, typed_name: "Mira Novak" });
}

describe("a course with a quiz for each module", () => {
  it("shows where each module stands, ends each in its own quiz, and leads from one to the next", async () => {
    const session = await visit();
    const { visitor } = session;

    const fresh = await visitor.get(path);
    expect(fresh.html).toContain("One module at a time");
    const module = await visitor.get(`${path}/m0`);
    expect(module.html).toContain(`action="${path}/m0/attempts"`);
    const quiz = await visitor.post(`${path}/m0/attempts`);
    expect(quiz.html).toContain("<h1>Quiz: Module m0</h1>");
    expect(quiz.html).toContain("Question 1 of 6");
    const result = await take(session, `${path}/m0/attempts`);

    expect(result.html).toContain("1 of 3 modules passed.");
    expect(result.html).toContain(`href="${path}/m1"`);
    const after = await visitor.get(path);
    expect(after.html.match(/label-success/g)).toHaveLength(1);
    expect((await visitor.get(`${path}/m0`)).html).toContain("Passed on ");
  });

  it("says when a module may be tried again, and lets the others be taken meanwhile", async () => {
    const session = await visit();
    const { visitor } = session;
    await take(session, `${path}/m0/attempts`, 6);
    const failed = await take(session, `${path}/m0/attempts`, 6);

    expect(failed.html).toContain("The next one opens on ");
    const again = await visitor.post(`${path}/m0/attempts`);
    expect(again.path).toBe(`${path}/m0`);
    expect((await take(session, `${path}/m1/attempts`)).html).toContain("1 of 3 modules passed.");
  });

  it("is signed for after the last module, and then has a certificate and nothing more to take", async () => {
    const session = await visit();
    const { visitor } = session;

    await take(session, `${path}/m0/attempts`);
    await take(session, `${path}/m1/attempts`);
    const last = await take(session, `${path}/m2/attempts`);
    expect(last.html).toContain(`href="${path}/attest"`);
    expect((await visitor.get(`${path}/m2`)).html).toContain(`href="${path}/attest"`);
    const done = await sign(visitor);

    expect(done.path).toBe(`${path}/done`);
    expect(done.html).toContain(`href="${path}/certificate"`);
    expect((await visitor.post(`${path}/attempts`)).path).toBe(path);
    expect((await visitor.post(`${path}/m0/attempts`)).path).toBe(`${path}/m0`);
    expect((await visitor.get(path)).html).not.toContain(`action="${path}/attempts"`);
  });

  it("closes a quiz of the whole course that was open when it came to have one for each module", async () => {
    const whole = aCourse({ pools: [12, 12, 12], draw: 6 });
    const { visitor, world } = await visit({ curriculum: curriculumOf(whole) });
    const { path: open } = await visitor.post(`${path}/attempts`);
    world.learning.publish(curriculumOf(course));

    expect((await visitor.get(open)).html).toContain("It counts for nothing");
    expect((await visitor.get(path)).html).toContain("One module at a time");
  });

  it("leads to the signature where what was left is taken out of it", async () => {
    const session = await visit();
    const { visitor, world } = session;
    await take(session, `${path}/m0/attempts`);
    await take(session, `${path}/m1/attempts`);
    world.learning.publish(curriculumOf({ ...course, modules: course.modules.slice(0, 2) }));

    expect((await visitor.get(path)).html).toContain(`action="${path}/attempts"`);
    expect((await visitor.post(`${path}/attempts`)).path).toBe(`${path}/attest`);
    expect((await sign(visitor)).path).toBe(`${path}/done`);
  });

  it("leads a reload of a form's address to its page", async () => {
    const { visitor } = await visit();

    expect((await visitor.get(`${path}/m0/attempts`)).path).toBe(`${path}/m0`);
    expect((await visitor.get(`${path}/no-such-module/attempts`)).status).toBe(404);
    expect((await visitor.post(`${path}/no-such-module/attempts`)).status).toBe(404);
  });
});

describe("a renewal", () => {
  it("is one quiz, names what it missed with where to read, and asks that again until it is right", async () => {
    const session = await visit();
    const { visitor, world } = session;
    await complete(session);
    world.pass(366 * DAY_MS);
    const ended = await visitor.get(path);
    expect(ended.html).toContain("Renew: 20 questions");

    const result = await take(session, `${path}/attempts`, 1);
    expect(result.html).toContain("One thing that it missed is asked once more.");
    expect(result.html).toMatch(
      /Do \d<span class="small muted"> · read about it: <\/span><a href="\/courses\/desk-work\/m\d">/,
    );
    expect((await visitor.get("/")).html).toContain("Answer one more question");
    const wrong = await take(session, `${path}/attempts`, 1);
    expect(wrong.html).toContain("<h1>Nearly there</h1>");
    expect(wrong.html).toContain("0 of 1 right.");
    const right = await take(session, `${path}/attempts`);

    expect(right.html).toContain("<h1>All of it is right now</h1>");
    expect(right.html).toContain(`href="${path}/attest"`);
  });
});

describe("a renewal in time", () => {
  it("that fails says when the next try opens, and shows no button before", async () => {
    const session = await visit();
    const { visitor, world } = session;
    await complete(session);
    world.pass(300 * DAY_MS);
    const first = await take(session, `${path}/attempts`, 20);
    expect(first.html).toContain(`action="${path}/attempts"`);
    const second = await take(session, `${path}/attempts`, 20);

    for (const { html } of [second, await visitor.get(path)]) {
      expect(html).toContain("The next try opens on ");
      expect(html).not.toContain(`action="${path}/attempts"`);
    }
    world.pass(15 * 60_000);
    expect((await visitor.get(path)).html).toContain(`action="${path}/attempts"`);
  });
});

describe("a new minor version", () => {
  it("names what changed, and asks a short quiz on it", async () => {
    const session = await visit();
    const { visitor, world } = session;
    await complete(session);
    const changes = [{ version: "2.2.0", modules: ["m1"], summary: "" }];
    world.learning.publish(curriculumOf({ ...course, version: "2.2.0", digest: "d2", changes }));

    const page = await visitor.get(path);
    expect(page.html).toContain("brings you up to date: Module m1.");
    expect(page.html).toContain("Take the quiz: 8 questions");
    const quiz = await visitor.post(`${path}/attempts`);
    expect(quiz.html).toContain("<h1>What is new: Desk work</h1>");
  });
});

describe("a course that follows others", () => {
  const opening = aCourse({ pools: [12], draw: 6 });
  const required = (id: string) => ({ id, version: "2.1.0", validForDays: 365 });
  const layer: RequiredLayer = {
    courses: [required("opening")],
    following: [required(course.id)],
    leniency: { renewFromDays: 90, renewalDays: 14, deepeningDays: 60 },
  };

  it("is asked for later, and once the others are done by its day, when it is what comes next", async () => {
    const first = { ...opening, id: "opening", title: "The opening" };
    const session = await visit({ curriculum: curriculumOf(course, first), layers: [layer] });
    const { visitor } = session;

    const before = await visitor.get("/");
    expect(before.html).toContain("It follows when the courses before it are done.");
    expect(before.html).toMatch(/Your next step<\/h2>.*?The opening/s);
    await take(session, "/courses/opening/attempts");
    const { html } = await visitor.get("/courses/opening/attest");
    const statement = /name="statement" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const done = await visitor.post("/courses/opening/attest", { statement, typed_name: "Mira Novak" });
    expect(done.html).toContain("What follows, in your own time");
    expect(done.html).not.toContain("Another course is still asked of you");

    const after = await visitor.get("/");
    const by = new Date(NOON.getTime() + 60 * DAY_MS).toISOString();
    expect(after.html).toMatch(/Your next step<\/h2>.*?Desk work/s);
    expect(after.html).toContain(`There is time until <time datetime="${by}">`);
  });
});

describe("a course of which an older major version is asked for", () => {
  it("is nobody's next step while a completion of that version holds, whatever is in force by now", async () => {
    const pinned = { id: course.id, version: "2.0.0", validForDays: 365 };
    const leniency = { renewFromDays: 90, renewalDays: 14 };
    const session = await visit({ layers: [{ courses: [pinned], following: [], leniency }] });
    const { visitor, world } = session;
    expect((await visitor.get("/")).html).toContain("Your organisation asks for it.");
    await complete(session);
    world.learning.publish(curriculumOf({ ...course, version: "3.0.0", digest: "d3" }));

    const met = await visitor.get("/");
    expect(met.html).not.toContain("Your next step");
    expect(met.html).toContain("Optional");
    world.pass(366 * DAY_MS);
    expect((await visitor.get("/")).html).toMatch(/Your next step<\/h2>.*?Desk work/s);
  });
});

describe("what one has done", () => {
  it("stands in the history, the newest first, with the way to each result", async () => {
    const session = await visit();
    const { visitor } = session;
    expect((await visitor.get("/history")).html).toContain("There is nothing here yet.");
    await complete(session);

    const { html } = await visitor.get("/history");
    const rows = html.split("<tr>").slice(2);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain("Course completed");
    expect(rows[0]).toContain("Signed");
    expect(rows.filter((row) => row.includes("Module quiz: Module m"))).toHaveLength(3);
    expect(rows.every((row) => /href="\/attempts\/[0-9a-f-]{36}"/.test(row))).toBe(true);
    expect((await visitor.get("/")).html).toContain('href="/history"');
  });

  it("has no dead links where the course is no longer there", async () => {
    const session = await visit();
    await complete(session);
    session.world.learning.publish(curriculumOf());

    const { html } = await session.visitor.get("/history");
    expect(html.split("<tr>").slice(2)).toHaveLength(4);
    expect(html).not.toMatch(/href="\/(attempts|courses)\//);
  });

  it("can be printed as a certificate that says what it is of and how to check it", async () => {
    const session = await visit();
    expect((await session.visitor.get(`${path}/certificate`)).status).toBe(404);
    await complete(session);

    const { html } = await session.visitor.get(`${path}/certificate`);

    for (const said of ["Mira Novak", "Desk work", "2.1.0", course.digest, `${session.world.baseUrl}/log/checkpoint`])
      expect(html).toContain(said);
    expect(html).toMatch(/<code>[0-9a-f]{8}-[0-9a-f-]{27}<\/code>/);
  });

  it("stays certified when a newer version asks for the course again, and says so", async () => {
    const session = await visit();
    await complete(session);
    session.world.learning.publish(curriculumOf({ ...course, version: "3.0.0", digest: "d3" }));

    const { html } = await session.visitor.get(`${path}/certificate`);

    expect(html).toContain("2.1.0");
    expect(html).toContain("version 3.0.0 has taken its place since");
  });

  it("is for nobody else", async () => {
    const session = await visit();
    await complete(session);
    const other = createVisitor(session.world);
    await other.signIn("jo");

    expect((await other.get(`${path}/certificate`)).status).toBe(404);
    expect((await other.get("/history")).html).toContain("There is nothing here yet.");
  });
});
