import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256OfJson } from "../../../src/domain/canonical-json.ts";
import { type OrgId, orgId, personId } from "../../../src/domain/ids.ts";
import type { RosterRecord, RosterSource } from "../../../src/domain/roster.ts";
import type { RosterMember } from "../../../src/domain/stores/roster.ts";
import { aNumber, anAccount, at, useStores } from "../../support/stores.ts";

const test = useStores();

const DAY_MS = 86_400_000;
const day = (text: string) => new Date(`${text}T12:00:00Z`);

function aRecord(told: Partial<RosterRecord> = {}): RosterRecord {
  return {
    key: "E1",
    name: "Mira Novak",
    email: null,
    githubLogin: null,
    githubId: null,
    kind: "employee",
    role: "engineer",
    department: null,
    manager: null,
    company: null,
    startsOn: null,
    endsOn: null,
    ...told,
  };
}

async function aSnapshot(org: OrgId, source: RosterSource = "hris"): Promise<string> {
  const [account] = await test.stores.people.ensure([anAccount()], at(0));
  const id = randomUUID();
  const requested = { requestedBy: account?.person ?? personId(randomUUID()), requestedAt: at(0) };
  await test.stores.rosterImports.open({
    ...{ id, orgId: org, source, fileSha256: "f".repeat(64), header: ["key"], partial: false },
    ...requested,
  });
  return id;
}

/** Somebody of whom a source said this on that day. */
async function aMember(
  org: OrgId,
  record: RosterRecord,
  on: Date,
  source: RosterSource = "hris",
): Promise<RosterMember> {
  const person = personId(randomUUID());
  const member = { id: randomUUID(), orgId: org, source, key: record.key, person, linkedBy: null, endedAt: null };
  await test.stores.roster.addMembers([member], on);
  await say(member, record, on);
  return member;
}

async function say(member: RosterMember, record: RosterRecord, on: Date): Promise<void> {
  const snapshot = await aSnapshot(member.orgId, member.source);
  const version = { member: member.id, snapshot, record, recordSha256: sha256OfJson(record), salt: randomBytes(32) };
  await test.stores.roster.closeVersions([member.id], on);
  await test.stores.roster.addVersions([version], on);
}

describe("who was on the roster", () => {
  const rolesOn = async (org: OrgId, asked: string, knownAt: string) =>
    (await test.stores.roster.onDay(org, { day: asked, knownAt: day(knownAt) }, { limit: 10 })).map(
      ({ record }) => record.role,
    );

  it("is told by what stood there on that day", async () => {
    const org = orgId(aNumber());
    const member = await aMember(org, aRecord({ startsOn: "2026-01-01" }), day("2026-02-01"));
    await say(member, aRecord({ startsOn: "2026-01-01", role: "finance" }), day("2026-04-01"));

    expect(await rolesOn(org, "2025-12-31", "2026-12-31")).toEqual([]);
    // Before the first file, as far as it reaches back.
    expect(await rolesOn(org, "2026-01-15", "2026-12-31")).toEqual(["engineer"]);
    expect(await rolesOn(org, "2026-03-31", "2026-12-31")).toEqual(["engineer"]);
    expect(await rolesOn(org, "2026-04-01", "2026-12-31")).toEqual(["finance"]);
  });

  it("is told by what was known then, where somebody asks for that", async () => {
    const org = orgId(aNumber());
    const member = await aMember(org, aRecord(), day("2026-02-01"));
    await say(member, aRecord({ endsOn: "2026-03-01" }), day("2026-03-20"));

    expect(await rolesOn(org, "2026-03-10", "2026-03-15")).toEqual(["engineer"]);
    expect(await rolesOn(org, "2026-03-10", "2026-03-25")).toEqual([]);
    expect(await rolesOn(org, "2026-03-01", "2026-03-25")).toEqual(["engineer"]);
    expect(await rolesOn(org, "2026-02-10", "2026-01-31")).toEqual([]);
  });

  it("leaves out the time between leaving and coming back", async () => {
    const org = orgId(aNumber());
    const member = await aMember(org, aRecord(), day("2026-02-01"));
    await test.stores.roster.closeVersions([member.id], day("2026-03-01"));
    await say(member, aRecord({ role: "lead" }), day("2026-05-01"));

    expect(await rolesOn(org, "2026-02-15", "2026-12-31")).toEqual(["engineer"]);
    expect(await rolesOn(org, "2026-04-01", "2026-12-31")).toEqual([]);
    expect(await rolesOn(org, "2026-06-01", "2026-12-31")).toEqual(["lead"]);
  });

  it("comes page by page", async () => {
    const org = orgId(aNumber());
    for (const key of ["E1", "E2", "E3"]) await aMember(org, aRecord({ key, role: key }), day("2026-02-01"));
    const asked = { day: "2026-02-02", knownAt: day("2026-12-31") };

    const first = await test.stores.roster.onDay(org, asked, { limit: 2 });
    const rest = await test.stores.roster.onDay(org, asked, { limit: 2, after: { source: "hris", key: "E2" } });

    expect([...first, ...rest].map(({ key }) => key)).toEqual(["E1", "E2", "E3"]);
  });
});

describe("what the roster says of a person", () => {
  it("is all that the sources say which name them now", async () => {
    const org = orgId(aNumber());
    const one = await aMember(org, aRecord({ startsOn: "2026-02-01" }), at(0));
    const other = await aMember(
      org,
      aRecord({ key: "C1", role: "reviewer", startsOn: "2026-01-01" }),
      at(0),
      "contractor",
    );
    await test.stores.roster.merge(other.person, one.person);

    expect((await test.stores.roster.factsOf(org, [one.person])).get(one.person)).toEqual({
      roles: ["engineer", "reviewer"],
      startsOn: "2026-01-01",
      endedAt: null,
    });

    await test.stores.roster.markEnded([{ id: other.id, endedAt: at(5) }]);
    await test.stores.roster.settleEnded([one.person]);
    expect((await test.stores.roster.factsOf(org, [one.person])).get(one.person)).toMatchObject({
      roles: ["engineer"],
      endedAt: null,
    });

    await test.stores.roster.markEnded([{ id: one.id, endedAt: at(9) }]);
    await test.stores.roster.settleEnded([one.person]);
    expect((await test.stores.roster.factsOf(org, [one.person])).get(one.person)).toEqual({
      roles: [],
      startsOn: null,
      endedAt: at(9),
    });
  });

  it("is nothing in another organisation", async () => {
    const member = await aMember(orgId(aNumber()), aRecord(), at(0));

    expect((await test.stores.roster.factsOf(orgId(aNumber()), [member.person])).size).toBe(0);
  });
});

describe("joining two people", () => {
  it("takes along what the one had finished, and leaves their name to lead to the other", async () => {
    const org = orgId(aNumber());
    const member = await aMember(org, aRecord(), at(0));
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    const into = account?.person ?? member.person;
    const course = { courseId: "a", courseVersion: "1.0.0", contentSha256: "c".repeat(64), kind: "course" as const };
    const completion = { ...course, method: "classroom" as const, score: null, attemptId: null, completedAt: at(1) };
    await test.stores.training.recordCompletion({ ...completion, id: randomUUID(), person: member.person });

    await test.stores.roster.merge(member.person, into);

    expect(await test.stores.training.completionsOf([into])).toHaveLength(1);
    expect(await test.stores.roster.find(org, "hris", "E1")).toMatchObject({ person: into });
    expect(await test.db.person.findUniqueOrThrow({ where: { id: member.person } })).toMatchObject({
      mergedIntoId: into,
    });
  });

  it("of two sources is meant by an address that stands once in each", async () => {
    const org = orgId(aNumber());
    const email = "shared@acme.example";
    const hris = await aMember(org, aRecord({ email }), at(0));
    const supplier = await aMember(org, aRecord({ key: "S1", email }), at(0), "supplier");

    expect(await test.stores.roster.linkableAcross(org, 10)).toMatchObject([
      { member: { id: supplier.id }, person: hris.person, linkedBy: "roster" },
    ]);

    // A mailbox that several people read says nothing.
    await aMember(org, aRecord({ key: "S2", email }), at(0), "supplier");
    expect(await test.stores.roster.linkableAcross(org, 10)).toEqual([]);
  });
});

describe("a file that waits", () => {
  it("is given up where another one of its source was applied meanwhile", async () => {
    const org = orgId(aNumber());
    const [one, other] = [await aSnapshot(org), await aSnapshot(org)];
    expect(await test.stores.rosterImports.hold(one)).toBe(true);

    await test.stores.rosterImports.markApplied(other, at(1), false);

    expect(await test.stores.rosterImports.hold(one)).toBe(false);
    expect(await test.stores.rosterImports.hold(other)).toBe(false);
  });

  it("is forgotten after a while, with its lines", async () => {
    const org = orgId(aNumber());
    const id = await aSnapshot(org);
    const line = { line: 2, cells: ["x"], key: null, record: null, recordSha256: null, reason: "says no key" };
    await test.stores.rosterImports.stage(id, [line]);
    expect(await test.stores.rosterImports.rejectedOf(id, 0, 5)).toEqual([line]);

    await test.stores.rosterImports.discardBefore(new Date(at(0).getTime() + DAY_MS));

    expect(await test.stores.rosterImports.find(id)).toBeNull();
    expect(await test.db.rosterLine.count({ where: { snapshotId: id } })).toBe(0);
  });
});
