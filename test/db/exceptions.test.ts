import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decisionId, orgId, type PersonId } from "../../src/domain/ids.ts";
import { aNumber, anAccount, aRepository, aSha, at, useStores } from "../support/stores.ts";

const test = useStores();

async function somebody(): Promise<PersonId> {
  const [account] = await test.stores.people.ensure([anAccount()], at(0));
  return account!.person!;
}

async function aWaiver(change: { endsAt?: Date; layer?: string } = {}) {
  const [person, requestedBy] = [await somebody(), await somebody()];
  const org = orgId(aNumber());
  const id = randomUUID();
  await test.stores.waivers.request({
    ...{
      id,
      orgId: org,
      person,
      layer: "developer",
      repositories: ["payments-*"],
      reason: "why",
      documentSha256: null,
    },
    ...{ startsAt: at(0), endsAt: at(60), salt: Uint8Array.of(1, 2, 3), owner: requestedBy, requestedBy },
    requestedAt: at(0),
    ...change,
  });
  return { id, org, person, requestedBy };
}

describe("waivers", () => {
  it("stand from approval to their end, and not before, after, or once they are revoked", async () => {
    const { waivers } = test.stores;
    const { id, org, person } = await aWaiver();
    const standing = async (seconds: number) =>
      (await waivers.listStanding(org, [person], at(seconds))).map((waiver) => waiver.id);

    expect(await standing(1)).toEqual([]);
    expect(await waivers.approve(id, await somebody(), at(2), at(2))).toBe(true);
    expect(await standing(3)).toEqual([id]);
    expect(await standing(59)).toEqual([id]);
    expect(await standing(60)).toEqual([]);
    expect(await waivers.end(id, { by: null, at: at(10), reason: "done" })).toBe(true);
    expect(await standing(11)).toEqual([]);
  });

  it("are over from their end on, or from when they were revoked; one that was never in force is not", async () => {
    const { waivers } = test.stores;
    const [whole, revoked, early] = [await aWaiver(), await aWaiver(), await aWaiver()];
    const over = async ({ org, person }: typeof whole, seconds: number) =>
      (await waivers.listOver(org, person, at(seconds))).map(({ endsAt }) => endsAt);
    for (const one of [whole, revoked]) await waivers.approve(one.id, await somebody(), at(2), at(2));
    await waivers.approve(early.id, await somebody(), at(2), at(30));
    for (const { id } of [revoked, early]) await waivers.end(id, { by: null, at: at(10), reason: "done" });

    expect(await over(whole, 59)).toEqual([]);
    expect(await over(whole, 60)).toEqual([at(60)]);
    expect(await over(revoked, 9)).toEqual([]);
    expect(await over(revoked, 10)).toEqual([at(10)]);
    expect(await over(early, 90)).toEqual([]);
    expect(await over(await aWaiver(), 90)).toEqual([]);
  });

  it("come back as they were asked for", async () => {
    const { id, person, requestedBy } = await aWaiver();

    expect(await test.stores.waivers.find(id)).toMatchObject({
      person,
      requestedBy,
      repositories: ["payments-*"],
      salt: Uint8Array.of(1, 2, 3),
      approvedBy: null,
      uses: 0,
    });
  });

  it("are approved once, and never after they ended", async () => {
    const { waivers } = test.stores;
    const [first, second] = [await aWaiver(), await aWaiver()];
    await waivers.end(second.id, { by: second.requestedBy, at: at(1), reason: "no" });

    expect(await waivers.approve(first.id, await somebody(), at(2), at(2))).toBe(true);
    expect(await waivers.approve(first.id, await somebody(), at(3), at(3))).toBe(false);
    expect(await waivers.approve(second.id, await somebody(), at(2), at(2))).toBe(false);
    expect(await waivers.end(second.id, { by: null, at: at(3), reason: "again" })).toBe(false);
  });

  it("are refused by the database itself to who asked and to whom they are for", async () => {
    const { id, person, requestedBy } = await aWaiver();

    for (const approver of [person, requestedBy])
      await expect(test.stores.waivers.approve(id, approver, at(2), at(2))).rejects.toThrow("waiver_two_people_check");
  });

  it("count each decision that rested on them once", async () => {
    const { waivers } = test.stores;
    const { id } = await aWaiver();
    const decision = decisionId(aSha());

    await waivers.recordUse([id, id], decision);
    await waivers.recordUse([id], decision);
    await waivers.recordUse([id], decisionId(aSha()));

    expect((await waivers.find(id))?.uses).toBe(2);
  });
});

describe("break-glass", () => {
  async function aGlass() {
    const requestedBy = await somebody();
    const asked = {
      ...{ id: randomUUID(), orgId: orgId(aNumber()), repositoryId: aRepository().id, number: 7, headSha: aSha() },
      ...{ hours: 2, salt: Uint8Array.of(1), reason: "why", requestedBy, requestedAt: at(0) },
    };
    await test.stores.breakGlass.request(asked);
    return asked;
  }

  it("is in force for its own commit, from approval to its end", async () => {
    const { breakGlass } = test.stores;
    const glass = await aGlass();
    const inForce = async (seconds: number, sha = glass.headSha) =>
      (await breakGlass.listInForce(glass.repositoryId, [sha], at(seconds))).length;

    expect(await inForce(1)).toBe(0);
    await breakGlass.approve(glass.id, await somebody(), at(2), at(30));
    expect(await inForce(29)).toBe(1);
    expect(await inForce(29, aSha())).toBe(0);
    expect(await inForce(30)).toBe(0);
    await breakGlass.end(glass.id, { by: null, at: at(5), reason: "over" });
    expect(await inForce(6)).toBe(0);
  });

  it("is reviewed once, by a third person, after it was approved", async () => {
    const { breakGlass } = test.stores;
    const glass = await aGlass();
    const approver = await somebody();

    expect(await breakGlass.review(glass.id, await somebody(), at(1), "early")).toBe(false);
    await breakGlass.approve(glass.id, approver, at(2), at(30));
    for (const reviewer of [approver, glass.requestedBy])
      await expect(breakGlass.review(glass.id, reviewer, at(3), "own")).rejects.toThrow("break_glass_reviewer_check");
    expect(await breakGlass.review(glass.id, await somebody(), at(3), "fine")).toBe(true);
    expect(await breakGlass.review(glass.id, await somebody(), at(4), "again")).toBe(false);
  });
});

describe("imports", () => {
  async function aBatch(rowSha256s: readonly string[]) {
    const [person, requestedBy] = [await somebody(), await somebody()];
    const counts = { rows: rowSha256s.length, rejected: 0, known: 0 };
    const batch = {
      id: randomUUID(),
      orgId: orgId(aNumber()),
      source: "x",
      method: "import" as const,
      fileSha256: aSha(),
      ...counts,
    };
    const row = { line: 2, person, externalCourse: "A", courseId: "a", courseVersion: "1.0.0", completedAt: at(0) };
    await test.stores.imports.request(
      { ...batch, requestedBy, requestedAt: at(0) },
      rowSha256s.map((rowSha256) => ({
        ...row,
        rowSha256,
        score: null,
        certificate: null,
        signedAt: null,
        listedAs: null,
      })),
    );
    return batch.id;
  }

  it("know their rows until they are declined", async () => {
    const { imports } = test.stores;
    const [one, other] = [aSha(), aSha()];
    const id = await aBatch([one]);

    expect(await imports.knownAmong([one, other])).toEqual(new Set([one]));
    expect(await imports.decline(id, { by: null, at: at(1), reason: "no" })).toBe(true);
    expect(await imports.knownAmong([one, other])).toEqual(new Set());
  });

  it("keep all rows of a file or none", async () => {
    const [known, fresh] = [aSha(), aSha()];
    await aBatch([known]);

    await expect(aBatch([fresh, known])).rejects.toThrow();

    expect(await test.stores.imports.knownAmong([fresh])).toEqual(new Set());
  });

  it("are approved or declined, and not both", async () => {
    const id = await aBatch([aSha()]);

    expect(await test.stores.imports.approve(id, await somebody(), at(1))).toBe(true);
    expect(await test.stores.imports.decline(id, { by: null, at: at(2), reason: "late" })).toBe(false);
  });
});
