import { createHash, createHmac, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decisionId } from "../../../src/domain/ids.ts";
import type { PullRequest } from "../../../src/domain/pull-request.ts";
import type { AttemptPage, Viewer } from "../../../src/pipeline/learning/port.ts";
import { attestationStatement } from "../../../src/training/attestation.ts";
import { drawPaper } from "../../../src/training/draw.ts";
import { COURSE, edited, questionsOf, useLearning } from "../../support/learning-db.ts";
import { anAccount, aSha, at, saveOpenPullRequest } from "../../support/stores.ts";

const YEAR_MINUTES = 365 * 24 * 60;

describe("learning", () => {
  const t = useLearning();
  const kept = () => ({ ...t.world });
  let before: ReturnType<typeof kept>;
  beforeEach(() => {
    before = kept();
    t.filed.length = 0;
  });
  afterEach(() => {
    Object.assign(t.world, before);
    t.switches.refuse = false;
  });

  async function start(viewer: Viewer): Promise<string> {
    const started = await t.learning.startAttempt(viewer, COURSE);
    if (started?.kind !== "started") throw new Error(`Not started, but ${started?.kind}`);
    return started.attemptId;
  }

  async function fail(viewer: Viewer): Promise<string> {
    const id = await start(viewer);
    await t.learning.submit(viewer, id, {});
    return id;
  }

  async function pass(viewer: Viewer): Promise<string> {
    const id = await start(viewer);
    await t.learning.submit(viewer, id, await t.rightAnswers(id));
    return id;
  }

  const sign = (viewer: Viewer, typedName = "Mira Example") => {
    const statementSha256 = t.learning.statement(COURSE)?.sha256 ?? "";
    return t.learning.attest(viewer, COURSE, { typedName, statementSha256 });
  };
  const stateOf = async (viewer: Viewer) => (await t.learning.courseCard(viewer, COURSE))?.state;
  const typesOf = async ({ account }: Viewer) => (await t.entriesOf(account.person)).map(({ type }) => type);

  it("leads from nothing to done, and logs each step", async () => {
    const viewer = await t.aLearner();
    const { person } = viewer.account;
    expect(await stateOf(viewer)).toEqual({ state: "not-started" });

    const attemptId = await start(viewer);
    expect(await stateOf(viewer)).toEqual({ state: "attempt-open", attemptId });
    expect(await t.learning.submit(viewer, attemptId, await t.rightAnswers(attemptId))).toBe(true);
    const [completion] = await t.test.stores.training.completionsOf([person]);
    expect(await stateOf(viewer)).toEqual({ state: "to-attest", completionId: completion?.id, attemptId });
    expect(await sign(viewer)).toEqual({ kind: "signed" });

    const validUntil = new Date(t.world.now.getTime() + YEAR_MINUTES * 60_000);
    expect(await stateOf(viewer)).toEqual({
      state: "done",
      completedAt: t.world.now,
      validUntil,
      attemptId,
      again: "course",
      againAt: new Date(t.world.now.getTime() + 240 * 60_000),
    });
    const { commitment } = await t.test.stores.people.identity(person);
    const common = {
      subject: person,
      identity_commitment: commitment,
      actor: { kind: "user", id: person },
      source: { kind: "ui" },
      course: { id: COURSE, version: "1.2.0", content_sha256: t.courseOf().digest },
    };
    expect(await t.entriesOf(person)).toMatchObject([
      { ...common, type: "attempt.graded", result: { score: 100, pass_mark: 75, attempt_no: 1, passed: true } },
      { ...common, type: "completion.recorded", completion_id: completion?.id, result: { method: "quiz", score: 100 } },
      { ...common, type: "attestation.signed", completion_id: completion?.id },
    ]);
  });

  describe("a try at the quiz", () => {
    it("keeps the seed, version and digest that its paper is drawn from, and the log commits to the seed", async () => {
      const viewer = await t.aLearner();
      const id = await fail(viewer);

      const attempt = await t.test.stores.training.findAttempt(id);
      const course = t.courseOf();

      expect(attempt).toMatchObject({ courseVersion: course.version, contentSha256: course.digest, number: 1 });
      expect(attempt?.paper).toEqual(drawPaper({ course, seed: attempt?.seed ?? "" }));
      const seedDigest = createHash("sha256")
        .update(attempt?.seed ?? "")
        .digest("hex");
      expect(await t.entriesOf(viewer.account.person)).toMatchObject([{ result: { draw_seed_sha256: seedDigest } }]);
    });

    it("is one, however many tabs start it", async () => {
      const viewer = await t.aLearner();

      const started = await Promise.all(Array.from({ length: 6 }, () => t.learning.startAttempt(viewer, COURSE)));

      const ids = new Set(started.map((answer) => answer && "attemptId" in answer && answer.attemptId));
      expect(ids.size).toBe(1);
      expect(started.filter((answer) => answer?.kind === "started")).toHaveLength(1);
      expect(await t.test.stores.training.attemptsOf(viewer.account.person, COURSE)).toHaveLength(1);
    });

    it("goes on with what was saved", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const [first] = await t.paperOf(id);
      const answers = { [first!.questionId]: [2] };

      expect(await t.learning.saveAnswers(viewer, id, answers)).toBe(true);

      expect(await t.learning.startAttempt(viewer, COURSE)).toEqual({ kind: "open", attemptId: id });
      expect(await t.learning.attempt(viewer, id)).toMatchObject({ kind: "open", number: 1, answers });
    });

    it("shows no part of the answer key before it is graded, and all of it after", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const reasons = questionsOf(t.courseOf()).flatMap(({ options }) => options.map(({ why }) => why));
      const shown = (page: AttemptPage | null) => JSON.stringify(page && { ...page, course: null });

      const open = shown(await t.learning.attempt(viewer, id));
      await t.learning.submit(viewer, id, {});
      const graded = shown(await t.learning.attempt(viewer, id));

      expect(open).toContain('"questions"');
      expect(open).not.toMatch(/correct|why|mustPass/);
      for (const reason of reasons) expect(open).not.toContain(reason);
      expect(reasons.filter((reason) => graded.includes(JSON.stringify(reason).slice(1, -1)))).not.toHaveLength(0);
    });

    it("asks other questions the next time, where the course has others", async () => {
      const viewer = await t.aLearner();
      const free = new Set(questionsOf(t.courseOf()).flatMap(({ id, mustPass }) => (mustPass ? [] : [id])));
      const askedIn = async (id: string) =>
        (await t.paperOf(id)).map(({ questionId }) => questionId).filter((question) => free.has(question));

      const first = await askedIn(await fail(viewer));
      t.later(15);
      const second = await askedIn(await start(viewer));

      expect(first).toHaveLength(2);
      expect(second).toHaveLength(2);
      expect(second.filter((question) => first.includes(question))).toEqual([]);
    });

    it.each([
      [2, 15],
      [3, 60],
      [4, 240],
      [5, 240],
    ])("after %i failed in a row waits %i minutes, and not one second more", async (failures, minutes) => {
      const viewer = await t.aLearner();
      let last = "";
      for (let turn = 0; turn < failures; turn += 1) {
        t.later(240);
        last = await fail(viewer);
      }
      const nextAt = new Date(t.world.now.getTime() + minutes * 60_000);

      expect(await t.learning.startAttempt(viewer, COURSE)).toEqual({ kind: "wait", nextAt });
      expect(await stateOf(viewer)).toEqual({ state: "cooling-down", nextAt, lastAttemptId: last });
      t.world.now = new Date(nextAt.getTime() - 1);
      expect(await t.learning.startAttempt(viewer, COURSE)).toEqual({ kind: "wait", nextAt });
      t.world.now = nextAt;
      expect(await stateOf(viewer)).toEqual({ state: "may-retry", lastAttemptId: last });
      expect(await t.learning.startAttempt(viewer, COURSE)).toMatchObject({ kind: "started" });
    });

    it("is not needed while only the signature is missing", async () => {
      const viewer = await t.aLearner();
      await pass(viewer);

      expect(await t.learning.startAttempt(viewer, COURSE)).toEqual({ kind: "attest" });
    });

    it("is nobody else's", async () => {
      const [viewer, other] = [await t.aLearner(), await t.aLearner()];
      const id = await start(viewer);
      const answers = await t.rightAnswers(id);

      expect(await t.learning.attempt(other, id)).toBeNull();
      expect(await t.learning.saveAnswers(other, id, answers)).toBe(false);
      expect(await t.learning.submit(other, id, answers)).toBe(false);
      for (const unknown of [randomUUID(), "not-an-id", "\u0000", ""]) {
        expect(await t.learning.attempt(viewer, unknown)).toBeNull();
        expect(await t.learning.submit(viewer, unknown, {})).toBe(false);
      }
      expect(await t.learning.attempt(viewer, id)).toMatchObject({ kind: "open", answers: {} });
    });

    it("needs a course that there is", async () => {
      const viewer = await t.aLearner();

      expect(await t.learning.startAttempt(viewer, "no-such-course")).toBeNull();
      expect(await t.learning.courseCard(viewer, "no-such-course")).toBeNull();
      expect(t.learning.statement("no-such-course")).toBeNull();
    });
  });

  describe("grading", () => {
    it("happens once: the first answers stand", async () => {
      const viewer = await t.aLearner();
      const id = await fail(viewer);
      const graded = await t.learning.attempt(viewer, id);

      expect(await t.learning.submit(viewer, id, await t.rightAnswers(id))).toBe(true);
      expect(await t.learning.saveAnswers(viewer, id, await t.rightAnswers(id))).toBe(false);

      expect(await t.learning.attempt(viewer, id)).toEqual(graded);
      expect(graded).toMatchObject({ kind: "graded", passed: false, score: 0, passMark: 75 });
      expect(await typesOf(viewer)).toEqual(["attempt.graded"]);
    });

    it("happens once for submits at the same moment", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const answers = await t.rightAnswers(id);

      const submitted = await Promise.all(Array.from({ length: 5 }, () => t.learning.submit(viewer, id, answers)));

      expect(submitted).toEqual([true, true, true, true, true]);
      expect(await typesOf(viewer)).toEqual(["attempt.graded", "completion.recorded"]);
      expect(await t.test.stores.training.completionsOf([viewer.account.person])).toHaveLength(1);
    });

    it("leaves nothing behind when a part of it fails", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const answers = await t.rightAnswers(id);
      t.world.newId = () => "no id for the completion";

      await expect(t.learning.submit(viewer, id, answers)).rejects.toThrow();

      expect(await t.learning.attempt(viewer, id)).toMatchObject({ kind: "open" });
      expect(await typesOf(viewer)).toEqual([]);
      expect(await t.test.stores.training.completionsOf([viewer.account.person])).toEqual([]);
    });

    it("fails on a missed must-pass question whatever the score", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const mustPass =
        questionsOf(t.courseOf()).find(({ id, mustPass }) => mustPass && id.startsWith("keep"))?.id ?? "";
      const answers = { ...(await t.rightAnswers(id)), [mustPass]: [] };

      await t.learning.submit(viewer, id, answers);

      expect(await t.learning.attempt(viewer, id)).toMatchObject({
        score: 75,
        passed: false,
        mustPassMissed: [mustPass],
        state: { state: "may-retry" },
      });
    });

    it("takes the policy's mark where it is higher, as it was when the paper was drawn", async () => {
      const viewer = await t.aLearner();
      t.world.passMark = 90;
      const id = await start(viewer);
      t.world.passMark = 100;

      expect(await t.learning.courseCard(viewer, COURSE)).toMatchObject({ course: { quiz: { passMark: 100 } } });
      expect(await t.learning.attempt(viewer, id)).toMatchObject({ course: { quiz: { passMark: 90 } } });
      await t.learning.submit(viewer, id, {});

      expect(await t.learning.attempt(viewer, id)).toMatchObject({ kind: "graded", passMark: 90 });
      expect(await t.entriesOf(viewer.account.person)).toMatchObject([{ result: { pass_mark: 90 } }]);
    });
  });

  describe("when the course changes under an open attempt", () => {
    it("grades it as drawn while every question of its paper stands as it was", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const drawn = t.courseOf();
      const onPaper = new Set((await t.paperOf(id)).map(({ questionId }) => questionId));
      t.world.curriculum = edited(t.world.curriculum, { version: "1.3.0", reword: (q) => !onPaper.has(q.id) });

      expect(await t.learning.submit(viewer, id, await t.rightAnswers(id))).toBe(true);

      expect(await t.learning.attempt(viewer, id)).toMatchObject({ kind: "graded", passed: true });
      expect(await t.test.stores.training.completionsOf([viewer.account.person])).toMatchObject([
        { courseVersion: "1.2.0", contentSha256: drawn.digest },
      ]);
    });

    it.each([
      ["a question of its paper is reworded", { reword: () => true }],
      ["a major version supersedes it", { version: "2.0.0" }],
    ])("closes it without counting when %s, and a new one starts at once", async (_, change) => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const answers = await t.rightAnswers(id);
      t.world.curriculum = edited(t.world.curriculum, change);

      expect(await t.learning.saveAnswers(viewer, id, answers)).toBe(false);
      expect(await t.learning.submit(viewer, id, answers)).toBe(false);
      expect(await t.learning.attempt(viewer, id)).toMatchObject({ kind: "closed", state: { state: "not-started" } });
      const next = await start(viewer);

      expect(await t.learning.attempt(viewer, next)).toMatchObject({ kind: "open", number: 2 });
      expect(await t.learning.attempt(viewer, id)).toMatchObject({
        kind: "closed",
        state: { state: "attempt-open", attemptId: next },
      });
      expect(await typesOf(viewer)).toEqual([]);
    });

    it("keeps it closed when the old wording comes back, since another took its place", async () => {
      const viewer = await t.aLearner();
      const id = await start(viewer);
      const answers = await t.rightAnswers(id);
      t.world.curriculum = edited(t.world.curriculum, { reword: () => true });
      await start(viewer);
      t.world.curriculum = before.curriculum;

      expect(await t.learning.submit(viewer, id, answers)).toBe(false);
      expect(await t.learning.attempt(viewer, id)).toMatchObject({ kind: "closed" });
    });
  });

  describe("signing", () => {
    it("keeps exactly what was signed, and commits to the name without telling it", async () => {
      const viewer = await t.aLearner();
      await pass(viewer);
      const statement = attestationStatement(t.courseOf());

      await sign(viewer, "  Mira Example ");

      const [completion] = await t.test.stores.training.completionsOf([viewer.account.person]);
      expect(completion?.attestation).toEqual({
        id: expect.any(String),
        statement: statement.text,
        statementSha256: statement.sha256,
        statementVersion: 1,
        typedName: "Mira Example",
        sessionId: viewer.sessionId,
        signedAt: t.world.now,
      });
      const { prKey } = await t.test.stores.people.identity(viewer.account.person);
      const opened = createHmac("sha256", prKey).update(`typed-name\n${completion?.id}\nMira Example`).digest("hex");
      const entry = (await t.entriesOf(viewer.account.person)).at(-1);
      expect(entry?.attestation).toEqual({
        statement_sha256: statement.sha256,
        version: 1,
        typed_name_commitment: `sha256:${opened}`,
        session_sha256: viewer.sessionId,
      });
      expect(JSON.stringify(entry)).not.toContain("Mira");
    });

    it("refuses what cannot be signed, and says why", async () => {
      const viewer = await t.aLearner();
      expect(await sign(viewer)).toEqual({ kind: "not-passed" });
      await pass(viewer);

      expect(await sign(viewer, "x")).toEqual({ kind: "bad-name", problem: "too-short" });
      const stale = { typedName: "Mira Example", statementSha256: aSha() };
      expect(await t.learning.attest(viewer, COURSE, stale)).toEqual({ kind: "statement-changed" });
      expect(await t.learning.attest(viewer, "no-such-course", stale)).toEqual({ kind: "not-passed" });

      expect(await stateOf(viewer)).toMatchObject({ state: "to-attest" });
      expect(await typesOf(viewer)).toEqual(["attempt.graded", "completion.recorded"]);
    });

    it("happens once, however often it is sent", async () => {
      const viewer = await t.aLearner();
      await pass(viewer);

      const answers = await Promise.all([sign(viewer), sign(viewer), sign(viewer)]);

      expect(answers.map(({ kind }) => kind).toSorted()).toEqual(["already", "already", "signed"]);
      expect(await sign(viewer)).toEqual({ kind: "already" });
      expect((await typesOf(viewer)).filter((type) => type === "attestation.signed")).toHaveLength(1);
    });

    it("files one urgent job for each open head of all of the person's accounts", async () => {
      const viewer = await t.aLearner();
      const second = await secondAccountOf(viewer);
      const shared = await openPullRequest([viewer.account.id, second]);
      await saveOpenPullRequest(t.test.stores, { ...shared, number: 2 });
      const own = await openPullRequest([second]);
      await openPullRequest([viewer.account.id], { state: "closed" });
      await openPullRequest([(await t.aLearner()).account.id]);
      await pass(viewer);
      expect(t.filed).toEqual([]);

      await sign(viewer);

      expect(new Set(t.filed)).toEqual(
        new Set(
          [shared, own].map(({ repositoryId, headSha }) => ({
            subject: { kind: "head", repositoryId, headSha },
            priority: 10,
          })),
        ),
      );
      expect(t.filed).toHaveLength(2);
    });

    it("leaves nothing behind when the jobs cannot be filed", async () => {
      const viewer = await t.aLearner();
      await openPullRequest([viewer.account.id]);
      await pass(viewer);
      t.switches.refuse = true;

      await expect(sign(viewer)).rejects.toThrow("the queue refused");

      expect(await stateOf(viewer)).toMatchObject({ state: "to-attest" });
      expect(await typesOf(viewer)).toEqual(["attempt.graded", "completion.recorded"]);
      expect(t.filed).toEqual([]);
      t.switches.refuse = false;
      expect(await sign(viewer)).toEqual({ kind: "signed" });
    });
  });

  describe("my training", () => {
    it("lists every course with what is asked, and how long it takes", async () => {
      const viewer = await t.aLearner();
      t.world.required = new Set();

      const { courses } = await t.learning.myTraining(viewer);

      expect(courses).toMatchObject([{ course: { id: COURSE }, required: false, state: { state: "not-started" } }]);
      expect(courses[0]?.minutes.testOut).toBe(5);
    });

    it("links the pull requests that wait, on whichever account, and leaves out what is only observed", async () => {
      const viewer = await t.aLearner();
      const blocked = await openPullRequest([await secondAccountOf(viewer)], { githubUpdatedAt: at(9) });
      await decide(blocked, "block", "action_required");
      const unseen = await openPullRequest([viewer.account.id], { githubUpdatedAt: at(8) });
      await decide(await openPullRequest([viewer.account.id]), "observe", null);

      const { pullRequests } = await t.learning.myTraining(viewer);

      const link = async ({ repositoryId, number }: PullRequest) => {
        const repository = await t.test.stores.repositories.find(repositoryId);
        return `https://github.example/acme/${repository?.name}/pull/${number}`;
      };
      expect(pullRequests).toMatchObject([
        { url: await link(blocked), conclusion: "action_required", decisionId: expect.any(String) },
        { url: await link(unseen), conclusion: null, decisionId: null },
      ]);
    });
  });

  it("is done until the term ends, also while a try to renew it fails", async () => {
    const viewer = await t.aLearner();
    const passed = await pass(viewer);
    await sign(viewer);
    t.later(YEAR_MINUTES - 1);
    await fail(viewer);
    expect(await stateOf(viewer)).toMatchObject({ state: "done", attemptId: passed });

    t.later(15);
    expect(await stateOf(viewer)).toMatchObject({ state: "may-retry" });
    const renewed = await pass(viewer);
    expect(await stateOf(viewer)).toMatchObject({ state: "to-attest", attemptId: renewed });
  });

  async function secondAccountOf(viewer: Viewer) {
    const account = anAccount();
    await t.test.stores.people.ensure([account], at(0));
    const data = { personId: viewer.account.person };
    await t.test.db.account.update({ where: { id: BigInt(account.id) }, data });
    return account.id;
  }

  async function openPullRequest(accounts: Parameters<typeof t.test.stores.verdicts.savePeople>[1], told = {}) {
    const pull = await saveOpenPullRequest(t.test.stores, told);
    await t.test.stores.verdicts.savePeople(pull, accounts);
    return pull;
  }

  async function decide({ repositoryId, headSha }: PullRequest, mode: string, conclusion: string | null) {
    const id = decisionId(aSha());
    const digest = aSha();
    await t.test.stores.verdicts.saveDecision({
      id,
      repositoryId,
      headSha,
      outcome: "withhold",
      mode,
      policyDigest: digest,
      factsSha256: digest,
      facts: null,
      tree: null,
      decidedAt: at(1),
    });
    const verdict = { decisionId: id, outcome: "withhold", conclusion, evaluatedAt: at(1) };
    await t.test.stores.verdicts.save({ repositoryId, headSha }, verdict);
  }
});
