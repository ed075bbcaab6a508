import { describe, expect, it } from "vitest";
import { orgId } from "../../../src/domain/ids.ts";
import { useStores } from "../../support/stores.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));

describe("what is kept of a team whose writes GitHub refuses", () => {
  const opened = useStores();
  const org = orgId(71);
  const KEY = "team:5";
  const gate = async () => (await opened.stores.accessGates.gatesOf(org)).find(({ key }) => key === KEY);

  it("is since when, however often it was refused again; one of many may try, and a write that was taken ends it", async () => {
    const { accessGates } = opened.stores;
    await accessGates.openGates(org, [{ key: KEY, since: at(0) }]);
    expect(await accessGates.takeTry(org, KEY, at(23), at(23))).toBe(false);

    await accessGates.markSynced(org, KEY, at(1));
    await accessGates.markSynced(org, KEY, at(2));
    expect(await gate()).toMatchObject({ syncedAt: at(1), triedAt: at(2) });

    expect(await accessGates.takeTry(org, KEY, at(1), at(9))).toBe(false);
    const takers = await Promise.all([1, 2, 3].map(() => accessGates.takeTry(org, KEY, at(3), at(9))));
    expect(takers.filter(Boolean)).toHaveLength(1);
    expect(await gate()).toMatchObject({ syncedAt: at(1), triedAt: at(9) });

    expect(await accessGates.clearSynced(org, KEY)).toBe(true);
    expect(await accessGates.clearSynced(org, KEY)).toBe(false);
    expect(await gate()).toMatchObject({ since: at(0), syncedAt: null, triedAt: null });
  });
});
