import { describe, expect, it } from "vitest";
import { observeLog } from "../../../src/pipeline/anchors/observe-log.ts";
import { newKey, saveCheckpoint } from "../../support/checkpoints.ts";
import { useStores } from "../../support/stores.ts";

describe("how the gate log stands, by our own records", () => {
  const database = useStores();
  const now = new Date("2026-11-23T10:00:00.000Z");
  const anchors = { anchor: true, timestamps: true, mail: true };
  const observe = (set = anchors) => observeLog({ stores: database.stores, clock: () => now, anchors: set });

  it("is that nothing was done yet, at first", async () => {
    const nothing = { doneAt: null, failingSince: null, problem: null };

    expect(await observe()).toEqual({
      at: now,
      newest: null,
      begunAnewAt: null,
      refused: null,
      damaged: null,
      anchor: { silentSince: null, problem: null },
      timestamps: nothing,
      mail: nothing,
    });
  });

  it("leaves out what is not set up", async () => {
    const seen = await observe({ anchor: false, timestamps: false, mail: false });

    expect(seen).toMatchObject({ anchor: null, timestamps: null, mail: null });
  });

  it("is the newest checkpoint, a log that was begun anew, and why nothing is signed, in words", async () => {
    const keys = [newKey()];
    await saveCheckpoint(database.db, { size: 10, at: now, keys });
    await saveCheckpoint(database.db, { epoch: 2, size: 3, at: now, keys });
    await database.stores.logTree.stamp({ epoch: 2, size: 3 }, Uint8Array.of(1), now);
    await database.stores.logTree.noteSigning({
      refusedSince: now,
      problem: { kind: "gap", epoch: 2, seq: 1 },
      checkedProblem: { kind: "leaf-differs", epoch: 1, seq: 7 },
      anchorSilentSince: now,
      anchorProblem: "not reached",
    });

    const seen = await observe();

    expect(seen).toMatchObject({
      newest: { epoch: 2, size: 3, stamped: true },
      begunAnewAt: now,
      anchor: { silentSince: now, problem: "not reached" },
    });
    expect(seen.refused?.why).toMatch(/^Log 2 has no entry 1/);
    expect(seen.damaged).toMatch(/^Entry 7 of the gate log is not what was hashed/);
  });
});
