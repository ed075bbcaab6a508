import { beforeAll, describe, expect, it } from "vitest";
import { stampCheckpoint, stampDaily } from "../../../src/pipeline/anchors/stamp.ts";
import { TimestampError } from "../../../src/pipeline/anchors/timestamping.ts";
import { newKey, saveCheckpoint } from "../../support/checkpoints.ts";
import { useStores } from "../../support/stores.ts";

describe("timestamps of the log", () => {
  const database = useStores();
  const keys = [newKey()];
  const asked: string[] = [];
  let now = new Date("2026-11-23T00:08:00.000Z");
  let isDown = false;
  const deps = () => ({
    stores: database.stores,
    clock: () => now,
    timestamping: {
      stamp: async (bytes: Uint8Array) => {
        if (isDown) throw new TimestampError("answered 503");
        asked.push(Buffer.from(bytes).toString("utf8"));
        return { response: Uint8Array.of(asked.length), at: now };
      },
    },
  });
  const checkpoints = () => database.stores.logTree.checkpoints({ epoch: 1, after: 0, limit: 100 });
  const stamped = async () => (await checkpoints()).map(({ tsr }) => tsr && [...tsr]);
  const save = (size: number) => saveCheckpoint(database.db, { size, at: now, keys });
  const state = () => database.stores.anchors.find("timestamp");

  beforeAll(async () => {
    await stampDaily(deps());
    expect(asked).toEqual([]);
    await save(10);
  });

  it("are over the whole note of the newest checkpoint, once a day in UTC, and kept with it", async () => {
    await stampDaily(deps());
    now = new Date("2026-11-23T23:08:00.000Z");
    await save(20);
    await stampDaily(deps());

    const [first] = await checkpoints();
    expect(asked).toEqual([first?.note]);
    expect(await stamped()).toEqual([[1], null]);
    expect(first?.tsrAt).toEqual(new Date("2026-11-23T00:08:00.000Z"));
  });

  it("are tried again after a failure, which is remembered from its first time on", async () => {
    isDown = true;
    for (const time of ["00:08", "01:08"]) {
      now = new Date(`2026-11-24T${time}:00.000Z`);
      await expect(stampDaily(deps())).rejects.toThrow(TimestampError);
    }
    expect(await state()).toMatchObject({
      failingSince: new Date("2026-11-24T00:08:00.000Z"),
      problem: "answered 503",
      doneAt: new Date("2026-11-23T00:08:00.000Z"),
    });

    isDown = false;
    now = new Date("2026-11-24T02:08:00.000Z");
    await stampDaily(deps());

    expect(await stamped()).toEqual([[1], [2]]);
    expect(await state()).toMatchObject({ doneAt: now, failingSince: null, problem: null });
  });

  it("are not asked for twice over the same checkpoint", async () => {
    now = new Date("2026-11-25T00:08:00.000Z");
    await stampDaily(deps());
    const [, known] = await checkpoints();

    await stampCheckpoint(known!, deps());

    expect(asked).toHaveLength(2);
    expect(await stamped()).toEqual([[1], [2]]);
  });

  it("are there at once for a checkpoint that is handed out, and the day has its own with it", async () => {
    await stampCheckpoint(await save(30), deps());
    await save(40);
    await stampDaily(deps());

    expect(await stamped()).toEqual([[1], [2], [3], null]);
  });
});
