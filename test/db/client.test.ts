import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { type Db, inTransaction, openDb, type Tx } from "../../src/db/client.ts";
import type { Prisma } from "../../src/db/generated/client.ts";
import { type TestDb, testDb } from "../support/db.ts";
import { quietLog, runSql } from "../support/scratch-postgres.ts";

describe("the database client", () => {
  let test: TestDb;

  beforeAll(async () => {
    test = await testDb();
    await runSql(test.url, "CREATE TABLE tally (name text PRIMARY KEY, count int NOT NULL DEFAULT 0)");
    await runSql(test.url, "INSERT INTO tally VALUES ('a'), ('b')");
  });
  afterAll(() => test.close());

  const add = (tx: Tx, name: string) => tx.$executeRaw`UPDATE tally SET count = count + 1 WHERE name = ${name}`;

  async function count(name: string): Promise<number> {
    const { rows } = await runSql(test.url, `SELECT count FROM tally WHERE name = '${name}'`);
    return rows[0].count;
  }

  describe("in a transaction", () => {
    it("commits all that was done and returns the result", async () => {
      const before = await count("a");

      const result = await inTransaction(test.db, async (tx) => {
        await add(tx, "a");
        await add(tx, "a");
        return "done";
      });

      expect(result).toBe("done");
      expect(await count("a")).toBe(before + 2);
    });

    it("keeps nothing when it throws, and does not try again", async () => {
      const before = await count("a");
      let runs = 0;

      const failing = inTransaction(test.db, async (tx) => {
        runs += 1;
        await add(tx, "a");
        throw new Error("no");
      });

      await expect(failing).rejects.toThrow("no");
      expect(await count("a")).toBe(before);
      expect(runs).toBe(1);
    });

    it("does both of two that lock each other out", async () => {
      const before = [await count("a"), await count("b")];
      let runs = 0;
      const both = (first: string, second: string) =>
        inTransaction(test.db, async (tx) => {
          runs += 1;
          await add(tx, first);
          await sleep(100);
          await add(tx, second);
        });

      await Promise.all([both("a", "b"), both("b", "a")]);

      expect([await count("a"), await count("b")]).toEqual(before.map((value) => value + 2));
      expect(runs).toBeGreaterThan(2);
    });

    it("does both of two that cannot be put in a row until one is done again", async () => {
      let runs = 0;
      const copy = (from: string, to: string) =>
        inTransaction(
          test.db,
          async (tx) => {
            runs += 1;
            await tx.$queryRaw`SELECT count FROM tally WHERE name = ${from}`;
            await sleep(100);
            await add(tx, to);
          },
          { isolation: "Serializable" },
        );

      await Promise.all([copy("a", "b"), copy("b", "a")]);

      expect(runs).toBeGreaterThan(2);
    });

    it("gives up when the conflict does not end", async () => {
      let runs = 0;

      const failing = inTransaction(test.db, async (tx) => {
        runs += 1;
        await tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'conflict' USING ERRCODE = '40001'; END $$");
      });

      await expect(failing).rejects.toThrow("40001");
      expect(runs).toBe(4);
    });

    it("is what its type says, and nothing else is", () => {
      expectTypeOf<Db>().not.toExtend<Tx>();
      expectTypeOf<Prisma.TransactionClient>().not.toExtend<Tx>();
    });
  });

  it("answers again after all its connections were lost, idle ones and one in a transaction", async () => {
    const lost: unknown[] = [];
    const { db, close } = openDb({
      url: test.url,
      log: { ...quietLog, warn: (detail: unknown) => void lost.push(detail) },
    });
    const kill =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    await Promise.all([1, 2, 3].map((n) => db.$queryRaw`SELECT ${n}::int FROM pg_sleep(0.05)`));
    const broken = inTransaction(db, async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      await runSql(test.url, kill);
      await tx.$queryRaw`SELECT 1`;
    });

    await expect(broken).rejects.toThrow();
    await expect.poll(() => db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    expect(lost.length).toBeGreaterThan(0);
    await close();
  });
});
