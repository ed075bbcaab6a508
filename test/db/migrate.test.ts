import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { DbLog } from "../../src/db/log/log.ts";
import { MigrationError, migrate } from "../../src/db/migrate.ts";
import { createDatabase, dropDatabase, quietLog, runSql } from "../support/scratch-postgres.ts";

describe("migrate", () => {
  const { adminUrl } = inject("postgres");
  let folder: string;
  let url: string;
  let name: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-migrations-"));
    name = `migrate_${Math.random().toString(36).slice(2)}`;
    url = await createDatabase(adminUrl, name);
  });
  afterEach(async () => {
    await dropDatabase(adminUrl, name);
    await rm(folder, { recursive: true });
  });

  async function write(migration: string, sql: string): Promise<void> {
    await mkdir(join(folder, migration), { recursive: true });
    await writeFile(join(folder, migration, "migration.sql"), sql);
  }

  const run = (log: DbLog = quietLog) => migrate({ url, log, folder });

  it("applies what is missing in the order of the names, and nothing twice", async () => {
    await write("0002_rows", "INSERT INTO thing VALUES (1); INSERT INTO thing VALUES (2)");
    await write("0001_table", "CREATE TABLE thing (id int);");

    expect(await run()).toEqual(["0001_table", "0002_rows"]);
    expect(await run()).toEqual([]);
    await write("0003_more", "INSERT INTO thing VALUES (3) -- ends in a comment");
    expect(await run()).toEqual(["0003_more"]);
    expect((await runSql(url, "SELECT id FROM thing ORDER BY id")).rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it("takes functions whole, with the semicolons inside them", async () => {
    const body = "BEGIN PERFORM 1; PERFORM 2; RETURN 3; END";
    await write("0001_function", `CREATE FUNCTION three() RETURNS int LANGUAGE plpgsql AS $$ ${body} $$;`);

    await run();

    expect((await runSql(url, "SELECT three()")).rows).toEqual([{ three: 3 }]);
  });

  it("leaves rows as Prisma's own command does", async () => {
    const sql = "CREATE TABLE thing (id int);\n";
    await write("0001_table", sql);

    await run();

    const { rows } = await runSql(url, "SELECT * FROM _prisma_migrations");
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: createHash("sha256").update(sql).digest("hex"),
        migration_name: "0001_table",
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      },
    ]);
  });

  it("keeps nothing of a migration that fails, and applies it once it is mended", async () => {
    await write("0001_table", "CREATE TABLE thing (id int);");
    await write("0002_broken", "CREATE TABLE half (id int); INSERT INTO thing VALUES ('no number');");

    await expect(run()).rejects.toMatchObject({
      name: "MigrationError",
      detail: { migration: "0002_broken", why: expect.stringContaining("no number") },
    });
    expect((await runSql(url, "SELECT to_regclass('thing') AS first, to_regclass('half') AS second")).rows).toEqual([
      { first: "thing", second: null },
    ]);
    await write("0002_broken", "CREATE TABLE half (id int);");
    expect(await run()).toEqual(["0002_broken"]);
  });

  it("refuses, and names, a file that was edited after it was applied, and applies nothing else", async () => {
    await write("0001_table", "CREATE TABLE thing (id int);");
    await run();
    await write("0001_table", "CREATE TABLE thing (id bigint);");
    await write("0002_next", "CREATE TABLE next (id int);");

    const refused = run();

    await expect(refused).rejects.toBeInstanceOf(MigrationError);
    await expect(refused).rejects.toMatchObject({ detail: { migration: "0001_table" } });
    expect((await runSql(url, "SELECT to_regclass('next') AS next")).rows).toEqual([{ next: null }]);
  });

  it("refuses a migration that another tool left half-way", async () => {
    await write("0001_table", "CREATE TABLE thing (id int);");
    await run();
    await runSql(url, "UPDATE _prisma_migrations SET finished_at = NULL");

    await expect(run()).rejects.toMatchObject({ detail: { migration: "0001_table" } });
  });

  it("applies again what was marked as rolled back", async () => {
    await write("0001_table", "CREATE TABLE IF NOT EXISTS thing (id int);");
    await run();
    await runSql(url, "UPDATE _prisma_migrations SET rolled_back_at = now()");

    expect(await run()).toEqual(["0001_table"]);
  });

  it("goes on, with a warning, where a newer version was before", async () => {
    await write("0001_table", "CREATE TABLE thing (id int);");
    await write("0002_newer", "CREATE TABLE newer (id int);");
    await run();
    await rm(join(folder, "0002_newer"), { recursive: true });
    const warnings: unknown[] = [];

    await run({ ...quietLog, warn: (detail: unknown) => void warnings.push(detail) });

    expect(warnings).toEqual([{ unknown: ["0002_newer"] }]);
  });

  describe("with an owner's address", () => {
    let role: string;
    let serving: string;

    beforeEach(async () => {
      role = `serving_${name}`;
      await runSql(adminUrl, `CREATE ROLE "${role}" LOGIN`);
      serving = url.replace("postgres@", `${role}@`);
    });
    afterEach(async () => {
      await runSql(url, `DROP OWNED BY "${role}"`);
      await runSql(adminUrl, `DROP ROLE "${role}"`);
    });

    const hash = "decode(repeat('00', 32), 'hex')";
    const rows = [
      ["log_entry", `(seq, type, body, leaf_hash, recorded_at) VALUES (0, 'x', '{}', ${hash}, now())`, "type = 'y'"],
      ["log_epoch", "VALUES (1, 'x/log/1', now())", "origin = 'y'"],
      ["log_checkpoint", `(epoch, size, root, note, created_at) VALUES (1, 1, ${hash}, 'n', now())`, "note = 'm'"],
      ["log_tile", "VALUES (1, 0, 0, decode(repeat('00', 8192), 'hex'))", "level = 1"],
    ] as const;

    it.each(rows)("lets the role that serves add to %s, and nobody change it", async (table, values, change) => {
      await migrate({ url: serving, adminUrl: url, log: quietLog });

      await runSql(serving, `INSERT INTO ${table} ${values}`);
      for (const statement of [`UPDATE ${table} SET ${change}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(runSql(serving, statement)).rejects.toThrow(`permission denied for table ${table}`);
        await expect(runSql(url, statement)).rejects.toThrow(/is refused/);
      }
    });

    it("lets that role give a checkpoint its time stamp, once", async () => {
      await migrate({ url: serving, adminUrl: url, log: quietLog });
      await runSql(
        serving,
        `INSERT INTO log_checkpoint (epoch, size, root, note, created_at) VALUES (1, 1, ${hash}, 'n', now())`,
      );
      const stamp = "UPDATE log_checkpoint SET tsr = decode('00', 'hex'), tsr_at = now()";

      await runSql(serving, stamp);

      await expect(runSql(serving, stamp)).rejects.toThrow(/is refused/);
      await expect(runSql(serving, `${stamp}, note = 'm'`)).rejects.toThrow(/permission denied/);
      await expect(runSql(url, "UPDATE log_checkpoint SET tsr = NULL, tsr_at = NULL")).rejects.toThrow(/is refused/);
    });

    it("lets the role that serves make the queue's schema and no table of ours", async () => {
      await migrate({ url: serving, adminUrl: url, log: quietLog });

      await runSql(serving, "CREATE SCHEMA queue CREATE TABLE job (id int)");
      await expect(runSql(serving, "CREATE TABLE mine (id int)")).rejects.toThrow("permission denied");
      await runSql(serving, "DELETE FROM person");
    });

    it("says so if that role can change the log all the same", async () => {
      await runSql(adminUrl, `ALTER ROLE "${role}" SUPERUSER`);
      const warnings: unknown[] = [];

      await migrate({
        url: serving,
        adminUrl: url,
        log: { ...quietLog, warn: (detail: unknown) => void warnings.push(detail) },
      });

      const tables = ["log_entry", "log_epoch", "log_checkpoint", "log_tile"];
      expect(warnings).toEqual([{ role, tables }]);
    });
  });

  it("is done once when many start at once", async () => {
    await write("0001_table", "CREATE TABLE thing (id int);");
    await write("0002_row", "INSERT INTO thing VALUES (1);");

    const applied = await Promise.all([run(), run(), run(), run()]);

    expect(applied.flat()).toEqual(["0001_table", "0002_row"]);
    expect((await runSql(url, "SELECT count(*)::int AS count FROM thing")).rows).toEqual([{ count: 1 }]);
  });
});
