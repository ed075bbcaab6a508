import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Db, inTransaction } from "../../../src/db/client.ts";
import { type Sequencing, sequence } from "../../../src/db/log/sequencer.ts";
import { createStores } from "../../../src/db/stores.ts";
import { leafHash } from "../../../src/gatelog/place.ts";
import { at, countBlocked, useStores } from "../../support/stores.ts";

const finish: Sequencing["finish"] = ({ body, occurredAt }, { seq, recordedAt }) => {
  const text = JSON.stringify({ ...body, seq, recordedAt, occurredAt });
  return { type: String(body.type), subject: null, body: text, leafHash: leafHash(Buffer.from(text)) };
};

const now = () => at(30);

async function append(db: Db, ...keys: readonly number[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { log } = createStores(tx);
    for (const key of keys) await log.append({ body: { type: "installation.changed", key }, occurredAt: at(key % 60) });
  });
}

function keysOf(entries: readonly { readonly body: string }[]): readonly number[] {
  return entries.map(({ body }) => JSON.parse(body).key);
}

describe("the sequencer", () => {
  const test = useStores();

  it("does nothing when nothing waits", async () => {
    expect(await sequence(test.db, { finish, now, limit: 10 })).toBe(0);
    expect(await test.stores.log.size()).toBe(0);
  });

  it("gives what waits its place, from zero on, and takes it out of the inbox", async () => {
    await append(test.db, 1, 2, 3);

    expect(await sequence(test.db, { finish, now, limit: 2 })).toBe(2);
    expect(await test.stores.log.waiting()).toBe(1);
    expect(await sequence(test.db, { finish, now, limit: 2 })).toBe(1);

    const entries = await test.stores.log.read({ from: 0, limit: 10 });
    expect(entries.map(({ seq }) => seq)).toEqual([0, 1, 2]);
    expect(keysOf(entries)).toEqual([1, 2, 3]);
    expect(await test.stores.log.waiting()).toBe(0);
  });

  it("stores the bytes that were hashed, and tells the place and the time to whoever makes them", async () => {
    const from = await test.stores.log.size();
    await append(test.db, 7);

    await sequence(test.db, { finish, now, limit: 10 });

    const [entry] = await test.stores.log.read({ from, limit: 1 });
    const body = { type: "installation.changed", key: 7, seq: from, recordedAt: at(30), occurredAt: at(7) };
    expect(JSON.parse(entry!.body)).toEqual(JSON.parse(JSON.stringify(body)));
    expect(entry).toMatchObject({ seq: from, type: "installation.changed", subject: null, recordedAt: at(30) });
    expect(Buffer.from(entry!.leafHash)).toEqual(leafHash(Buffer.from(entry!.body)));
  });

  it("never dates an entry before the one before it", async () => {
    const from = await test.stores.log.size();
    await append(test.db, 8);

    await sequence(test.db, { finish, now: () => at(10), limit: 10 });

    expect(await test.stores.log.read({ from, limit: 1 })).toMatchObject([{ recordedAt: at(30) }]);
  });

  it("stops at a draft that cannot be finished, and leaves log and inbox as they were", async () => {
    const size = await test.stores.log.size();
    await append(test.db, 9, 10);
    const refuse: Sequencing["finish"] = (draft, place) => {
      if (draft.body.key === 10) throw new Error("not an entry");
      return finish(draft, place);
    };

    await expect(sequence(test.db, { finish: refuse, now, limit: 10 })).rejects.toThrow("not an entry");

    expect(await test.stores.log.size()).toBe(size);
    expect(await test.stores.log.waiting()).toBe(2);
    expect(await sequence(test.db, { finish, now, limit: 10 })).toBe(2);
  });

  it("stands back while another process is at it", async () => {
    await append(test.db, 11);
    const [second, third] = [test.another(), test.another()];
    let first: Promise<number> | undefined;

    await inTransaction(third, async (tx) => {
      await tx.$executeRaw`LOCK TABLE log_entry IN EXCLUSIVE MODE`;
      first = sequence(second, { finish, now, limit: 10 });
      await expect.poll(() => countBlocked(test.db)).toBe(1);

      expect(await sequence(test.db, { finish, now, limit: 10 })).toBe(0);
    });

    expect(await first).toBe(1);
  });

  it("leaves no gap and makes no fork when two processes sequence while 500 entries are appended", async () => {
    const from = await test.stores.log.size();
    const second = test.another();
    let appending = true;
    const sequencers = [test.db, second].map(async (db) => {
      let placed = 0;
      while (appending || (await createStores(db).log.waiting()) > 0) {
        placed += await sequence(db, { finish, now, limit: 37 });
        await sleep(1);
      }
      return placed;
    });

    const keys = Array.from({ length: 500 }, (_, key) => 1_000 + key);
    await Promise.all(keys.map((key) => append(key % 2 === 0 ? test.db : second, key)));
    appending = false;
    const placed = await Promise.all(sequencers);

    const entries = await test.stores.log.read({ from, limit: 1_000 });
    expect(placed.reduce((sum, count) => sum + count)).toBe(500);
    expect(entries.map(({ seq }) => seq)).toEqual(keys.map((_, index) => from + index));
    expect(keysOf(entries).toSorted((one, other) => one - other)).toEqual(keys);
    expect(entries.every(({ body, seq }) => JSON.parse(body).seq === seq)).toBe(true);
    expect(await test.stores.log.waiting()).toBe(0);
  });
});
