import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../src/db/client.ts";
import { eraseByFate } from "../../src/db/erasure/columns.ts";
import { createPolicyDocumentSource } from "../../src/db/evidence/policy-documents.ts";
import { createPopulationSource } from "../../src/db/evidence/population.ts";
import { type OrgId, orgId, type PersonId, personId } from "../../src/domain/ids.ts";
import type { RosterStint } from "../../src/evidence/roster-sources.ts";
import { aNumber, anAccount, aSha, at, useStores } from "../support/stores.ts";

const test = useStores();
let org: OrgId;
beforeEach(() => {
  org = orgId(aNumber());
});

async function somebody(): Promise<PersonId> {
  const [account] = await test.stores.people.ensure([anAccount()], at(0));
  if (!account?.person) throw new Error("An account has a person");
  return account.person;
}

async function anOpenReview(number = 1): Promise<string> {
  const id = randomUUID();
  await test.stores.reviews.open({
    ...{ id, orgId: org, number, sha256: aSha(), document: { number }, salt: randomBytes(32) },
    ...{ openedAt: at(number), dueAt: at(100) },
  });
  return id;
}

const signature = (person: PersonId) => ({ person, typedName: "Sam Sato", sessionId: null });

describe("reviews", () => {
  it("are of their organisation, the newest first", async () => {
    const first = await anOpenReview(1);
    const second = await anOpenReview(2);
    const { reviews } = test.stores;

    expect((await reviews.list(org)).map(({ id }) => id)).toEqual([second, first]);
    expect((await reviews.latest(org))?.id).toBe(second);
    expect(await reviews.find(orgId(aNumber()), first)).toBeNull();
  });

  it("keep of an item what was said last", async () => {
    const { reviews } = test.stores;
    const id = await anOpenReview();
    const settledBy = await somebody();
    for (const comment of ["one", "two"])
      await reviews.settle(id, { item: "waivers", settledBy, settledAt: at(1), comment });

    expect(await reviews.settledOf(id)).toEqual([{ item: "waivers", settledBy, settledAt: at(1), comment: "two" }]);
  });

  it("are signed once, and approved once, after that and by another person", async () => {
    const { reviews } = test.stores;
    const id = await anOpenReview();
    const [sam, leo] = [await somebody(), await somebody()];

    expect(await reviews.approve(id, signature(leo), at(2))).toBe(false);
    expect(await reviews.sign(id, aSha(), signature(sam), at(2))).toBe(true);
    expect(await reviews.sign(id, aSha(), signature(leo), at(3))).toBe(false);
    expect(await reviews.approve(id, signature(sam), at(3))).toBe(false);
    expect(await reviews.approve(id, signature(leo), at(4))).toBe(true);
    expect(await reviews.approve(id, signature(leo), at(5))).toBe(false);
    expect(await reviews.find(org, id)).toMatchObject({ signedBy: sam, signedAt: at(2), approvedBy: leo });
  });

  it("stay when who signed is erased, without the name that they typed", async () => {
    const { reviews, erasure } = test.stores;
    const id = await anOpenReview();
    const sam = await somebody();
    await reviews.sign(id, aSha(), signature(sam), at(2));
    const source = createPolicyDocumentSource(test.db, org);
    expect(await source.reviewNames([id])).toEqual(new Map([[`${id} signed`, "Sam Sato"]]));

    const traces = await erasure.tracesOf(sam);
    await inTransaction(test.db, (tx) => eraseByFate(tx, traces));

    expect(await source.reviewNames([id])).toEqual(new Map());
    expect((await reviews.find(org, id))?.signedAt).toEqual(at(2));
  });
});

describe("the roster's population", () => {
  it("is each version that was told in the period or held in it, and who is named in it", async () => {
    const person = personId(randomUUID());
    const member = {
      id: randomUUID(),
      orgId: org,
      source: "supplier",
      key: "S1",
      person,
      linkedBy: null,
      endedAt: null,
    } as const;
    const { roster, rosterImports } = test.stores;
    await roster.addMembers([member], at(1));
    for (const [seconds, role] of [
      [1, "engineer"],
      [5, "design"],
    ] as const) {
      const snapshot = randomUUID();
      await rosterImports.open({
        ...{ id: snapshot, orgId: org, source: "supplier", fileSha256: aSha(), header: ["key"], partial: false },
        ...{ requestedBy: await somebody(), requestedAt: at(seconds) },
      });
      await roster.closeVersions([member.id], at(seconds));
      const record = {
        ...({ key: "S1", name: "Kim", email: null, githubLogin: null, githubId: null, kind: "supplier" } as const),
        ...{ role, department: null, manager: null, company: "Beta Ltd", startsOn: "2026-01-05", endsOn: null },
      };
      const version = { member: member.id, snapshot, record, recordSha256: aSha(), salt: randomBytes(32) };
      await roster.addVersions([version], at(seconds));
    }
    const source = createPopulationSource(test.db, { org, epoch: 1, size: 0 });
    const told = async (from: number, to: number) => {
      const found: RosterStint[] = [];
      for await (const stint of source.stints({ from: at(from), to: at(to) })) found.push(stint);
      return found;
    };

    const periods = [await told(0, 1), await told(0, 3), await told(2, 9), await told(6, 9)];
    expect(periods.map((found) => found.map(({ role }) => role))).toEqual([
      [],
      ["engineer"],
      ["engineer", "design"],
      ["design"],
    ]);
    const [first] = await told(0, 3);
    expect(first).toMatchObject({ person, employer: "Beta Ltd", startsOn: "2026-01-05", recordedTo: at(5) });
    expect(await source.named([person], { from: at(0), to: at(1) })).toEqual(new Set());
    expect(await source.named([person], { from: at(0), to: at(3) })).toEqual(new Set([person]));
    expect(await source.erased({ from: at(0), to: at(9) })).toBe(0);
  });
});
