import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { Connection } from "../../src/db/connection.ts";
import { openEmbedded } from "../../src/db/embedded.ts";
import type { DbLog } from "../../src/db/log/log.ts";
import type { Binaries } from "../../src/db/postgres/binaries.ts";

export const quietLog: DbLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface ScratchPostgres {
  /** Runs SQL on the database that exists from the start. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** A Postgres of its own in a folder that goes with it. Nothing waits for the disk. */
export async function startScratchPostgres(binaries?: Binaries): Promise<ScratchPostgres> {
  const dataDir = await makeDataDir();
  const embedded = await openEmbedded({
    dataDir,
    log: quietLog,
    role: "command",
    durable: false,
    ...(binaries && { binaries }),
  });
  return {
    adminUrl: embedded.url,
    async stop() {
      await embedded.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An empty folder in which any user may have a database: the one of `mkdtemp` is closed to all but its maker. */
export async function makeDataDir(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "training-gate-"));
  await chmod(parent, 0o755);
  return parent;
}

export async function createDatabase(adminUrl: string, name: string, template = "template0"): Promise<string> {
  await runSql(adminUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}" STRATEGY FILE_COPY`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await runSql(adminUrl, `DROP DATABASE "${name}" WITH (FORCE)`);
}

/** As one simple query: many statements, one transaction, no parameters. */
export async function runSql(url: string, sql: string): Promise<pg.QueryResult> {
  // The database may be killed while it is asked: then the question fails, and not the whole run.
  const client = new Connection({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
