import { describe, expect, it } from "vitest";
import { type PersonId, personId } from "../../../src/domain/ids.ts";
import type { Attempt, Attestation, Completion } from "../../../src/domain/stores/training.ts";
import { anAccount, aSha, at, useStores } from "../../support/stores.ts";

const COURSE = "owasp-top-10-2025";

describe("the training store", () => {
  const test = useStores();

  async function aPerson(): Promise<PersonId> {
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    return account!.person!;
  }

  describe("attempts", () => {
    it("come back as they were started, newest first", async () => {
      const person = await aPerson();
      const [first, second] = [anAttempt(person, 1), anAttempt(person, 2)];

      expect(await test.stores.training.startAttempt(first)).toBe(true);
      expect(await test.stores.training.startAttempt(second)).toBe(true);

      expect(await test.stores.training.attemptsOf(person, COURSE)).toEqual([second, first]);
      expect(await test.stores.training.attemptsOf(person, "another-course")).toEqual([]);
      expect(await test.stores.training.findAttempt(first.id)).toEqual(first);
      expect(await test.stores.training.findAttempt(crypto.randomUUID())).toBeNull();
    });

    it("of one number start once, however many tabs ask", async () => {
      const person = await aPerson();

      const started = await Promise.all(
        Array.from({ length: 6 }, () => test.stores.training.startAttempt(anAttempt(person, 1))),
      );

      expect(started.filter((isFirst) => isFirst)).toHaveLength(1);
      expect(await test.stores.training.attemptsOf(person, COURSE)).toHaveLength(1);
    });

    it("keep answers until they are graded, which happens once", async () => {
      const attempt = anAttempt(await aPerson(), 1);
      await test.stores.training.startAttempt(attempt);
      await test.stores.training.saveAnswers(attempt.id, { q1: [0] });
      expect(await test.stores.training.findAttempt(attempt.id)).toEqual({ ...attempt, answers: { q1: [0] } });

      const result = { answers: { q1: [1] }, gradedAt: at(9), score: 92, passed: true, result: { wrong: [] } };
      const graded = await Promise.all([
        test.stores.training.grade(attempt.id, result),
        test.stores.training.grade(attempt.id, result),
      ]);
      await test.stores.training.saveAnswers(attempt.id, { q1: [2] });

      expect(graded.toSorted()).toEqual([false, true]);
      expect(await test.stores.training.findAttempt(attempt.id)).toEqual({ ...attempt, ...result });
    });
  });

  describe("modules", () => {
    it("are passed by whoever passed a quiz of their own, and are told with its version", async () => {
      const [one, other] = [await aPerson(), await aPerson()];
      const quiz = (person: PersonId, change: Partial<Attempt>) =>
        test.stores.training.startAttempt({
          ...anAttempt(person, 1),
          kind: "module",
          module: "injection",
          passed: true,
          ...change,
        });
      await quiz(one, { number: 1, passed: false });
      await quiz(one, { number: 2, courseVersion: "2.1.0" });
      await quiz(one, { number: 3, module: "logging" });
      await quiz(one, { number: 4, kind: "course", module: null });
      await quiz(other, { number: 1, courseId: "another-course" });

      const asked = [
        { course: COURSE, module: "injection" },
        { course: "another-course", module: "logging" },
      ];
      expect(await test.stores.training.modulesPassedBy([one, other], asked)).toEqual([
        { person: one, courseId: COURSE, courseVersion: "2.1.0", module: "injection" },
      ]);
    });
  });

  describe("completions", () => {
    it("come back newest first, each with its attestation", async () => {
      const [one, other] = [await aPerson(), await aPerson()];
      const attempt = anAttempt(one, 1);
      await test.stores.training.startAttempt(attempt);
      const first = aCompletion(one, { attemptId: attempt.id, completedAt: at(1) });
      const second = aCompletion(other, { method: "on-the-job", score: null, completedAt: at(2) });
      for (const completion of [first, second]) await test.stores.training.recordCompletion(completion);
      const attestation = anAttestation();
      await test.stores.training.attest(one, COURSE, first.id, attestation);

      expect(await test.stores.training.completionsOf([one, other])).toEqual([
        { ...second, attestation: null },
        { ...first, attestation },
      ]);
      expect(await test.stores.training.completionsOf([])).toEqual([]);
    });

    it("are attested once", async () => {
      const person = await aPerson();
      const completion = aCompletion(person);
      await test.stores.training.recordCompletion(completion);

      const attested = await Promise.all(
        [anAttestation(), anAttestation()].map((attestation) =>
          test.stores.training.attest(person, COURSE, completion.id, attestation),
        ),
      );

      expect(attested.toSorted()).toEqual([false, true]);
    });

    it("are given for one attempt once", async () => {
      const person = await aPerson();
      const attempt = anAttempt(person, 1);
      await test.stores.training.startAttempt(attempt);
      await test.stores.training.recordCompletion(aCompletion(person, { attemptId: attempt.id }));

      const again = test.stores.training.recordCompletion(aCompletion(person, { attemptId: attempt.id }));

      await expect(again).rejects.toMatchObject({ code: "P2002" });
    });

    it("need a person whom we know", async () => {
      const completion = aCompletion(personId(crypto.randomUUID()));

      await expect(test.stores.training.recordCompletion(completion)).rejects.toMatchObject({ code: "P2003" });
    });
  });
});

function anAttempt(person: PersonId, number: number): Attempt {
  return {
    id: crypto.randomUUID(),
    person,
    courseId: COURSE,
    courseVersion: "1.0.0",
    contentSha256: aSha(),
    kind: "course",
    module: null,
    number,
    seed: aSha(),
    paper: [{ question: "q1", options: [2, 0, 1] }],
    answers: null,
    startedAt: at(number),
    gradedAt: null,
    score: null,
    passMark: 80,
    passed: null,
    result: null,
  };
}

function aCompletion(person: PersonId, told: Partial<Completion> = {}): Omit<Completion, "attestation"> {
  return {
    id: crypto.randomUUID(),
    person,
    courseId: COURSE,
    courseVersion: "1.0.0",
    contentSha256: aSha(),
    method: "quiz",
    kind: "course",
    score: 92,
    attemptId: null,
    completedAt: at(1),
    ...told,
  };
}

function anAttestation(): Attestation {
  return {
    id: crypto.randomUUID(),
    statementSha256: aSha(),
    statementVersion: 1,
    statement: "I have read and understood this course.",
    typedName: "Mira Example",
    sessionId: aSha(),
    signedAt: at(2),
  };
}
