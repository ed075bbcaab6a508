import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../src/db/client.ts";
import { eraseByFate } from "../../src/db/erasure/columns.ts";
import { createPolicyDocumentSource } from "../../src/db/evidence/policy-documents.ts";
import { sha256OfJson } from "../../src/domain/canonical-json.ts";
import { type OrgId, orgId, type PersonId, personId } from "../../src/domain/ids.ts";
import {
  type Audience,
  noticeOf,
  type PolicyText,
  type ReaderQuery,
  type TrainingPolicyVersion,
} from "../../src/domain/stores/policy-documents.ts";
import { aNumber, anAccount, aSha, at, useStores } from "../support/stores.ts";

const test = useStores();
let org: OrgId;
let text: PolicyText;
beforeEach(() => {
  org = orgId(aNumber());
  text = { policyId: `policy-${aNumber()}`, sha256: aSha() };
});

/** A member of the organisation, or somebody who was one. */
async function aMember(login: string, { present = true, type = "User" } = {}): Promise<PersonId> {
  const [account] = await test.stores.people.ensure([anAccount({ login, type })], at(0));
  if (!account) throw new Error("An account was made");
  const seen = (isThere: boolean, seconds: number) => ({
    ...({
      orgId: org,
      kind: "member",
      accountId: account.id,
      teamId: null,
      repositoryId: null,
      role: "member",
    } as const),
    ...({ present: isThere, source: "event", deliveryId: null, externalId: null } as const),
    ...{ observedAt: at(seconds), notBefore: null, recordedAt: at(seconds) },
  });
  await test.stores.access.record([seen(true, 0), ...(present ? [] : [seen(false, 1)])]);
  return account.person ?? personId(randomUUID());
}

/** Somebody whom a file names, with this job role. */
async function onRoster(name: string, role: string, known?: PersonId): Promise<PersonId> {
  const person = personId(randomUUID());
  const [admin] = await test.stores.people.ensure([anAccount()], at(0));
  const id = randomUUID();
  await test.stores.rosterImports.open({
    ...{ id, orgId: org, source: "hris", fileSha256: "f".repeat(64), header: ["key"], partial: false },
    ...{ requestedBy: admin?.person ?? person, requestedAt: at(0) },
  });
  const key = `E${aNumber()}`;
  const member = { id: randomUUID(), orgId: org, source: "hris", key, person, linkedBy: null, endedAt: null } as const;
  const record = {
    ...({ key, name, role, kind: "employee", email: null, githubLogin: null, githubId: null } as const),
    ...{ department: null, manager: null, company: null, startsOn: null, endsOn: null },
  };
  await test.stores.roster.addMembers([member], at(0));
  const version = {
    member: member.id,
    snapshot: id,
    record,
    recordSha256: sha256OfJson(record),
    salt: randomBytes(32),
  };
  await test.stores.roster.addVersions([version], at(0));
  if (known !== undefined) await test.stores.roster.link(member.id, known, "admin");
  return known ?? person;
}

const accept = (person: PersonId, what = text) =>
  test.stores.acknowledgements.add({
    ...what,
    id: randomUUID(),
    ...{ person, orgId: null, typedName: "Some Name", sessionId: "f".repeat(64), acknowledgedAt: at(9) },
  });
async function erase(person: PersonId): Promise<void> {
  const traces = await test.stores.erasure.tracesOf(person);
  await inTransaction(test.db, (tx) => eraseByFate(tx, traces));
}

const ALL: ReaderQuery = { search: "", show: "all", page: 1, limit: 50 };

describe("whom a policy is for", () => {
  it("is members and those on the roster, each once, and nobody who left, nor a bot", async () => {
    const mira = await aMember("mira");
    await onRoster("Mira Novak", "engineer", mira);
    await onRoster("Fin Ance", "Finance");
    await aMember("gone", { present: false });
    await aMember("robot[bot]", { type: "Bot" });
    await accept(mira);

    const count = (audience: Audience) => test.stores.acknowledgements.count(org, text, audience);
    const nobodyTold = { reached: 0, unreached: 0 };
    expect(await count({})).toEqual({ audience: 2, done: 1, ...nobodyTold });
    expect(await count({ roles: ["finance"] })).toEqual({ audience: 1, done: 0, ...nobodyTold });
    expect(await count({ people: [mira] })).toEqual({ audience: 1, done: 1, ...nobodyTold });
  });

  it("is counted and listed by whom the notice reached, and why it did not", async () => {
    const { acknowledgements, notices } = test.stores;
    const [told, missed, untold] = [await aMember("told"), await aMember("missed"), await aMember("untold")];
    const about = noticeOf(text);
    const plan = [told, missed].map((person) => ({ id: randomUUID(), orgId: org, person, about, plannedAt: at(0) }));
    await notices.plan(plan.map((one) => ({ ...one, kind: "policy" })));
    const [first, second] = plan.map(({ id }) => id);
    await notices.complete([first ?? ""], at(1), { delivered: true, channel: "mail", ref: null, why: null });
    await notices.complete([second ?? ""], at(1), { delivered: false, channel: null, ref: null, why: "no-address" });
    const query: ReaderQuery = { search: "", show: "unreached", page: 1, limit: 10 };

    expect(await acknowledgements.count(org, text, {})).toMatchObject({ audience: 3, reached: 1, unreached: 1 });
    expect((await acknowledgements.readers(org, text, {}, query)).rows).toMatchObject([
      { person: missed, told: { delivered: false, why: "no-address" } },
    ]);
    const all = await acknowledgements.readers(org, text, {}, { ...query, show: "all" });
    expect(all.rows.find(({ person }) => person === untold)?.told).toBeNull();
    await accept(missed);
    expect(await acknowledgements.count(org, text, {})).toMatchObject({ unreached: 0 });
  });

  it("is told some at a time, nobody twice", async () => {
    const people = [await aMember("a"), await aMember("b"), await onRoster("C", "x")];

    const about = noticeOf(text);
    const untold = () => test.stores.acknowledgements.untold(org, text, {}, 2);
    const plan = (some: readonly PersonId[]) =>
      test.stores.notices.plan(
        some.map((person) => ({ id: randomUUID(), orgId: org, person, kind: "policy", about, plannedAt: at(0) })),
      );

    const first = await untold();
    await plan(first);
    const rest = await untold();
    await plan(rest);

    expect([...first, ...rest]).toEqual(people.toSorted());
    expect(await untold()).toEqual([]);
    const late = await aMember("late");
    expect(await untold()).toEqual([late]);
    await accept(late);
    expect(await untold()).toEqual([]);
  });

  it("is listed with who accepted it, by search and by state, a page at a time", async () => {
    const mira = await aMember("mira");
    await onRoster("Mira Novak", "engineer", mira);
    await aMember("jo");
    await onRoster("Fin Ance", "Finance");
    await accept(mira);
    const read = (asked: Partial<ReaderQuery>) =>
      test.stores.acknowledgements.readers(org, text, {}, { ...ALL, ...asked });
    const loginsOf = async (asked: Partial<ReaderQuery>) => (await read(asked)).rows.map(({ logins }) => logins);

    expect(await loginsOf({})).toEqual([[], ["jo"], ["mira"]]);
    expect((await read({ show: "done" })).rows).toMatchObject([{ name: "Mira Novak", acknowledgedAt: at(9) }]);
    expect(await loginsOf({ show: "missing" })).toEqual([[], ["jo"]]);
    expect(await loginsOf({ search: " @MIRA" })).toEqual([["mira"]]);
    expect((await read({ search: "ance" })).rows).toMatchObject([{ name: "Fin Ance" }]);
    expect(await read({ page: 2, limit: 2 })).toMatchObject({ total: 3, rows: [{ logins: ["mira"] }] });
  });

  it("knows the organisations and job roles of somebody", async () => {
    const mira = await aMember("mira");
    await onRoster("Mira Novak", "Engineer", mira);
    const accounts = await test.stores.people.accountsOf(mira);

    const orgs = await test.stores.acknowledgements.organisationsOf(
      mira,
      accounts.map(({ id }) => id),
    );

    expect(orgs).toEqual([org]);
    expect(await test.stores.acknowledgements.rolesOf(org, mira)).toEqual(["Engineer"]);
  });
});

describe("accepting a policy", () => {
  it("counts once for each text", async () => {
    const mira = await aMember("mira");

    expect([await accept(mira), await accept(mira), await accept(mira, { ...text, sha256: aSha() })]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("goes with whom somebody turned out to be, and nothing stands twice", async () => {
    const [before, after] = [await onRoster("Mira Novak", "engineer"), await aMember("mira")];
    const other = { ...text, sha256: aSha() };
    await accept(before);
    await accept(before, other);
    await accept(after);

    await test.stores.roster.merge(before, after);

    expect((await test.stores.acknowledgements.listOf(after)).map(({ sha256 }) => sha256).sort()).toEqual(
      [text.sha256, other.sha256].sort(),
    );
    expect(await test.stores.acknowledgements.listOf(before)).toEqual([]);
  });

  it("stands in the evidence with the typed name, until the person is erased", async () => {
    const mira = await aMember("mira");
    await accept(mira);
    const source = createPolicyDocumentSource(test.db, org);
    const signed = [{ ...text, person: mira }];

    expect([...(await source.acknowledgements(signed)).values()]).toMatchObject([{ typedName: "Some Name" }]);
    expect(await source.accepted(text)).toBe(1);
    await erase(mira);
    expect((await source.acknowledgements(signed)).size).toBe(0);
  });
});

describe("versions of the training policy", () => {
  function aVersion(version: number, told: Partial<TrainingPolicyVersion> = {}): TrainingPolicyVersion {
    return {
      ...{ id: randomUUID(), orgId: org, version, sha256: aSha(), policySha256: aSha(), markdown: `# ${version}\n` },
      ...{ createdAt: at(version), approvedBy: null, approvedAt: null, ...told },
    };
  }

  it("are told newest first, and the newest that was approved holds", async () => {
    const [one, two] = [aVersion(1), aVersion(2)];
    const sam = await aMember("sam");
    await test.stores.trainingPolicies.add(one);
    await test.stores.trainingPolicies.approve(one.id, { person: sam, typedName: "Sam Sato", sessionId: null }, at(5));
    await test.stores.trainingPolicies.add(two);

    expect(await test.stores.trainingPolicies.latest(org)).toEqual(two);
    expect(await test.stores.trainingPolicies.approved(org)).toEqual({ ...one, approvedBy: sam, approvedAt: at(5) });
    expect((await test.stores.trainingPolicies.list(org)).map(({ version }) => version)).toEqual([2, 1]);
    expect(await test.stores.trainingPolicies.find(org, 3)).toBeNull();
    expect([...(await createPolicyDocumentSource(test.db, org).versions([1, 2])).values()]).toMatchObject([
      { version: 1, approverName: "Sam Sato" },
      { version: 2, approverName: null },
    ]);
  });

  it("are approved once, by whoever comes first", async () => {
    const version = aVersion(1);
    await test.stores.trainingPolicies.add(version);
    const [sam, leo] = [await aMember("sam"), await aMember("leo")];
    const by = (person: PersonId) =>
      test.stores.trainingPolicies.approve(version.id, { person, typedName: "A Name", sessionId: null }, at(5));

    expect((await Promise.all([by(sam), by(leo)])).filter(Boolean)).toHaveLength(1);
  });

  it("are approved for good: who approved is known by their random id when they are erased", async () => {
    const version = aVersion(1);
    const sam = await aMember("sam");
    await test.stores.trainingPolicies.add(version);
    await test.stores.trainingPolicies.approve(
      version.id,
      { person: sam, typedName: "Sam Sato", sessionId: null },
      at(5),
    );

    await erase(sam);

    expect(await test.stores.trainingPolicies.approved(org)).toMatchObject({ version: 1, approvedBy: sam });
    const [kept] = (await createPolicyDocumentSource(test.db, org).versions([1])).values();
    expect(kept?.approverName).toBeNull();
  });

  it("tell how long access stood that others gave, in minutes that are begun, and of nothing else", async () => {
    const person = await aMember("mira");
    expect(await test.stores.trainingPolicies.longestWithdrawal(org)).toBeNull();
    const hold = (cause: string, accessFrom: Date | null, withdrawnAt: Date | null) => ({
      ...{ id: randomUUID(), orgId: BigInt(org), accountId: BigInt(aNumber()), personId: person, cause },
      ...{ target: {}, missing: [], openedAt: at(0), decisionId: "d", accessFrom, withdrawnAt },
    });
    await test.db.accessHold.createMany({
      data: [
        hold("new", at(0), at(61)),
        hold("new", at(0), at(30)),
        hold("new", at(0), null),
        hold("lapse", at(0), at(9_000)),
      ],
    });

    expect(await test.stores.trainingPolicies.longestWithdrawal(org)).toBe(2);
  });
});
