import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { DbLog } from "../log/log.ts";
import type { Cluster } from "./cluster.ts";
import { findLive, findOrStart, stopPostmaster } from "./postmaster.ts";
import { claimServer, isLastToLeave, openSession, type Role, readTimeIfAlone } from "./session.ts";

export interface Presence {
  readonly cluster: Cluster;
  readonly role: Role;
  readonly log: DbLog;
  /** Aborted when we close. */
  readonly closing: AbortSignal;
}

export interface Joined {
  readonly session: pg.Client;
  readonly socketFolder: string;
  /** The server that has this folder, where another one wants it. */
  readonly holder: string | undefined;
  /** When a server came to a database that no other process used, on the database's clock. */
  readonly aloneSince: Date | undefined;
}

const RETRY_PAUSE_MS = 200;
const FAILED_START_PAUSE_MS = 5_000;
const CLOSING_PATIENCE_MS = 10_000;

/** Starting, stopping or recovering: Postgres's own codes, or those of a socket or a process that is gone. */
const PASSING = /^(57P0[1-5]|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ESRCH)$/;

/** Finds or starts the database and says that it is in use. One that dies just then is found or started again. */
export async function joinCluster(cluster: Cluster, role: Role, closing: AbortSignal): Promise<Joined> {
  for (;;) {
    const { socketFolder } = await findOrStart(cluster, closing);
    const session = await tryToOpen(socketFolder, role);
    const joined = session && (await tryToClaim(session, role));
    if (joined) return { ...joined, socketFolder };
    await sleep(RETRY_PAUSE_MS, undefined, { signal: closing });
  }
}

/** Joins again whenever the connection drops. Returns the connection when we close, or undefined if it is down then. */
export async function keepJoined(first: pg.Client, presence: Presence): Promise<pg.Client | undefined> {
  const { cluster, log, closing } = presence;
  const closed = aborted(closing);
  let session: pg.Client | undefined = first;
  while (session) {
    const current: pg.Client = session;
    await Promise.race([closed, new Promise((resolve) => current.once("end", resolve))]);
    if (closing.aborted) return current;

    log.warn({ folder: cluster.folder }, "the embedded database went away");
    session = await rejoin(presence);
  }
  return undefined;
}

/** For closing while it is down: a database that recovers is ours to stop as well. Starts none. */
export async function rejoinLive(cluster: Cluster, role: Role): Promise<pg.Client | undefined> {
  const patience = AbortSignal.timeout(CLOSING_PATIENCE_MS);
  while (!patience.aborted) {
    const live = await findLive(cluster);
    if (!live) return undefined;
    const session = live.ready ? await tryToOpen(live.socketFolder, role) : undefined;
    if (session) return session;
    await sleep(RETRY_PAUSE_MS);
  }
  return undefined;
}

/** Stops the database if nobody else uses it. */
export async function leaveCluster(session: pg.Client, cluster: Cluster): Promise<void> {
  try {
    if (await isLastToLeave(session)) await stopPostmaster(cluster);
  } catch (error) {
    // It went by itself meanwhile.
    if (!isPassing(error)) throw error;
  } finally {
    await session.end();
  }
}

async function rejoin({ cluster, role, log, closing }: Presence): Promise<pg.Client | undefined> {
  while (!closing.aborted) {
    try {
      const { session, holder } = await joinCluster(cluster, role, closing);
      // In the moment between, a second server may have come: harmless to the data, since servers may be many.
      if (holder !== undefined) log.error({ holder }, "another server took this DATA_DIR");
      log.info({ folder: cluster.folder }, "the embedded database is back");
      return session;
    } catch (error) {
      if (closing.aborted) return undefined;
      log.error({ err: error }, "the embedded database does not start");
    }
    await Promise.race([sleep(FAILED_START_PAUSE_MS, undefined, { ref: false }), aborted(closing)]);
  }
  return undefined;
}

/** Undefined while the database is not there yet, or is going. */
async function tryToOpen(socketFolder: string, role: Role): Promise<pg.Client | undefined> {
  try {
    return await openSession(socketFolder, role);
  } catch (error) {
    if (!isPassing(error)) throw error;
    return undefined;
  }
}

/** Undefined if the database goes meanwhile. */
async function tryToClaim(session: pg.Client, role: Role): Promise<Omit<Joined, "socketFolder"> | undefined> {
  if (role === "command") return { session, holder: undefined, aloneSince: undefined };
  try {
    const holder = await claimServer(session);
    return { session, holder, aloneSince: holder === undefined ? await readTimeIfAlone(session) : undefined };
  } catch (error) {
    await session.end();
    if (!isPassing(error)) throw error;
    return undefined;
  }
}

function isPassing(error: unknown): boolean {
  const code = (error as { readonly code?: string }).code;
  // node-postgres reports a connection that ends in the middle of a query by an error without a code.
  return code === undefined || PASSING.test(code);
}

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}
