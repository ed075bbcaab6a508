import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAuditReading } from "../../../src/db/audit/reading.ts";
import { orgId, personId, repositoryId } from "../../../src/domain/ids.ts";
import { leafHash } from "../../../src/gatelog/place.ts";
import type { EntryQuery } from "../../../src/pipeline/auditor/reading.ts";
import { type TestDb, testDb } from "../../support/db.ts";

const [ACME, OTHER] = [orgId(7_001), orgId(7_002)];
const [MIRA, JO] = [personId(randomUUID()), personId(randomUUID())];
const START = Date.UTC(2026, 10, 2);
const HOUR_MS = 3_600_000;
const at = (hours: number) => new Date(START + hours * HOUR_MS);
const PERIOD = { from: at(0), to: at(1_000) };

/** In the order of the log, an hour apart. The seventh is of a later epoch. */
const ENTRIES = [
  { type: "gate.decided", org: ACME, enforced: true, decision: { outcome: "withhold", people: [{ subject: MIRA }] } },
  { type: "gate.decided", org: ACME, enforced: false, decision: { outcome: "allow", people: [{ subject: JO }] } },
  { type: "gate.decided", org: OTHER, enforced: true, decision: { outcome: "withhold", people: [{ subject: MIRA }] } },
  { type: "completion.recorded", subject: MIRA, course: { id: "owasp-top-10-2025" } },
  { type: "merge.observed", org: ACME, decision: { outcome: "none" }, resource: { repository_id: 11 } },
  { type: "break_glass.used", org: ACME, repository_id: 12 },
  { type: "log.heartbeat" },
] as const;

let database: TestDb;
let reading: ReturnType<typeof createAuditReading>;
beforeAll(async () => {
  database = await testDb();
  reading = createAuditReading(database.db);
  for (const [place, entry] of ENTRIES.entries()) {
    const [epoch, seq] = place < 6 ? [1, place] : [2, 0];
    const body = JSON.stringify({ ...entry, epoch, seq, occurred_at: at(place).toISOString() });
    await database.db.logEntry.create({
      data: {
        ...{
          epoch,
          seq,
          type: entry.type,
          body,
          recordedAt: at(place),
          leafHash: Buffer.from(leafHash(Buffer.from(body))),
        },
        subject: "subject" in entry ? entry.subject : null,
      },
    });
  }
});
afterAll(() => database.close());

const search = async (asked: Partial<EntryQuery> = {}) => {
  const nothing = {
    type: null,
    outcome: null,
    enforced: null,
    seq: null,
    from: null,
    person: null,
    repositories: null,
  };
  const found = await reading.search({ org: ACME, period: PERIOD, limit: 10, ...nothing, ...asked });
  return found.map(({ epoch, seq }) => `${epoch}.${seq}`);
};

describe("the search of the log", () => {
  it("finds what concerns the organisation or the whole instance, newest first, over all epochs", async () => {
    expect(await search()).toEqual(["2.0", "1.5", "1.4", "1.3", "1.1", "1.0"]);
    expect(await search({ org: OTHER })).toEqual(["2.0", "1.3", "1.2"]);
  });

  it.each<[Partial<EntryQuery>, readonly string[]]>([
    [{ type: "gate.decided" }, ["1.1", "1.0"]],
    [{ outcome: "withhold" }, ["1.0"]],
    [{ enforced: false }, ["1.1"]],
    [{ person: MIRA }, ["1.3", "1.0"]],
    [{ repositories: [repositoryId(11)] }, ["1.4"]],
    [{ repositories: [repositoryId(11), repositoryId(12)] }, ["1.5", "1.4"]],
    [{ seq: 0 }, ["2.0", "1.0"]],
    [{ period: { from: at(4), to: at(5) } }, ["1.4"]],
    [{ type: "gate.decided", person: MIRA, enforced: false }, []],
  ])("finds with %j: %j", async (asked, found) => {
    expect(await search(asked)).toEqual(found);
  });

  it("goes on from a place in either direction, and leaves nothing out", async () => {
    expect(await search({ limit: 2 })).toEqual(["2.0", "1.5"]);
    expect(await search({ limit: 2, from: { before: { epoch: 1, seq: 5 } } })).toEqual(["1.4", "1.3"]);
    expect(await search({ limit: 2, from: { after: { epoch: 1, seq: 3 } } })).toEqual(["1.4", "1.5"]);
  });
});

describe("one entry", () => {
  it("is found by its place, unless it is another organisation's", async () => {
    expect((await reading.find(ACME, { epoch: 1, seq: 0 }))?.type).toBe("gate.decided");
    expect(await reading.find(ACME, { epoch: 1, seq: 2 })).toBeNull();
    expect(await reading.find(ACME, { epoch: 2, seq: 5 })).toBeNull();
  });

  it("has neighbours that may be read, over the end of its epoch", async () => {
    expect(await reading.neighbours(ACME, { epoch: 1, seq: 3 })).toEqual({
      older: { epoch: 1, seq: 1 },
      newer: { epoch: 1, seq: 4 },
    });
    expect(await reading.neighbours(ACME, { epoch: 2, seq: 0 })).toEqual({ older: { epoch: 1, seq: 5 }, newer: null });
  });
});

describe("the counts of a period", () => {
  it("are of what occurred in it, by type, with what was enforced and which course was finished", async () => {
    const counts = await reading.counts({ org: ACME, period: { from: at(0), to: at(5) } });

    expect(counts).toEqual([
      { type: "completion.recorded", course: "owasp-top-10-2025", count: 1, enforced: 0, newestAt: at(3) },
      { type: "gate.decided", course: null, count: 2, enforced: 1, newestAt: at(1) },
      { type: "merge.observed", course: null, count: 1, enforced: 0, newestAt: at(4) },
    ]);
  });
});

describe("looks at coverage", () => {
  it("say on how many of the repositories that are to block nothing was wrong", async () => {
    const one = (name: string, mode: string, isSound: boolean) => ({ name, mode, required: isSound, pinned: isSound });
    const report = {
      repositories: [
        one("a", "block", true),
        one("b", "block", true),
        one("c", "block", false),
        one("d", "flag", true),
      ],
      holes: [{ repository: "b" }, { repository: null }],
    };
    for (const [orgId, hour] of [
      [ACME, 3],
      [ACME, 1],
      [OTHER, 2],
    ] as const)
      await database.db.coverageRun.create({
        data: { id: randomUUID(), orgId, holes: 2, report, observedAt: at(hour) },
      });

    expect(await reading.coverageLooks({ org: ACME, period: PERIOD })).toEqual([
      { at: at(1), blocking: 3, sound: 1 },
      { at: at(3), blocking: 3, sound: 1 },
    ]);
  });
});
