import { beforeAll, describe, expect, it } from "vitest";
import type { Course, Curriculum } from "../../src/training/curriculum.ts";
import { listCourses } from "../../src/training/curriculum.ts";
import { answerField } from "../../src/web/answers-form.ts";
import { aWeb, shippedCurriculum } from "./a-web.ts";
import { createVisitor, type Page, type Visitor } from "./visitor.ts";

const QUARTER_HOUR = 15 * 60_000;
let curriculum: Curriculum;
let course: Course;
beforeAll(async () => {
  curriculum = await shippedCurriculum();
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

async function startQuiz(visitor: Visitor): Promise<{ readonly page: Page; readonly id: string }> {
  await visitor.get(`/courses/${course.id}`);
  const page = await visitor.post(`/courses/${course.id}/attempts`);
  return { page, id: page.path.split("/")[2] ?? "" };
}

function asFields(answers: Readonly<Record<string, readonly number[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(answers).map(([id, places]) => [answerField(id), places.map(String)]));
}

describe("a learner", () => {
  it("walks the whole course without one response that holds an answer key before grading", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira", `/courses/${course.id}`);
    for (const module of course.modules) await visitor.get(`/courses/${course.id}/${module.id}`);
    const { id } = await startQuiz(visitor);
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

    const { page, id } = await startQuiz(visitor);

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
    const world = aWeb({ curriculum, pullRequests: [waiting] });
    const visitor = createVisitor(world);
    const home = await visitor.signIn("mira");
    const { id } = await startQuiz(visitor);

    const result = await visitor.post(`/attempts/${id}`, asFields(world.learning.rightAnswers(id)));
    const statement = await visitor.get(`/courses/${course.id}/attest`);
    const sha256 = /name="statement" value="([0-9a-f]{64})"/.exec(statement.html)?.[1] ?? "";
    const done = await visitor.post(`/courses/${course.id}/attest`, { typed_name: "Mira Novak", statement: sha256 });

    expect(home.html).toContain("acme/payments#12");
    expect(result.html).toContain("Your score is 100 %");
    expect(result.html).toContain(`href="/courses/${course.id}/attest"`);
    expect(readable(statement.html)).toContain(course.attestation.statement.trim());
    expect(done.path).toBe(`/courses/${course.id}/done`);
    expect(done.html).toContain('href="https://github.com/acme/payments/pull/12"');
    expect(done.html).toContain('<time datetime="2027-12-01T12:00:00.000Z">1 December 2027</time>');
    expect((await visitor.get("/")).html).toContain("You are up to date");
  });

  it("who fails reads why, and is told when the next try opens", async () => {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    const { id } = await startQuiz(visitor);

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

describe("the quiz", () => {
  async function begun() {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    const { page, id } = await startQuiz(visitor);
    const right = world.learning.rightAnswers(id);
    const ids = world.learning.paperOf(id).paper.questions.map(({ questionId }) => questionId);
    return { world, visitor, page, id, right, ids };
  }
  const checkedIn = (html: string) =>
    [...html.matchAll(/<input type="(?:radio|checkbox)" name="answer:([^"]+)" value="(\d+)" checked=""/g)].map(
      ([, question, place]) => `${question}=${place}`,
    );
  const shownBy = (html: string) => (/name="shown" value="([^"]*)"/.exec(html)?.[1] ?? "").replaceAll("&quot;", '"');

  it("asks every question once, as a group with a legend", async () => {
    const { page } = await begun();

    expect(page.html.match(/<fieldset/g)).toHaveLength(25);
    expect(page.html.match(/<legend>/g)).toHaveLength(25);
    expect(page.html).toContain("Question 25 of 25");
  });

  it("keeps what is chosen over a reload", async () => {
    const { visitor, id, ids } = await begun();

    const saved = await visitor.post(`/attempts/${id}/save`, { [answerField(ids[3] ?? "")]: "2" });
    const reloaded = await visitor.get(`/attempts/${id}`);

    expect(checkedIn(reloaded.html)).toEqual([`${ids[3]}=2`]);
    expect(saved.html).toContain("1 of 25 answered and saved");
  });

  it("takes answers from two tabs, so that the older one takes nothing back", async () => {
    const { visitor, page, id, ids } = await begun();
    const [a = "", b = ""] = ids;

    await visitor.post(`/attempts/${id}/save`, { shown: shownBy(page.html), [answerField(a)]: "1" });
    const second = await visitor.post(`/attempts/${id}/save`, { shown: shownBy(page.html), [answerField(b)]: "0" });

    expect(checkedIn(second.html).toSorted()).toEqual([`${a}=1`, `${b}=0`].toSorted());
  });

  it("forgets an answer that is taken back on the page that showed it", async () => {
    const { visitor, id, ids } = await begun();
    const [a = ""] = ids;
    const saved = await visitor.post(`/attempts/${id}/save`, { [answerField(a)]: ["0", "1"] });

    const cleared = await visitor.post(`/attempts/${id}/save`, { shown: shownBy(saved.html) });

    expect(checkedIn(saved.html).length).toBeGreaterThan(0);
    expect(checkedIn(cleared.html)).toEqual([]);
  });

  it("asks once for what has no answer, and keeps the rest", async () => {
    const { visitor, id, right, ids } = await begun();
    const { [ids[4] ?? ""]: _left, ...others } = right;

    const asked = await visitor.post(`/attempts/${id}`, asFields(others));
    const graded = await visitor.post(`/attempts/${id}`, {
      asked: "yes",
      shown: shownBy(asked.html),
      ...asFields(others),
    });

    expect(asked.path).toBe(`/attempts/${id}?asking#problems`);
    expect(asked.html).toContain("One question has no answer yet");
    expect(asked.html).toContain(`href="#question-${ids[4]}"`);
    expect(asked.html).toContain(`aria-describedby="question-${ids[4]}-error question-${ids[4]}-text"`);
    expect(checkedIn(asked.html).length).toBe(Object.values(others).flat().length);
    expect(graded.html).toContain("Your score is 96 %");
  });

  it("is graded once: what a second tab hands in later changes nothing", async () => {
    const { visitor, id, right, page } = await begun();
    await visitor.post(`/attempts/${id}`, asFields(right));

    const again = await visitor.post(`/attempts/${id}`, { asked: "yes", shown: shownBy(page.html) });
    const saved = await visitor.post(`/attempts/${id}/save`, {});

    expect(again.html).toContain("Your score is 100 %");
    expect(saved.html).toContain("Your score is 100 %");
  });

  it("is nobody else's: not to read, to save, or to hand in", async () => {
    const { world, visitor, id } = await begun();
    const other = createVisitor(world);
    await other.signIn("jo");
    await other.get("/");

    const pages = [
      await other.get(`/attempts/${id}`),
      await other.post(`/attempts/${id}/save`, {}),
      await other.post(`/attempts/${id}`, { asked: "yes" }),
    ];

    expect(pages.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await visitor.get(`/attempts/${id}`)).html).toContain("0 of 25 answered");
  });

  it("says that it is closed once the course asks other questions, and offers a new one", async () => {
    const { world, visitor, id, page } = await begun();
    const open = world.learning.attempt;
    world.learning.attempt = async (viewer, attemptId) => {
      const attempt = await open(viewer, attemptId);
      return attempt && { ...attempt, kind: "closed", state: { state: "not-started" } };
    };

    const closed = await visitor.get(`/attempts/${id}`);
    const handedIn = await visitor.post(`/attempts/${id}`, { asked: "yes", shown: shownBy(page.html) });

    expect([closed.status, handedIn.status]).toEqual([200, 200]);
    expect(handedIn.html).toContain("This quiz is closed");
    expect(handedIn.html).toContain(`action="/courses/${course.id}/attempts"`);
  });

  it("leads from the addresses of its forms to its page", async () => {
    const { visitor, id } = await begun();

    expect((await visitor.get(`/attempts/${id}/save`)).path).toBe(`/attempts/${id}`);
    expect((await visitor.get(`/courses/${course.id}/attempts`)).path).toBe(`/courses/${course.id}`);
  });
});

describe("signing", () => {
  async function passed() {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    const { id } = await startQuiz(visitor);
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
