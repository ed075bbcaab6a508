import { beforeAll, describe, expect, it } from "vitest";
import type { Course, Curriculum } from "../../src/training/curriculum.ts";
import { listCourses } from "../../src/training/curriculum.ts";
import { answerField } from "../../src/web/answers-form.ts";
import { aWeb, openingCurriculum } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";
import { asFields, startQuiz } from "./walk.ts";

const QUARTER_HOUR = 15 * 60_000;
let curriculum: Curriculum;
let course: Course;
beforeAll(async () => {
  curriculum = await openingCurriculum();
  const [first] = listCourses(curriculum);
  if (!first) throw new Error("There is no course to walk");
  course = first;
});

/** Text as a reader sees it, so that markup cannot hide a sentence from the search. */
function readable(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/** The first words of every reason: enough to know it by. What a module teaches in the same words gives nothing away. */
function reasonsOf({ modules }: Course): readonly string[] {
  const taught = modules.map(({ markdown }) => markdown).join("\n");
  return modules
    .flatMap(({ questions }) => questions.flatMap(({ options }) => options.map(({ why }) => why)))
    .map((why) => why.split(/[`*_[\]()\n]/)[0]?.slice(0, 40) ?? "")
    .filter((start) => start.length > 15 && !taught.includes(start));
}

describe("a learner", () => {
  it("walks the whole course without one response that holds an answer key before grading", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira", `/courses/${course.id}`);
    for (const module of course.modules) await visitor.get(`/courses/${course.id}/${module.id}`);
    const { id } = await startQuiz(visitor, course);
    const right = world.learning.rightAnswers(id);
    const [[firstId = "", firstPlaces = []] = []] = Object.entries(right);
    await visitor.post(`/attempts/${id}/save`, { [answerField(firstId)]: firstPlaces.map(String) });
    await visitor.get(`/attempts/${id}`);
    await visitor.post(`/attempts/${id}`, asFields({ [firstId]: firstPlaces }));
    await visitor.get("/");

    const before = [...visitor.seen];
    const graded = await visitor.post(`/attempts/${id}`, asFields(right));

    const reasons = reasonsOf(course);
    expect(reasons.length).toBeGreaterThan(300);
    for (const page of before) {
      const text = readable(page.html);
      expect(
        reasons.filter((reason) => text.includes(reason)),
        page.path,
      ).toEqual([]);
      expect(page.html, page.path).not.toMatch(/\b(?:correct|why|must_?pass)"?\s*[:=]/i);
    }
    expect(before.map(({ path }) => path)).toContain(`/attempts/${id}?asking#problems`);
    const shown = readable(graded.html);
    expect(reasons.some((reason) => shown.includes(reason))).toBe(true);
  });

  it("finds the same fields for right and wrong options", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");

    const { page, id } = await startQuiz(visitor, course);

    const inputs = [...page.html.matchAll(/<input type="(?:radio|checkbox)"([^>]*)>/g)].map(([, rest = ""]) =>
      rest
        .replace(/name="[^"]*"/, "")
        .replace(/value="\d+"/, "")
        .trim(),
    );
    const options = world.learning.paperOf(id).paper.questions.flatMap(({ optionOrder }) => optionOrder);
    expect(inputs).toHaveLength(options.length);
    expect(new Set(inputs).size).toBe(1);
  });

  it("passes, signs, and is led back to the pull request that waited", async () => {
    const waiting = {
      owner: "acme",
      name: "payments",
      number: 12,
      url: "https://github.com/acme/payments/pull/12",
      conclusion: "action_required",
      decisionId: null,
    };
    const pullRequests = [waiting];
    const world = aWeb({ curriculum, pullRequests });
    const visitor = createVisitor(world);
    const home = await visitor.signIn("mira");
    const { id } = await startQuiz(visitor, course);

    const result = await visitor.post(`/attempts/${id}`, asFields(world.learning.rightAnswers(id)));
    const statement = await visitor.get(`/courses/${course.id}/attest`);
    const sha256 = /name="statement" value="([0-9a-f]{64})"/.exec(statement.html)?.[1] ?? "";
    const done = await visitor.post(`/courses/${course.id}/attest`, { typed_name: "Mira Novak", statement: sha256 });
    pullRequests[0] = { ...waiting, conclusion: "success" };
    const again = await visitor.get(done.path);

    expect(home.html).toContain("acme/payments#12");
    expect(result.html).toContain("Your score is 100%");
    expect(result.html).toContain(`href="/courses/${course.id}/attest"`);
    expect(readable(statement.html)).toContain(course.attestation.statement.trim());
    expect(done.path).toBe(`/courses/${course.id}/done`);
    expect(done.html).toContain('href="https://github.com/acme/payments/pull/12"');
    expect(done.html).toContain('<time datetime="2027-12-01T12:00:00.000Z">1 December 2027</time>');
    expect(done.html).toContain("They are being checked again now");
    expect(done.html).toContain(`href="${done.path}">Look again</a>`);
    expect(again.html).toContain("It is open: nothing is left to do.");
    expect(again.html).not.toContain("Look again");
    expect((await visitor.get("/")).html).toContain("You are up to date");
  });

  it("who fails twice reads why, and is told when the next try opens", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    const first = await startQuiz(visitor, course);
    await visitor.post(`/attempts/${first.id}`, { asked: "yes" });
    const { id } = await startQuiz(visitor, course);

    const failed = await visitor.post(`/attempts/${id}`, { asked: "yes" });
    const early = await visitor.post(`/courses/${course.id}/attempts`);
    world.pass(QUARTER_HOUR);
    const later = await visitor.post(`/courses/${course.id}/attempts`);

    expect(failed.html).toContain("Not passed yet");
    expect(failed.html).toContain("25 questions to look at again");
    expect(failed.html).toContain('<time datetime="2026-12-01T12:15:00.000Z">1 December 2026, 12:15 UTC</time>');
    expect(early.path).toBe(`/courses/${course.id}`);
    expect(early.html).toContain("1 December 2026, 12:15 UTC");
    expect(later.path).toMatch(/^\/attempts\/(?!$)/);
    expect(later.path).not.toBe(`/attempts/${id}`);
  });
});

describe("signing", () => {
  async function passed() {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    const { id } = await startQuiz(visitor, course);
    await visitor.post(`/attempts/${id}`, asFields(world.learning.rightAnswers(id)));
    const page = await visitor.get(`/courses/${course.id}/attest`);
    const statement = /name="statement" value="([0-9a-f]{64})"/.exec(page.html)?.[1] ?? "";
    return { visitor, statement };
  }

  it("asks again for a name that is none, beside the field, and keeps what was typed", async () => {
    const { visitor, statement } = await passed();

    const page = await visitor.post(`/courses/${course.id}/attest`, { typed_name: 'x "', statement });

    expect(page.status).toBe(422);
    expect(page.html).toContain('aria-invalid="true"');
    expect(page.html).toContain('aria-describedby="typed-name-error typed-name-hint"');
    expect(page.html).toContain('value="x &quot;"');
    expect(page.html).toContain("Please type your full name.");
  });

  it("shows the statement anew if it is not the one that was read", async () => {
    const { visitor } = await passed();

    const page = await visitor.post(`/courses/${course.id}/attest`, {
      typed_name: "Mira Novak",
      statement: "0".repeat(64),
    });

    expect(page.status).toBe(422);
    expect(page.html).toContain("The statement was changed");
  });

  it("is not there before the quiz is passed, and not again after it", async () => {
    const { visitor, statement } = await passed();
    const early = createVisitor(aWeb({ curriculum }));
    await early.signIn("jo");

    const tooEarly = await early.get(`/courses/${course.id}/attest`);
    const doneEarly = await early.get(`/courses/${course.id}/done`);
    await visitor.post(`/courses/${course.id}/attest`, { typed_name: "Mira Novak", statement });
    const twice = await visitor.post(`/courses/${course.id}/attest`, { typed_name: "Mira Novak", statement });
    const late = await visitor.get(`/courses/${course.id}/attest`);

    expect([tooEarly.path, doneEarly.path]).toEqual([`/courses/${course.id}`, `/courses/${course.id}`]);
    expect([twice.path, late.path]).toEqual([`/courses/${course.id}/done`, `/courses/${course.id}/done`]);
  });
});
