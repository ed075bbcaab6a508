import type pg from "pg";
import { Connection } from "../connection.ts";
import type { DbLog } from "../log/log.ts";

/** What may be added to, and by the role that serves never changed. */
const APPEND_ONLY = ["log_entry", "log_epoch", "log_checkpoint", "log_tile"];
/** Of a checkpoint, the time stamp that comes later; a trigger sees to it that it comes once. */
const STAMP = "UPDATE (tsr, tsr_at) ON log_checkpoint";

/**
 * Gives a role what serving takes, after each migration, since new tables are the owner's alone: rows of all tables, and
 * a schema of its own for the queue. Says so if the role, as a superuser or owner, could change the log all the same.
 */
export async function grantServing(owner: pg.Client, role: string, log: DbLog): Promise<void> {
  const name = owner.escapeIdentifier(role);
  const { rows } = await owner.query<{ database: string }>("SELECT current_database() AS database");
  const database = owner.escapeIdentifier(rows[0]?.database ?? "");
  await owner.query(`
    GRANT CREATE, CONNECT ON DATABASE ${database} TO ${name};
    GRANT USAGE ON SCHEMA public TO ${name};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${name};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${name};`);
  await withholdChanges(owner, role, log);
}

/** Who a connection string stands for, asked of the server: the name may come from elsewhere than the string. */
export async function readRole(url: string): Promise<string> {
  const client = new Connection({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
    return rows[0]?.role ?? "";
  } finally {
    await client.end();
  }
}

async function withholdChanges(owner: pg.Client, role: string, log: DbLog): Promise<void> {
  const name = owner.escapeIdentifier(role);
  await owner.query(`
    REVOKE UPDATE, DELETE, TRUNCATE ON ${APPEND_ONLY.join(", ")} FROM ${name};
    GRANT ${STAMP} TO ${name};`);
  const { rows } = await owner.query<{ table: string }>(
    `SELECT "table" FROM unnest($2::text[]) AS "table"
     WHERE has_table_privilege($1, "table", 'UPDATE') OR has_table_privilege($1, "table", 'DELETE')`,
    [role, APPEND_ONLY],
  );
  const tables = rows.map(({ table }) => table);
  if (tables.length > 0) log.warn({ role, tables }, "the role of DATABASE_URL can change what is append only");
}
