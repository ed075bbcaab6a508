import { beforeEach, describe, expect, it } from "vitest";
import type { Answers, AttemptPage, Viewer } from "../../src/pipeline/learning/port.ts";
import { type Course, type Curriculum, listCourses, questionPool } from "../../src/training/curriculum.ts";
import { useLearning } from "../support/learning-db.ts";
import { at } from "../support/stores.ts";
import { aCourse } from "../training/a-course.ts";

const DAY_MINUTES = 24 * 60;
const [FIRST, NEXT] = ["d".repeat(64), "e".repeat(64)] as const;
const curriculumOf = (course: Course): Curriculum => ({ layers: [{ id: course.layer, courses: [course] }] });

/** Says yes the first time, and no from then on. */
function once(): () => boolean {
  let isFirst = true;
  return () => {
    const answer = isFirst;
    isFirst = false;
    return answer;
  };
}

describe("learning", () => {
  const t = useLearning();
  beforeEach(() => {
    t.world.now = at(0);
  });

  const courseNow = () => listCourses(t.world.curriculum)[0]!;
  const publish = (course: Course) => {
    t.world.curriculum = curriculumOf(course);
    t.world.required = new Set([course.id]);
  };
  const cardOf = async (viewer: Viewer) => (await t.learning.courseCard(viewer, courseNow().id))!;
  const stateOf = async (viewer: Viewer) => (await cardOf(viewer)).state;
  const modulesOf = async (viewer: Viewer) => (await cardOf(viewer)).modules.map(({ state }) => state.state);
  async function start(viewer: Viewer, module?: string): Promise<string> {
    const started = await t.learning.startAttempt(viewer, courseNow().id, module);
    if (started?.kind !== "started" && started?.kind !== "open") throw new Error(`Not started, but ${started?.kind}`);
    return started.attemptId;
  }
  async function pass(viewer: Viewer, module?: string): Promise<string> {
    const id = await start(viewer, module);
    await t.learning.submit(viewer, id, await t.rightAnswers(id));
    return id;
  }
  /** All right but for the questions on these objectives. */
  async function passWithout(viewer: Viewer, id: string, wrong: (questionId: string) => boolean): Promise<Answers> {
    const answers = Object.entries(await t.rightAnswers(id)).filter(([question]) => !wrong(question));
    await t.learning.submit(viewer, id, Object.fromEntries(answers));
    return Object.fromEntries(answers);
  }
  async function sign(viewer: Viewer): Promise<string> {
    const statementSha256 = t.learning.statement(courseNow().id)?.sha256 ?? "";
    const signed = await t.learning.attest(viewer, courseNow().id, { typedName: "Mira Example", statementSha256 });
    return signed.kind;
  }
  const completionsOf = ({ account }: Viewer) => t.test.stores.training.completionsOf([account.person]);
  const entriesOf = async ({ account }: Viewer) =>
    (await t.entriesOf(account.person)) as readonly { type: string; module?: string; kind?: string }[];
  const graded = async (viewer: Viewer, id: string) =>
    (await t.learning.attempt(viewer, id)) as Extract<AttemptPage, { kind: "graded" }>;

  describe("a course with a quiz for each module", () => {
    const course = aCourse({ digest: FIRST, per: "module", pools: [12, 12, 12], draw: 6 });
    beforeEach(() => publish(course));

    it("is passed one module at a time, in any order, and completed by the last", async () => {
      const viewer = await t.aLearner();
      expect(await stateOf(viewer)).toEqual({ state: "not-started" });

      await pass(viewer, "m1");
      expect(await stateOf(viewer)).toEqual({ state: "under-way", passed: 1, of: 3, next: "m0" });
      expect(await modulesOf(viewer)).toEqual(["not-started", "passed", "not-started"]);
      // Five of six: 83 %.
      await passWithout(viewer, await start(viewer, "m0"), once());
      expect(await completionsOf(viewer)).toEqual([]);
      const last = await pass(viewer);

      expect(await completionsOf(viewer)).toMatchObject([
        { kind: "course", score: 94, attemptId: last, courseVersion: course.version, contentSha256: course.digest },
      ]);
      expect(await sign(viewer)).toBe("signed");
      expect(await stateOf(viewer)).toMatchObject({ state: "done", attemptId: last, again: null });
      expect((await entriesOf(viewer)).map(({ type, module }) => module ?? type)).toEqual([
        "m1",
        "m0",
        "m2",
        "completion.recorded",
        "attestation.signed",
      ]);
      expect(await t.learning.startAttempt(viewer, course.id)).toEqual({ kind: "nothing" });
    });

    it("asks each module from its own questions, with attempts and waiting times of its own", async () => {
      const viewer = await t.aLearner();
      for (let tries = 0; tries < 2; tries += 1) await t.learning.submit(viewer, await start(viewer, "m0"), {});

      expect(await t.learning.startAttempt(viewer, course.id, "m0")).toMatchObject({ kind: "wait" });
      expect(await modulesOf(viewer)).toEqual(["cooling-down", "not-started", "not-started"]);
      const other = await start(viewer, "m1");
      expect((await t.paperOf(other)).every(({ questionId }) => questionId.startsWith("m1-"))).toBe(true);
      expect(await t.paperOf(other)).toHaveLength(6);
      // What is due next is another module, and not the one that waits.
      expect(await stateOf(viewer)).toMatchObject({ next: "m1" });
      t.later(15);
      expect(await modulesOf(viewer)).toEqual(["may-retry", "attempt-open", "not-started"]);
    });

    it("keeps two modules open at once, and does not ask for one that is passed", async () => {
      const viewer = await t.aLearner();
      const [a, b] = [await start(viewer, "m0"), await start(viewer, "m1")];

      expect(a).not.toBe(b);
      expect(await start(viewer, "m0")).toBe(a);
      await pass(viewer, "m0");
      expect(await t.learning.startAttempt(viewer, course.id, "m0")).toEqual({ kind: "nothing" });
      expect(await t.learning.startAttempt(viewer, course.id, "no-such-module")).toBeNull();
      expect((await t.learning.attempt(viewer, b))?.kind).toBe("open");
    });

    it("is completed once, also by two last modules at the same moment", async () => {
      const viewer = await t.aLearner();
      await pass(viewer, "m0");
      const ids = [await start(viewer, "m1"), await start(viewer, "m2")];

      await Promise.all(ids.map(async (id) => t.learning.submit(viewer, id, await t.rightAnswers(id))));

      expect(await completionsOf(viewer)).toHaveLength(1);
      expect(await stateOf(viewer)).toMatchObject({ state: "to-attest" });
    });

    it("opens a passed module again when a minor version changed it, and keeps the others", async () => {
      const viewer = await t.aLearner();
      await pass(viewer, "m0");
      await pass(viewer, "m1");
      const open = await start(viewer, "m2");
      const changes = [{ version: "2.2.0", modules: ["m1", "m2"], summary: "" }];
      publish({ ...course, version: "2.2.0", digest: NEXT, changes });

      expect(await modulesOf(viewer)).toEqual(["passed", "reopened", "not-started"]);
      expect((await t.learning.attempt(viewer, open))?.kind).toBe("closed");
      await pass(viewer, "m2");
      await pass(viewer, "m1");
      expect(await completionsOf(viewer)).toMatchObject([{ courseVersion: "2.2.0", contentSha256: NEXT }]);
    });

    it("counts nothing of an older major version", async () => {
      const viewer = await t.aLearner();
      await pass(viewer, "m0");
      publish({ ...course, version: "3.0.0" });

      expect(await stateOf(viewer)).toEqual({ state: "not-started" });
    });

    it("is completed when the one module that was left is taken out of it", async () => {
      const viewer = await t.aLearner();
      await pass(viewer, "m0");
      await pass(viewer, "m1");
      publish({ ...course, modules: course.modules.slice(0, 2) });

      expect(await t.learning.startAttempt(viewer, course.id)).toEqual({ kind: "attest" });
      expect(await sign(viewer)).toBe("signed");
    });
  });

  describe.each([
    ["one quiz", aCourse({ digest: FIRST, pools: [12, 12, 12, 12], draw: 10 })],
    ["a quiz for each module", aCourse({ digest: FIRST, per: "module", pools: [12, 12, 12, 12], draw: 6 })],
  ])("the renewal of a course with %s", (_, course) => {
    beforeEach(() => publish(course));

    async function complete(viewer: Viewer): Promise<void> {
      const times = course.quiz.per === "module" ? course.modules.length : 1;
      for (let time = 0; time < times; time += 1) await pass(viewer);
      await sign(viewer);
    }

    it("is one quiz of twenty over the whole course, from ninety days before the end on", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(275 * DAY_MINUTES - 1);
      expect(await stateOf(viewer)).not.toMatchObject({ again: "renewal" });
      t.later(1);
      expect(await stateOf(viewer)).toMatchObject({ state: "done", again: "renewal" });
      expect((await cardOf(viewer)).questions).toBe(20);

      const id = await pass(viewer);

      expect(await t.paperOf(id)).toHaveLength(20);
      expect(new Set((await t.paperOf(id)).map(({ questionId }) => questionId.split("-")[0])).size).toBe(4);
      expect(await completionsOf(viewer)).toMatchObject([{ kind: "renewal", attemptId: id, score: 100 }, {}]);
      expect(await sign(viewer)).toBe("signed");
      // The new term runs from the old end.
      expect(await stateOf(viewer)).toMatchObject({
        state: "done",
        validUntil: new Date(at(0).getTime() + 730 * DAY_MINUTES * 60_000),
      });
    });

    it("asks what it missed again, at once and until all of it is right, and is completed then", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(370 * DAY_MINUTES);
      expect(await stateOf(viewer)).toMatchObject({ state: "expired" });
      const objectives = new Map(questionPool(course).map((one) => [one.id, `${one.module}/${one.objective}`]));
      const id = await start(viewer);
      const asked = (await t.paperOf(id)).map(({ questionId }) => questionId);
      const missed = [...new Set(asked.map((one) => objectives.get(one)!))].slice(0, 2);
      let left = 2;
      await passWithout(viewer, id, (question) => {
        const isFirst = left > 0 && missed[2 - left] === objectives.get(question);
        if (isFirst) left -= 1;
        return isFirst;
      });

      expect(await graded(viewer, id)).toMatchObject({ passed: true, score: 90, missed: [{}, {}] });
      expect(await stateOf(viewer)).toEqual({ state: "asked-again", attemptId: id, missed: 2 });
      expect(await completionsOf(viewer)).toHaveLength(1);

      const again = await start(viewer);
      const [one, two] = (await t.paperOf(again)).map(({ questionId }) => questionId);
      expect([one, two].map((question) => objectives.get(question!)).sort()).toEqual([...missed].sort());
      expect(asked).not.toContain(one);
      await passWithout(viewer, again, (question) => question === two);
      expect(await stateOf(viewer)).toMatchObject({ state: "asked-again", missed: 1 });

      const last = await start(viewer);
      const [third, ...none] = (await t.paperOf(last)).map(({ questionId }) => questionId);
      expect(none).toEqual([]);
      expect(objectives.get(third!)).toBe(objectives.get(two!));
      expect(third).not.toBe(two);
      t.later(1);
      await t.learning.submit(viewer, last, await t.rightAnswers(last));

      expect(await completionsOf(viewer)).toMatchObject([
        { kind: "renewal", attemptId: id, score: 90, completedAt: t.world.now },
        {},
      ]);
      const kinds = (await entriesOf(viewer)).flatMap(({ type, kind }) => (kind ? [`${type} ${kind}`] : []));
      expect(kinds).toEqual([
        "attempt.graded renewal",
        "attempt.graded again",
        "attempt.graded again",
        "completion.recorded renewal",
      ]);
    });

    it("waits after failed tries as any quiz, and asks nothing again before it is passed", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(370 * DAY_MINUTES);
      for (let tries = 0; tries < 2; tries += 1) await t.learning.submit(viewer, await start(viewer), {});

      expect(await stateOf(viewer)).toMatchObject({ state: "cooling-down" });
      t.later(15);
      expect(await stateOf(viewer)).toMatchObject({ state: "may-retry" });
    });

    it("is completed when what it missed is taken out of the course", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(370 * DAY_MINUTES);
      const id = await start(viewer);
      const first = (await t.paperOf(id))[0]!.questionId;
      await passWithout(viewer, id, (question) => question === first);
      const { module, objective } = questionPool(course).find((question) => question.id === first)!;
      const modules = course.modules.map((one) => ({
        ...one,
        questions: one.questions.filter((question) => question.module !== module || question.objective !== objective),
      }));
      publish({ ...course, modules });

      expect(await t.learning.startAttempt(viewer, course.id)).toEqual({ kind: "attest" });
      expect(await completionsOf(viewer)).toMatchObject([{ kind: "renewal", attemptId: id }, {}]);
    });

    it("counts where a minor version came meanwhile, and what that changed is asked after it", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(370 * DAY_MINUTES);
      const id = await start(viewer);
      const answers = await t.rightAnswers(id);
      const changes = [{ version: "2.2.0", modules: ["m3"], summary: "" }];
      publish({ ...course, version: "2.2.0", digest: NEXT, changes });
      await t.learning.submit(viewer, id, answers);

      expect(await completionsOf(viewer)).toMatchObject([{ kind: "renewal", courseVersion: course.version }, {}]);
      expect(await sign(viewer)).toBe("signed");
      expect(await stateOf(viewer)).toEqual({ state: "changed", modules: ["m3"] });
      expect(await t.paperOf(await start(viewer))).toHaveLength(8);
    });

    it("goes on with what it missed where a minor version came meanwhile", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(370 * DAY_MINUTES);
      await passWithout(viewer, await start(viewer), once());
      const changes = [{ version: "2.2.0", modules: ["m3"], summary: "" }];
      publish({ ...course, version: "2.2.0", digest: NEXT, changes });

      expect(await stateOf(viewer)).toMatchObject({ state: "asked-again", missed: 1 });
      t.later(1);
      await pass(viewer);
      expect(await completionsOf(viewer)).toMatchObject([{ kind: "renewal", courseVersion: course.version }, {}]);
    });

    it("that was never finished is asked anew after thirty days", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(370 * DAY_MINUTES);
      await passWithout(viewer, await start(viewer), once());
      t.later(30 * DAY_MINUTES);

      expect(await stateOf(viewer)).toMatchObject({ state: "expired" });
      expect(await t.paperOf(await start(viewer))).toHaveLength(20);
    });

    it("asks most where this person failed before", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer, course.quiz.per === "module" ? "m2" : undefined);
      // One more, so that the try fails for certain.
      const first = once();
      await passWithout(viewer, id, (question) => question.startsWith("m2-") || first());
      await complete(viewer);
      t.later(370 * DAY_MINUTES);
      const asked = (await t.paperOf(await start(viewer))).map(({ questionId }) => questionId.split("-")[0]);
      const countOf = (module: string) => asked.filter((one) => one === module).length;

      expect(countOf("m2")).toBeGreaterThan(Math.max(countOf("m0"), countOf("m1"), countOf("m3")));
    });

    it("is a quiz on what changed where a minor version came, and keeps the old end", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(100 * DAY_MINUTES);
      const changes = [{ version: "2.2.0", modules: ["m3"], summary: "" }];
      publish({ ...course, version: "2.2.0", digest: NEXT, changes });

      expect(await stateOf(viewer)).toEqual({ state: "changed", modules: ["m3"] });
      const id = await pass(viewer);
      const asked = (await t.paperOf(id)).map(({ questionId }) => questionId);
      expect(asked).toHaveLength(8);
      expect(asked.every((question) => question.startsWith("m3-"))).toBe(true);
      expect(await stateOf(viewer)).toMatchObject({ state: "to-attest" });
      await sign(viewer);

      expect(await completionsOf(viewer)).toMatchObject([{ kind: "delta", courseVersion: "2.2.0" }, {}]);
      expect(await stateOf(viewer)).toMatchObject({
        state: "done",
        validUntil: new Date(at(0).getTime() + 365 * DAY_MINUTES * 60_000),
      });
      // The renewal in time starts from there.
      t.later(200 * DAY_MINUTES);
      expect(await stateOf(viewer)).toMatchObject({ again: "renewal" });
    });

    it("brings up to date with a minor version too, where both are due", async () => {
      const viewer = await t.aLearner();
      await complete(viewer);
      t.later(300 * DAY_MINUTES);
      publish({
        ...course,
        version: "2.2.0",
        digest: NEXT,
        changes: [{ version: "2.2.0", modules: ["m3"], summary: "" }],
      });

      const id = await pass(viewer);
      await sign(viewer);

      expect(await t.paperOf(id)).toHaveLength(20);
      expect(await completionsOf(viewer)).toMatchObject([{ kind: "renewal", courseVersion: "2.2.0" }, {}]);
      expect(await stateOf(viewer)).toMatchObject({ state: "done" });
    });
  });

  it("tells everything that somebody did, and certifies what is signed", async () => {
    const course = aCourse({ digest: FIRST, per: "module", pools: [12, 12], draw: 6 });
    publish(course);
    const viewer = await t.aLearner();
    expect(await t.learning.history(viewer)).toEqual([]);
    await t.learning.submit(viewer, await start(viewer, "m0"), {});
    t.later(1);
    const open = await start(viewer, "m1");
    t.later(1);
    await pass(viewer, "m0");
    t.later(1);
    await t.learning.submit(viewer, open, await t.rightAnswers(open));
    expect(await t.learning.certificate(viewer, course.id)).toBeNull();
    await sign(viewer);

    const items = (await t.learning.history(viewer)).map(({ what, kind, module, passed }) => [
      what,
      kind,
      module,
      passed,
    ]);
    expect(items).toEqual([
      ["completion", "course", null, true],
      ["attempt", "module", "Module m1", true],
      ["attempt", "module", "Module m0", true],
      ["attempt", "module", "Module m0", false],
    ]);
    const [completion] = await completionsOf(viewer);
    expect(await t.learning.certificate(viewer, course.id)).toEqual({
      course: { id: course.id, title: course.title, version: course.version },
      contentSha256: course.digest,
      typedName: "Mira Example",
      completionId: completion?.id,
      method: "quiz",
      score: 100,
      completedAt: completion?.completedAt,
      signedAt: t.world.now,
      validUntil: new Date(completion!.completedAt.getTime() + 365 * DAY_MINUTES * 60_000),
      replacedBy: null,
    });
    expect(await t.learning.certificate(await t.aLearner(), course.id)).toBeNull();
  });
});
