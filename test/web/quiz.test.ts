import { beforeAll, describe, expect, it } from "vitest";
import type { Course, Curriculum } from "../../src/training/curriculum.ts";
import { listCourses } from "../../src/training/curriculum.ts";
import { answerField } from "../../src/web/answers-form.ts";
import { aWeb, openingCurriculum } from "./a-web.ts";
import { createVisitor } from "./visitor.ts";
import { asFields, startQuiz } from "./walk.ts";

let curriculum: Curriculum;
let course: Course;
beforeAll(async () => {
  curriculum = await openingCurriculum();
  const [first] = listCourses(curriculum);
  if (!first) throw new Error("There is no course to walk");
  course = first;
});

describe("the quiz", () => {
  async function begun() {
    const world = aWeb({ curriculum });
    const visitor = createVisitor(world);
    await visitor.signIn("mira");
    const { page, id } = await startQuiz(visitor, course);
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
    expect(graded.html).toContain("Your score is 96%");
  });

  it("takes a paper handed in without any answer for a slip, and lists nothing", async () => {
    const { visitor, id } = await begun();

    const asked = await visitor.post(`/attempts/${id}`);
    const graded = await visitor.post(`/attempts/${id}`, { asked: "yes" });

    expect(asked.html).toContain("Nothing is answered yet");
    expect(asked.html).not.toContain("This question has no answer yet");
    expect(asked.html.match(/href="#question-/g)).toHaveLength(1);
    expect(graded.html).toContain("Your score is 0%");
  });

  it("says after a try that failed what to read, what was missed, and how to go on, and never leads to itself", async () => {
    const { visitor, id, right, ids } = await begun();
    const few = Object.fromEntries(Object.entries(right).slice(0, 10));

    await visitor.post(`/attempts/${id}`, asFields(few));
    const { html } = await visitor.post(`/attempts/${id}`, { asked: "yes", ...asFields(few) });

    expect(html).toContain("Your score is 40%. 80% is needed.");
    expect(html).toContain(`${ids.length - 10} questions to look at again`);
    expect(html.indexOf("Worth reading")).toBeLessThan(html.indexOf("to look at again"));
    expect(html).toContain(`action="/courses/${course.id}/attempts"`);
    expect(html).not.toContain(`href="/attempts/${id}"`);
    const missedIn = [...html.matchAll(/>(\d+) questions? missed</g)].map(([, count]) => Number(count));
    expect(missedIn.reduce((sum, count) => sum + count, 0)).toBe(15);
    expect(missedIn).toEqual(missedIn.toSorted((a, b) => b - a));
  });

  it("is graded once: what a second tab hands in later changes nothing", async () => {
    const { visitor, id, right, page } = await begun();
    await visitor.post(`/attempts/${id}`, asFields(right));

    const again = await visitor.post(`/attempts/${id}`, { asked: "yes", shown: shownBy(page.html) });
    const saved = await visitor.post(`/attempts/${id}/save`, {});

    expect(again.html).toContain("Your score is 100%");
    expect(saved.html).toContain("Your score is 100%");
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
