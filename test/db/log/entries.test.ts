import { describe, expect, it } from "vitest";
import { inTransaction } from "../../../src/db/client.ts";
import { createStores } from "../../../src/db/stores.ts";
import { at, useStores } from "../../support/stores.ts";

describe("the log store", () => {
  const test = useStores();

  it("is empty at first", async () => {
    expect(await test.stores.log.size()).toBe(0);
    expect(await test.stores.log.read({ from: 0, limit: 10 })).toEqual([]);
  });

  it("keeps an entry with the change that it records, and loses it with the change", async () => {
    const append = (key: string, after?: () => never) =>
      inTransaction(test.db, async (tx) => {
        const stores = createStores(tx);
        await stores.settings.once(key, () => "changed");
        await stores.log.append({ body: { type: "installation.changed" }, occurredAt: at(1) });
        after?.();
      });

    await append("kept");
    await expect(
      append("lost", () => {
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");

    expect(await test.stores.log.waiting()).toBe(1);
    expect(await test.db.setting.findMany({ where: { key: { in: ["kept", "lost"] } } })).toHaveLength(1);
    expect(await test.db.logInbox.findFirst()).toMatchObject({
      body: { type: "installation.changed" },
      occurredAt: at(1),
    });
  });

  it("offers an append to nobody outside a transaction", () => {
    // @ts-expect-error: stores on the pool only read the log
    expect(test.stores.log.append).toBeDefined();
  });

  describe("entries", () => {
    it("are read in their order, from a place on", async () => {
      const entries = [0, 1, 2, 3].map((seq) => ({
        seq: BigInt(seq),
        type: "installation.changed",
        subject: seq === 0 ? null : crypto.randomUUID(),
        body: `{"seq":${seq}}`,
        leafHash: new Uint8Array(32).fill(seq),
        recordedAt: at(seq),
      }));
      await test.db.logEntry.createMany({ data: entries.toReversed() });

      const read = await test.stores.log.read({ from: 1, limit: 2 });

      expect(await test.stores.log.size()).toBe(4);
      expect(read).toEqual(entries.slice(1, 3).map((entry) => ({ ...entry, epoch: 1, seq: Number(entry.seq) })));
    });

    it("are of the epoch that is named, or of the newest", async () => {
      const entry = {
        epoch: 2,
        seq: 0n,
        type: "epoch.opened",
        body: "{}",
        leafHash: new Uint8Array(32),
        recordedAt: at(9),
      };
      expect(await test.stores.log.findLast("epoch.opened")).toBeNull();
      await test.db.logEpoch.createMany({
        data: [1, 2].map((epoch) => ({ epoch, origin: `gate/log/${epoch}`, openedAt: at(9) })),
      });
      await test.db.logEntry.create({ data: entry });

      expect([await test.stores.log.size(), await test.stores.log.size(1)]).toEqual([1, 4]);
      expect(await test.stores.log.read({ from: 0, limit: 9 })).toMatchObject([{ epoch: 2, seq: 0 }]);
      expect(await test.stores.log.read({ epoch: 1, from: 3, limit: 9 })).toMatchObject([{ epoch: 1, seq: 3 }]);
      expect(await test.stores.log.findLast("epoch.opened")).toMatchObject({ epoch: 2, seq: 0 });
      expect(await test.stores.log.findLast("installation.changed")).toMatchObject({ epoch: 1, seq: 3 });
    });

    it.each([
      ["changed", "UPDATE log_entry SET type = 'other' WHERE seq = 1"],
      ["deleted", "DELETE FROM log_entry WHERE seq = 1"],
      ["truncated", "TRUNCATE log_entry"],
    ])("cannot be %s", async (_, statement) => {
      await expect(test.db.$executeRawUnsafe(statement)).rejects.toThrow(/The gate log is append only/);

      expect(await test.stores.log.size(1)).toBe(4);
    });

    it.each([
      ["before the first", -1n, 32, "log_entry_seq_check"],
      ["with a leaf that is no SHA-256", 4n, 31, "log_entry_leaf_hash_check"],
    ])("cannot stand %s", async (_, seq, bytes, constraint) => {
      const entry = { seq, type: "x", body: "{}", leafHash: new Uint8Array(bytes), recordedAt: at(0) };

      await expect(test.db.logEntry.create({ data: entry })).rejects.toThrow(constraint);
    });

    it("cannot take a place that is taken", async () => {
      const entry = { seq: 1n, type: "x", body: "{}", leafHash: new Uint8Array(32), recordedAt: at(0) };

      await expect(test.db.logEntry.create({ data: entry })).rejects.toMatchObject({ code: "P2002" });
    });
  });
});
