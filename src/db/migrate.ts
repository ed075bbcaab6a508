import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { GateError } from "../domain/errors.ts";
import { grantServing, readRole } from "./access/grants.ts";
import { Connection } from "./connection.ts";
import type { DbLog } from "./log/log.ts";

export interface Migrate {
  readonly url: string;
  /** Of the role that owns the tables, where the role of `url` shall serve only. It migrates, and gives the other its rights. */
  readonly adminUrl?: string | undefined;
  readonly log: DbLog;
  /** Another folder than the package's own. */
  readonly folder?: string;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  /** As `prisma migrate deploy` computes it. */
  readonly checksum: string;
}

/** Nothing of this migration was applied. */
export class MigrationError extends GateError {
  override readonly name = "MigrationError";
  override readonly remedy = "operator";

  constructor(migration: string, why: string, options?: ErrorOptions) {
    super("A migration cannot be applied", { migration, why }, options);
  }
}

/** The same depth from `src/` and from `dist/`. */
const FOLDER = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** The lock and the table of `prisma migrate deploy`: the two exclude each other and believe each other. */
const LOCK = 72_707_369;
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/**
 * Applies what is missing, in the order of the names, and returns the names. Each migration stands whole with its row
 * or not at all. Throws, before anything is applied, if one that was applied has been edited since or ended half-way.
 */
export async function migrate({ url, adminUrl, log, folder = FOLDER }: Migrate): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const client = new Connection({ connectionString: adminUrl ?? url, application_name: "training-gate migrate" });
  client.on("error", (error) => log.warn({ err: error }, "the connection was lost while migrating"));
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const applied = await listApplied(client);
    const missing = findMissing(migrations, applied);
    const unknown = [...applied.keys()].filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0) log.warn({ unknown }, "a newer version has migrated this database");
    for (const migration of missing) {
      await apply(client, migration);
      log.info({ migration: migration.name }, "migration applied");
    }
    if (adminUrl !== undefined) await grantServing(client, await readRole(url), log);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

async function listApplied(client: pg.Client): Promise<ReadonlyMap<string, Applied>> {
  await client.query(TABLE);
  const { rows } = await client.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

function findMissing(migrations: readonly Migration[], applied: ReadonlyMap<string, Applied>): readonly Migration[] {
  return migrations.filter(({ name, checksum }) => {
    const row = applied.get(name);
    if (!row) return true;
    if (!row.finished) throw new MigrationError(name, "it failed half-way; see prisma migrate resolve");
    if (row.checksum !== checksum) throw new MigrationError(name, "its file was edited after it was applied");
    return false;
  });
}

/** One simple query, which Postgres runs as one transaction; with parameters it could not hold many statements. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const values = [randomUUID(), checksum, name].map((value) => client.escapeLiteral(value));
  const row = `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES (${values.join(", ")}, now(), 1)`;
  try {
    await client.query(`${sql}\n;${row}`);
  } catch (cause) {
    throw new MigrationError(name, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
