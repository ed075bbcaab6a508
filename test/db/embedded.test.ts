import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Embedded, openEmbedded } from "../../src/db/embedded.ts";
import { DataDirInUseError } from "../../src/db/postgres/errors.ts";
import type { Role } from "../../src/db/postgres/session.ts";
import { askUntilAnswered, readPostgresPid, startOther } from "../support/embedded.ts";
import { makeDataDir, quietLog, runSql } from "../support/scratch-postgres.ts";

describe("the embedded database", () => {
  let dataDir: string;
  const opened: Embedded[] = [];

  beforeAll(async () => {
    dataDir = await makeDataDir();
  });
  afterEach(async () => {
    for (const { stop } of opened.splice(0)) await stop();
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  async function open(role: Role = "command", at = dataDir): Promise<Embedded> {
    const embedded = await openEmbedded({ dataDir: at, role, log: quietLog, durable: false });
    opened.push(embedded);
    return embedded;
  }

  it("keeps what was stored from one run to the next", async () => {
    const first = await open();
    await runSql(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
    await first.stop();

    const { url } = await open();

    expect((await runSql(url, "SELECT answer FROM kept")).rows).toEqual([{ answer: 42 }]);
  });

  it("is a Postgres 18 that speaks UTF-8 and UTC and listens on a private socket only", async () => {
    const { url } = await open();
    const { rows } = await runSql(
      url,
      `SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('listen_addresses') AS addresses,
       current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone,
       current_setting('unix_socket_directories') AS folder`,
    );

    expect(rows).toMatchObject([{ version: 18, addresses: "", encoding: "UTF8", zone: "UTC" }]);
    expect((await stat(rows[0].folder.replaceAll('"', ""))).mode & 0o777).toBe(0o700);
  });

  it("is stopped by whoever leaves last, whoever started it", async () => {
    const starter = await open("command");
    const server = await open("server");

    await starter.stop();

    expect((await runSql(server.url, "SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await server.stop();
    expect(await readPostgresPid(dataDir)).toBeUndefined();
  });

  it("refuses a second server and names the first, while a command may come", async () => {
    const server = await startOther(dataDir, "server");

    const second = open("server");

    await expect(second).rejects.toBeInstanceOf(DataDirInUseError);
    await expect(second).rejects.toMatchObject({ detail: { holder: expect.stringContaining(`${server.pid}`) } });
    expect((await open("command")).url).toBe(server.url);
    await server.stop();
  });

  it("tells a server that it is alone, unless a command is there too", async () => {
    const alone = await open("server");
    await alone.stop();
    await open("command");
    const accompanied = await open("server");

    expect(Math.abs(Number(alone.aloneSince) - Date.now())).toBeLessThan(60_000);
    expect(accompanied.aloneSince).toBeUndefined();
  });

  it("lets the next server in as soon as the first was killed", async () => {
    const killed = await startOther(dataDir, "server");
    const before = await readPostgresPid(dataDir);
    await killed.kill();

    await open("server");

    expect(await readPostgresPid(dataDir)).toBe(before);
  });

  it("outlives the process that started it, and is stopped by the next that leaves", async () => {
    const killed = await startOther(dataDir, "command");
    await killed.kill();

    const next = await open();
    await next.stop();

    expect(await readPostgresPid(dataDir)).toBeUndefined();
  });

  it("is started again, at the same address and with its data, when it is killed", async () => {
    const { url } = await open("server");
    await runSql(url, "CREATE TABLE IF NOT EXISTS committed (at int); INSERT INTO committed VALUES (1)");
    const killed = await readPostgresPid(dataDir);

    process.kill(killed!, "SIGKILL");

    const rows = await askUntilAnswered(url, "SELECT count(*)::int AS count FROM committed");
    expect(rows).toEqual([{ count: 1 }]);
    expect(await readPostgresPid(dataDir)).not.toBe(killed);
  });

  it("recovers when it and its user were both killed", async () => {
    const user = await startOther(dataDir, "server");
    await runSql(user.url, "CREATE TABLE IF NOT EXISTS survived (at int); INSERT INTO survived VALUES (1)");
    await user.kill();
    process.kill((await readPostgresPid(dataDir))!, "SIGKILL");

    const { url } = await open("server");

    expect((await runSql(url, "SELECT count(*)::int AS count FROM survived")).rows).toEqual([{ count: 1 }]);
  });

  it("comes back by itself when one of its connections is killed", async () => {
    const { url } = await open("server");
    const backend = `SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'training-gate server%'`;
    const { rows } = await runSql(url, backend);

    process.kill(rows[0].pid, "SIGKILL");

    const other = [{ pid: expect.not.toSatisfy((pid) => pid === rows[0].pid) }];
    await expect.poll(() => askUntilAnswered(url, backend), { timeout: 15_000 }).toEqual(other);
  });

  it.each(["postmaster.pid", ".s.PGSQL.5432.lock"])(
    "starts although the %s of a crashed one names a process that lives and is no Postgres",
    async (name) => {
      await (await open()).stop();
      const folder = join(dataDir, "postgres");
      const other = await startSleeper((await stat(folder)).uid);
      await writeFile(join(folder, name), `${other.pid}\n${folder}\n0\n5432\n${folder}\n`);

      const { url } = await open();
      other.kill();

      expect((await runSql(url, "SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    },
  );

  it("is one database for those who start it at once in an empty folder", async () => {
    const empty = join(dataDir, "empty");

    const [one, other] = await Promise.all([startOther(empty, "command"), startOther(empty, "server")]);
    await runSql(one.url, "CREATE TABLE shared ()");

    expect((await runSql(other.url, "SELECT count(*)::int AS count FROM shared")).rows).toEqual([{ count: 0 }]);
    await Promise.all([one.stop(), other.stop()]);
    expect(await readPostgresPid(empty)).toBeUndefined();
  });

  it("works where the path is too long for a socket", async () => {
    const deep = join(dataDir, "a, 'long' folder ".repeat(4), "in a folder ".repeat(6));

    const { url } = await open("command", deep);

    expect((await runSql(url, "SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });

  it("says what Postgres says when it does not start", async () => {
    const broken = join(dataDir, "broken");
    const { stop } = await open("command", broken);
    await stop();
    await writeFile(join(broken, "postgres", "PG_VERSION"), "9\n");

    await expect(open("command", broken)).rejects.toMatchObject({
      name: "PostgresStartError",
      detail: { output: expect.stringContaining("version 9") },
    });
  });
});

/** Of the same user as Postgres: another user's process does not hold a lock. */
async function startSleeper(uid: number): Promise<ChildProcess> {
  const user = process.getuid?.() === 0 ? { uid } : {};
  const sleeper = spawn("sleep", ["60"], { ...user, stdio: "ignore" });
  await once(sleeper, "spawn");
  return sleeper;
}
