import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createEffectivenessReading } from "../../../src/db/awareness/effectiveness-reading.ts";
import { listAttempts } from "../../../src/db/evidence/effectiveness.ts";
import { type OrgId, orgId, type PersonId } from "../../../src/domain/ids.ts";
import type { AwarenessActivity, PhishingResult } from "../../../src/domain/stores/awareness.ts";
import { aNumber, anAccount, at, useStores } from "../../support/stores.ts";

const test = useStores();

async function somebody(): Promise<PersonId> {
  const [account] = await test.stores.people.ensure([anAccount()], at(0));
  if (!account?.person) throw new Error("An account of a user has a person");
  return account.person;
}

async function anActivity(told: Partial<AwarenessActivity> = {}): Promise<AwarenessActivity> {
  const activity: AwarenessActivity = {
    ...{ id: randomUUID(), orgId: orgId(aNumber()), keySha256: randomUUID(), kind: "phishing", method: "simulation" },
    ...{ channel: "gophish", title: "October", slug: null, textSha256: null, text: null, happenedAt: at(0) },
    ...{ audience: 0, roster: 0, covered: 0, delivered: null, undeliverable: null, unknown: null, outcomes: null },
    ...{ salt: Uint8Array.of(1, 2), recordedBy: await somebody(), recordedAt: at(0), closedAt: at(0) },
    ...told,
  };
  await test.stores.awareness.add(activity);
  return activity;
}

const aResult = (keySha256: string, told: Partial<PhishingResult> = {}): PhishingResult => ({
  ...{
    keySha256,
    person: null,
    sentAt: at(0),
    reported: false,
    clicked: false,
    submitted: false,
    minutesToReport: null,
  },
  ...told,
});

/** On the roster of the organisation, of this department and with this address. */
async function onRoster(org: OrgId, department: string | null, email: string | null): Promise<PersonId> {
  const { db } = test;
  const person = await somebody();
  const member = { id: randomUUID(), orgId: BigInt(org), source: "hris", key: randomUUID(), personId: person };
  const asked = { requestedBy: person, requestedAt: at(0), fileSha256: "", header: [], partial: false };
  const snapshot = await db.rosterSnapshot.create({
    data: { id: randomUUID(), orgId: BigInt(org), source: "hris", ...asked },
  });
  await db.rosterMember.create({ data: member });
  const record = { name: "Somebody", email, department, kind: "employee", recordSha256: "", salt: Buffer.of(1) };
  await db.rosterVersion.create({
    data: { ...record, memberId: member.id, snapshotId: snapshot.id, recordedFrom: at(0) },
  });
  return person;
}

describe("results of a simulation", () => {
  it("replace what was known of a recipient, and are counted", async () => {
    const { awareness } = test.stores;
    const { id } = await anActivity();
    await awareness.saveResults(id, [aResult("a"), aResult("b", { reported: true, minutesToReport: 4 })]);
    await awareness.saveResults(id, [
      aResult("a", { clicked: true, reported: true, minutesToReport: 9, sentAt: at(5) }),
    ]);

    expect(await awareness.resultsOf(id, ["a", "c"])).toEqual([
      aResult("a", { clicked: true, reported: true, minutesToReport: 9, sentAt: at(5) }),
    ]);
    expect(await awareness.countResults(id)).toEqual({
      ...{ delivered: 2, reported: 2, clicked: 1, submitted: 0, medianMinutes: 6.5, covered: 0, sentAt: at(0) },
    });
  });

  it("are of whom the roster has one address for, and of nobody where two have it", async () => {
    const org = orgId(aNumber());
    const mira = await onRoster(org, null, "mira@acme.example");
    await onRoster(org, null, "shared@acme.example");
    await onRoster(org, null, "shared@acme.example");
    await onRoster(orgId(aNumber()), null, "elsewhere@acme.example");

    const found = await test.stores.awareness.peopleByMail(org, [
      ...["mira@acme.example", "shared@acme.example", "elsewhere@acme.example"],
    ]);

    expect([...found]).toEqual([["mira@acme.example", mira]]);
  });

  it("fall to a department, or to the source where the roster tells none", async () => {
    const { id, orgId: org } = await anActivity();
    const [mira, jo] = [await onRoster(org, "Engineering", null), await onRoster(org, " ", null)];
    await test.stores.awareness.saveResults(id, [
      aResult("a", { person: mira, reported: true }),
      aResult("b", { person: jo, clicked: true }),
      aResult("c"),
    ]);

    expect(await createEffectivenessReading(test.db).groupsOf(org, id)).toEqual([
      { name: "Engineering", people: 1, reported: 1, clicked: 0 },
      { name: "hris", people: 1, reported: 0, clicked: 1 },
      { name: "not on the roster", people: 1, reported: 0, clicked: 0 },
    ]);
  });
});

describe("something that is sent", () => {
  it("waits for each, page by page, and knows whom the text reached", async () => {
    const { awareness } = test.stores;
    const { id, orgId: org } = await anActivity({ kind: "newsletter", textSha256: "t", closedAt: null });
    const people = [await somebody(), await somebody(), await somebody()].sort();
    await awareness.addRecipients(id, people);
    await awareness.addRecipients(id, people);

    expect(await awareness.waiting(id, { limit: 2 })).toEqual(people.slice(0, 2));
    expect(await awareness.waiting(id, { limit: 2, after: people[1] ?? people[0]! })).toEqual(people.slice(2));
    await awareness.mark(id, "delivered", people.slice(0, 1));
    await awareness.mark(id, "undeliverable", people.slice(1, 2));

    expect(await awareness.waiting(id, { limit: 5 })).toEqual(people.slice(2));
    expect(await awareness.reachedBy(org, "t", people)).toEqual(new Set(people.slice(0, 1)));
    expect(await awareness.countRecipients(id)).toEqual({ delivered: 1, undeliverable: 1, unknown: 0, covered: 0 });
    expect(await awareness.list({ org, limit: 5 })).toEqual([]);
  });
});

describe("what is in hand", () => {
  it("is of whoever took it first, and after a while of nobody", async () => {
    const { awareness } = test.stores;
    const { id } = await anActivity({ kind: "newsletter", textSha256: "t", closedAt: null });
    const person = await somebody();
    await awareness.addRecipients(id, [person]);

    const taken = await Promise.all([awareness.claim(id, person, at(0)), awareness.claim(id, person, at(0))]);

    expect(taken.toSorted()).toEqual([false, true]);
    expect(await awareness.waiting(id, { limit: 5 })).toEqual([]);
    await awareness.giveUp(id, at(0));
    expect(await awareness.isBeingSent(id)).toBe(true);
    await awareness.giveUp(id, at(1));
    expect(await awareness.isBeingSent(id)).toBe(false);
    expect(await awareness.countRecipients(id)).toMatchObject({ delivered: 0, unknown: 1 });
  });
});

describe("answers to a micro-quiz", () => {
  it("are kept once for each wording", async () => {
    const { awareness } = test.stores;
    const person = await somebody();
    const answers = [{ question: "a", chosen: 1, right: true }];
    const answer = { person, quizSha256: "q", slug: "2026-12-one", answers, answeredAt: at(0) };

    expect(await awareness.answer(answer)).toBe(true);
    expect(await awareness.answer({ ...answer, answers: [] })).toBe(false);
    expect(await awareness.answerOf(person, "q")).toEqual(answer);
    expect(await awareness.answerOf(person, "another")).toBeNull();
  });
});

describe("graded attempts", () => {
  it("are first ones where the person had not tried that quiz of that version before", async () => {
    const person = await somebody();
    const result = {
      score: 80,
      passMark: 80,
      correct: 0,
      total: 0,
      passed: true,
      mustPassMissed: [],
      perQuestion: [],
      perObjective: [],
    };
    const courseId = `course-${aNumber()}`;
    const quizzes = [
      ["1.0.0", "a"],
      ["1.0.0", "b"],
      ["1.0.0", "a"],
      ["1.1.0", "a"],
    ] as const;
    await test.db.attempt.createMany({
      data: quizzes.map(([courseVersion, module], index) => ({
        ...{ id: randomUUID(), personId: person, courseId, courseVersion, module, kind: "module", number: index + 1 },
        ...{
          contentSha256: "",
          seed: "",
          paper: {},
          startedAt: at(index),
          gradedAt: at(index),
          score: 80,
          passMark: 80,
        },
        ...{ passed: true, result },
      })),
    });

    const seen: boolean[] = [];
    for await (const attempt of listAttempts(test.db, { from: at(0), to: at(60) }))
      if (attempt.course === courseId) seen.push(attempt.isFirst);

    expect(seen).toEqual([true, true, false, true]);
  });
});

describe("what was delivered to somebody", () => {
  const sent = async (person: PersonId, told: Partial<AwarenessActivity>, state: "delivered" | "undeliverable") => {
    const activity = await anActivity({ kind: "newsletter", method: "campaign", channel: "mail", ...told });
    await test.stores.awareness.addRecipients(activity.id, [person]);
    await test.stores.awareness.mark(activity.id, state, [person]);
  };

  it("is told with the newest first, once however often it was sent, and nothing of others", async () => {
    const { awareness } = test.stores;
    const [jo, other] = [await somebody(), await somebody()];
    await sent(jo, { slug: "2026-01-a", title: "A", text: "first", happenedAt: at(1) }, "delivered");
    await sent(jo, { slug: "2026-02-b", title: "B", text: "b", happenedAt: at(2) }, "delivered");
    await sent(jo, { slug: "2026-01-a", title: "A again", text: "second", happenedAt: at(3) }, "delivered");
    await sent(jo, { slug: "2026-03-c", title: "C", text: "c", happenedAt: at(4) }, "undeliverable");
    await sent(other, { slug: "2026-04-d", title: "D", text: "d", happenedAt: at(5) }, "delivered");
    const again = { slug: "2026-01-a", title: "A again", kind: "newsletter", happenedAt: at(3) };

    expect(await awareness.deliveredTo(jo, 9)).toEqual([
      again,
      { slug: "2026-02-b", title: "B", kind: "newsletter", happenedAt: at(2) },
    ]);
    expect(await awareness.deliveredTo(jo, 1)).toEqual([again]);
    expect(await awareness.deliveredText(jo, "2026-01-a")).toEqual({ ...again, text: "second" });
    expect(await awareness.deliveredText(jo, "2026-04-d")).toBeNull();
    expect(await awareness.deliveredText(jo, "2026-03-c")).toBeNull();
  });
});
