import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import * as app from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import { createKeys } from "../../src/keys.ts";
import { fillLog } from "../bench/log-entries.ts";
import { type TestDb, testDb } from "../support/db.ts";
import { createDatabase, dropDatabase, runSql } from "../support/scratch-postgres.ts";
import { aCli } from "./a-cli.ts";

const SIZE = 700;

/** What a superuser does, whom no trigger stops. */
const asSuperuser = (sql: string) => `SET session_replication_role = replica; ${sql}`;

describe("a log that somebody changed behind our back", () => {
  const keys = createKeys();
  let database: TestDb;
  let home = "";

  beforeEach(async () => {
    database = await testDb();
    home = await mkdtemp(join(tmpdir(), "training-gate-tampering-"));
    await fillLog(database.url, SIZE);
    expect((await log("export", "--out", "before")).code).toBe(0);
    await copyFile(join(home, "before/checkpoint"), join(home, "kept"));
  });
  afterEach(async () => {
    await database.close();
    await rm(home, { recursive: true });
  });

  const environment = () => ({ ...keys, DATABASE_URL: database.url });

  async function log(...args: readonly string[]) {
    return logOn(environment(), ...args);
  }

  async function logOn(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const cli = aCli({ env: { ...env, LOG_LEVEL: "silent" }, app, folder: home });
    const code = await runCli(["log", ...args], cli);
    return { code, told: cli.told, complaints: cli.complaints };
  }

  const change = (sql: string) => runSql(database.url, asSuperuser(sql));
  const verify = (folder: string) => log("verify", folder, "--key", "before/log.vkey", "--old", "kept");

  it.each([
    ["a row that was deleted", "DELETE FROM log_entry WHERE seq = 300", /entry 300: missing: /],
    [
      "a row that was edited",
      "UPDATE log_entry SET body = replace(body, '\"allow\"', '\"withhold\"') WHERE seq = 300",
      /entry 300: edited: its bytes are not those that were logged$/,
    ],
    [
      "a row that was edited, and its hash with it",
      `UPDATE log_entry SET body = replace(body, '"allow"', '"withhold"') WHERE seq = 300;
       UPDATE log_entry SET leaf_hash = sha256('\\x00'::bytea || convert_to(body, 'UTF8')) WHERE seq = 300`,
      /entry 300: edited: its bytes are not those that were logged$/,
    ],
    [
      "two rows that changed places",
      `UPDATE log_entry AS one SET body = other.body, leaf_hash = other.leaf_hash FROM log_entry AS other
       WHERE (one.seq, other.seq) IN ((300, 600), (600, 300))`,
      /entry 300: reordered: it stands at the place of entry 600, and entry 600 at its own$/,
    ],
    [
      "the tail that was cut off",
      "DELETE FROM log_entry WHERE seq >= 690",
      /entry 690: cut: the log ends before it, and the checkpoint counts 700 entries$/,
    ],
    [
      "a row and its hash, and the tile too",
      `UPDATE log_entry SET body = replace(body, '"success"', '"neutral"') WHERE seq = 301;
       UPDATE log_entry SET leaf_hash = sha256('\\x00'::bytea || convert_to(body, 'UTF8')) WHERE seq = 301;
       UPDATE log_tile SET hashes = (
         SELECT string_agg(leaf_hash, ''::bytea ORDER BY seq) FROM log_entry WHERE seq BETWEEN 256 AND 511
       ) WHERE level = 0 AND index = 1`,
      /rewritten: /,
    ],
  ])("is found out by who verifies an export: %s", async (_, sql, told) => {
    await change(sql);
    await log("export", "--out", "after");

    const found = await verify("after");

    expect(found.told).toEqual([expect.stringMatching(told)]);
    expect(found.code).toBe(1);
  });

  it.each([
    ["the tail was cut off", "DELETE FROM log_entry WHERE seq >= 690", /690 entries, and 700 were signed: .*cut off/],
    [
      "one of the last rows was edited",
      "UPDATE log_entry SET body = replace(body, '1', '2') WHERE seq = 650",
      /edited/,
    ],
    ["one of the last rows was deleted", "DELETE FROM log_entry WHERE seq = 650", /no entry 650.*deleted/],
    ["a tile is gone", "DELETE FROM log_tile WHERE level = 0 AND index = 1", /Tile 1 of level 0/],
  ])("is not signed any more where %s", async (_, sql, told) => {
    await change(sql);
    if (!sql.includes(">=")) await fillLog(database.url, 20, SIZE);

    const { code, complaints } = await log("checkpoint");

    expect(complaints).toEqual([expect.stringMatching(told)]);
    expect(code).toBe(1);
  });

  it("is exported as far as it was signed, and said to be no more than that", async () => {
    await change("DELETE FROM log_entry WHERE seq >= 690");

    const { code, told } = await log("export", "--out", "after");

    expect(code).toBe(1);
    expect(told).toEqual([expect.stringContaining("up to the last checkpoint that was signed")]);
  });

  it("is found out by an older checkpoint where all that was signed went with the tail", async () => {
    await change(`
      DELETE FROM log_entry WHERE seq >= 690; DELETE FROM log_checkpoint; DELETE FROM log_tile`);
    expect((await log("export", "--out", "after")).code).toBe(0);

    const found = await verify("after");

    expect(found.told).toEqual([
      expect.stringMatching(/entry 690: cut: your older checkpoint counts 700 entries, and this one 690$/),
    ]);
    expect(found.code).toBe(1);
  });

  it("is found out by an older checkpoint where it was made anew and signed with our key", async () => {
    await change("DELETE FROM log_entry; DELETE FROM log_checkpoint; DELETE FROM log_tile");
    await fillLog(database.url, SIZE + 29);
    await change(`
      UPDATE log_entry SET body = replace(body, '"allow"', '"withhold"') WHERE seq = 3;
      UPDATE log_entry SET leaf_hash = sha256('\\x00'::bytea || convert_to(body, 'UTF8')) WHERE seq = 3`);
    expect((await log("export", "--out", "after")).code).toBe(0);

    const found = await verify("after");

    expect(found.told).toEqual([
      expect.stringMatching(/rewritten: the first 700 entries are not those of your older checkpoint/),
    ]);
  });

  it("begins another epoch where a backup was restored beside an anchor, and who verifies sees what is lacking", async () => {
    const { adminUrl } = inject("postgres");
    const backup = `${new URL(database.url).pathname.slice(1)}_backup`;
    const url = await copyOf(backup);
    try {
      await fillLog(database.url, 20, SIZE);
      const anchored = { ...environment(), CHECKPOINT_ANCHOR: join(home, "anchor") };
      await logOn(anchored, "checkpoint");
      expect(await readFile(join(home, "anchor"), "utf8")).toContain("\n720\n");
      await writeFile(join(home, "kept"), await readFile(join(home, "anchor")));

      const restored = { ...anchored, DATABASE_URL: url };
      expect((await logOn(restored, "export", "--out", "after")).code).toBe(0);
      const found = await verify("after");

      expect(found.code).toBe(1);
      expect(found.told).toEqual([
        expect.stringMatching(/\/log\/2: 1 entries, each as it was signed/),
        expect.stringMatching(/\/log\/1: entry 700: cut: your older checkpoint counts 720 entries, and this one 700$/),
      ]);
    } finally {
      await dropDatabase(adminUrl, backup);
    }

    async function copyOf(name: string): Promise<string> {
      // A database that somebody is connected to cannot be copied; commands have ended.
      await runSql(
        adminUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name.replace("_backup", "")}'`,
      );
      return createDatabase(adminUrl, name, name.replace("_backup", ""));
    }
  });
});
