import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { orgId } from "../../../src/domain/ids.ts";
import type { Landing, LandingRecord } from "../../../src/domain/stores/landings.ts";
import { aNumber, aSha, at, saveRepository, useStores } from "../../support/stores.ts";

describe("what came onto a default branch", () => {
  const test = useStores();

  async function aBranch() {
    const { id: repositoryId } = await saveRepository(test.stores);
    const org = orgId(aNumber());
    const landing = (told: Partial<Landing>): Landing => ({
      ...{ id: randomUUID(), orgId: org, repositoryId, branch: "main", record: null, number: null, before: null },
      ...{ after: null, landedAt: at(0), landedBy: null, result: "allowed" },
      ...told,
    });
    const record = (told: Partial<LandingRecord> = {}): LandingRecord => ({
      ...{ activityId: aNumber(), kind: "pr_merge", before: aSha(), after: aSha(), at: at(0) },
      ...told,
    });
    const rows = async () => {
      const found = await test.db.landing.findMany({
        where: { repositoryId: BigInt(repositoryId) },
        orderBy: { number: "asc" },
      });
      return found.map(({ number, activityId, afterSha }) => ({
        number,
        activityId: activityId && Number(activityId),
        afterSha,
      }));
    };
    return { repositoryId, org, landing, record, rows };
  }

  it("is kept once for each pull request and for each record of GitHub's", async () => {
    const { landing, record } = await aBranch();
    const { activityId, kind } = record();
    const { landings } = test.stores;

    expect(await landings.add(landing({ number: 4 }))).toBe(true);
    expect(await landings.add(landing({ number: 4 }))).toBe(false);
    expect(await landings.add(landing({ record: { activityId, kind } }))).toBe(true);
    expect(await landings.add(landing({ record: { activityId, kind } }))).toBe(false);
  });

  it("gets GitHub's record by the commit that it left, or by its number; of two with one commit, the first", async () => {
    const { repositoryId, landing, record, rows } = await aBranch();
    const { landings } = test.stores;
    const [shared, byNumber, unknown] = [record(), record(), record()];
    for (const number of [7, 5]) await landings.add(landing({ number, after: shared.after }));
    await landings.add(landing({ number: 9 }));

    expect(await landings.link(repositoryId, shared, null)).toBe(true);
    expect(await landings.link(repositoryId, byNumber, 9)).toBe(true);
    expect(await landings.link(repositoryId, unknown, null)).toBe(false);

    expect(await rows()).toEqual([
      { number: 5, activityId: shared.activityId, afterSha: shared.after },
      { number: 7, activityId: null, afterSha: shared.after },
      { number: 9, activityId: byNumber.activityId, afterSha: byNumber.after },
    ]);
    expect(await landings.isExplained(repositoryId, shared.after)).toBe(true);
    expect(await landings.isExplained(repositoryId, unknown.after)).toBe(false);
    expect(await landings.knownAmong(repositoryId, [shared.activityId, unknown.activityId])).toEqual(
      new Set([shared.activityId]),
    );
  });

  it("is watched from the first look at the branch on; only a tip that moved is told", async () => {
    const { repositoryId, org } = await aBranch();
    const { landings } = test.stores;
    const first = { repositoryId, branch: "main", headSha: aSha() };
    const moved = { ...first, headSha: aSha() };

    expect(await landings.noteTips(org, [first], at(1))).toEqual([]);
    expect(await landings.noteTips(org, [first], at(2))).toEqual([]);
    expect(await landings.noteTips(org, [moved], at(3))).toEqual([repositoryId]);
    expect(await landings.noteTips(org, [{ ...first, branch: "trunk" }], at(3))).toEqual([repositoryId]);

    const mark = await landings.mark(repositoryId);
    expect(mark).toMatchObject({ ...first, since: at(1), activityId: null });
    if (mark) await landings.saveMark({ ...mark, headSha: moved.headSha, activityId: 5, lookedAt: at(4) });
    expect(await landings.noteTips(org, [moved], at(5))).toEqual([]);
    expect(await landings.mark(repositoryId)).toMatchObject({ since: at(1), activityId: 5, lookedAt: at(4) });
  });
});
