import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { Connection } from "../connection.ts";

/** What a process does with the database: many commands may use a folder at a time, and one server. */
export type Role = "server" | "command";

/** The database that exists from the start. */
export function urlOf(socketFolder: string): string {
  return `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;
}

/** Advisory locks: the bytes of `gate_use` and `gate_srv`. Postgres drops them when the process that holds them dies. */
const IN_USE = 0x676174655f757365n;
const SERVER = 0x676174655f737276n;

const IS_ADVISORY = "locktype = 'advisory' AND (classid::bigint << 32) | objid::bigint";

/** So long may a server that was killed a moment ago still seem to be there. */
const HOLDER_PATIENCE_MS = 1_000;

/**
 * Opens the connection that says "in use" for as long as it lasts. Waits while another process, the last to leave, is
 * stopping the database; that ends the connection, and this call with an error.
 */
export async function openSession(socketFolder: string, role: Role): Promise<pg.Client> {
  const client = new Connection({
    connectionString: urlOf(socketFolder),
    application_name: `training-gate ${role} (process ${process.pid})`,
  });
  await client.connect();
  await client.query("SELECT pg_advisory_lock_shared($1)", [IN_USE]);
  return client;
}

/** Claims the folder for this server. Returns the name of the server that has it, or undefined if this one has it now. */
export async function claimServer(session: pg.Client): Promise<string | undefined> {
  const patience = AbortSignal.timeout(HOLDER_PATIENCE_MS);
  for (;;) {
    if (await tryLock(session, SERVER)) return undefined;
    const holder = await findHolder(session, SERVER);
    if (patience.aborted && holder) return holder;
    await sleep(50);
  }
}

/** The database's time, if no other process uses it now: whatever was being done before was done by processes that died. */
export async function readTimeIfAlone(session: pg.Client): Promise<Date | undefined> {
  const { rows } = await session.query<{ now: Date }>(
    `SELECT now() WHERE NOT EXISTS (
       SELECT FROM pg_locks WHERE pid <> pg_backend_pid() AND ${IS_ADVISORY} = $1)`,
    [IN_USE],
  );
  return rows[0]?.now;
}

/** True if nobody else uses the database; whoever comes then waits in `openSession` until it is stopped. */
export async function isLastToLeave(session: pg.Client): Promise<boolean> {
  await session.query("SELECT pg_advisory_unlock_shared($1)", [IN_USE]);
  return tryLock(session, IN_USE);
}

async function tryLock(session: pg.Client, key: bigint): Promise<boolean> {
  const { rows } = await session.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [key]);
  return rows[0]?.taken === true;
}

async function findHolder(session: pg.Client, key: bigint): Promise<string | undefined> {
  const { rows } = await session.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE granted AND ${IS_ADVISORY} = $1`,
    [key],
  );
  return rows[0]?.name;
}
