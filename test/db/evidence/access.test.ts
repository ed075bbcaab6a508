import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { createAccountSource, createRosterSource, createTeamSource } from "../../../src/db/evidence/access.ts";
import type { AccessObservation } from "../../../src/domain/access.ts";
import { type AccountId, type OrgId, orgId, personId } from "../../../src/domain/ids.ts";
import { aNumber, anAccount, at, useStores } from "../../support/stores.ts";

const test = useStores();
let org: OrgId;
beforeEach(() => {
  org = orgId(aNumber());
});

async function somebody() {
  const [account] = await test.stores.people.ensure([anAccount()], at(0));
  if (!account?.person) throw new Error("An account has a person");
  return { account: account.id, person: account.person };
}

describe("accounts for reports", () => {
  function seen(account: AccountId, told: Partial<AccessObservation> = {}): AccessObservation {
    return {
      ...{ orgId: org, kind: "member", accountId: account, teamId: null, repositoryId: null, externalId: null },
      ...{ role: "member", present: true, source: "event", deliveryId: null, notBefore: null },
      observedAt: at(1),
      recordedAt: told.observedAt ?? at(1),
      ...told,
    };
  }
  const counted = (validAt: number, knownAt: number) =>
    createAccountSource(test.db, org).countSeated(at(validAt), at(knownAt));

  it("count everybody with a seat once, at any time and as known at any time, and no offers", async () => {
    const [mira, jo, kim] = [await somebody(), await somebody(), await somebody()];
    await test.stores.access.record([
      seen(mira.account),
      seen(mira.account, { kind: "team-member", teamId: 7 }),
      seen(jo.account, { observedAt: at(3) }),
      seen(kim.account, { kind: "invitation", externalId: "1" }),
      seen(jo.account, { present: false, observedAt: at(4), recordedAt: at(9) }),
    ]);

    expect([await counted(2, 10), await counted(3, 10), await counted(5, 10), await counted(5, 8)]).toEqual([
      1, 2, 1, 2,
    ]);
  });

  it("are found by whose they are", async () => {
    const mira = await somebody();

    const found = await createAccountSource(test.db, org).of([mira.person, randomUUID()]);

    expect(found).toEqual(new Map([[mira.person, [mira.account]]]));
  });
});

describe("team names for reports", () => {
  it("are those of the time, and nothing before the team was seen", async () => {
    const named = (slug: string, second: number, present = true): AccessObservation => ({
      ...{ orgId: org, kind: "team", accountId: null, teamId: 7, repositoryId: null, externalId: null },
      ...{ role: slug, present, source: "event", deliveryId: null, notBefore: null },
      observedAt: at(second),
      recordedAt: at(second),
    });
    await test.stores.access.record([named("payments", 2), named("money", 5), named("money", 9, false)]);

    const slugOf = await createTeamSource(test.db, org).slugs();

    expect([1, 2, 4, 5, 20].map((second) => slugOf(7, at(second).getTime()))).toEqual([
      ...[null, "payments", "payments", "money", "money"],
    ]);
    expect(slugOf(8, at(9).getTime())).toBeNull();
  });
});

describe("the roster for reports", () => {
  const record = (role: string, company: string) => ({
    ...{
      key: "E1",
      name: "Mira Novak",
      email: null,
      githubLogin: null,
      githubId: null,
      kind: "employee" as const,
      role,
    },
    ...{ department: null, manager: null, company, startsOn: "2026-01-05", endsOn: null },
  });

  it("is what its sources said at a time, of whom they had not lost by then", async () => {
    const { person } = await somebody();
    const member = { id: randomUUID(), orgId: org, source: "hris" as const, key: "E1", linkedBy: null, endedAt: null };
    const roster = test.stores.roster;
    await roster.addMembers([{ ...member, person: personId(randomUUID()) }], at(1));
    await roster.link(member.id, person, "login");
    for (const [seconds, role, company] of [
      [1, "engineer", "Acme"],
      [5, "design", "Beta"],
    ] as const) {
      const snapshot = randomUUID();
      const asked = { requestedBy: person, requestedAt: at(seconds) };
      await test.stores.rosterImports.open({
        ...{ id: snapshot, orgId: org, source: "hris", fileSha256: "f".repeat(64), header: ["key"], partial: false },
        ...asked,
      });
      await roster.closeVersions([member.id], at(seconds));
      const version = { member: member.id, snapshot, record: record(role, company), recordSha256: "0".repeat(64) };
      await roster.addVersions([{ ...version, salt: randomBytes(32) }], at(seconds));
    }
    await roster.markEnded([{ id: member.id, endedAt: at(9) }]);
    const source = createRosterSource(test.db, org);
    const told = async (seconds: number) => (await source.factsAt([person], at(seconds))).get(person) ?? null;

    expect([await told(0), await told(2), await told(6), await told(10)]).toEqual([
      null,
      { roles: ["engineer"], startsOn: "2026-01-05", employer: "Acme" },
      { roles: ["design"], startsOn: "2026-01-05", employer: "Beta" },
      null,
    ]);
    expect(await source.factsAt([], at(2))).toEqual(new Map());
  });
});
