import { setTimeout as sleep } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { z } from "zod";
import { Connection } from "./connection.ts";
import { Prisma, PrismaClient } from "./generated/client.ts";
import type { DbLog } from "./log/log.ts";

/** Outside any transaction. Not assignable to `Tx`. */
export type Db = PrismaClient;

declare const inside: unique symbol;

/**
 * Inside a transaction, and made by `inTransaction` alone. A plain `Prisma.TransactionClient` would not do: every
 * client is assignable to it, and work that was meant to be atomic would silently not be.
 */
export type Tx = Prisma.TransactionClient & { readonly [inside]: true };

export interface OpenDb {
  readonly url: string;
  readonly log: DbLog;
  /** Connections at most, for this process. */
  readonly poolSize?: number;
}

export interface TransactionOptions {
  readonly isolation?: Prisma.TransactionIsolationLevel;
  /** After this long the transaction is rolled back. */
  readonly timeoutMs?: number;
}

const CONNECT_WAIT_MS = 10_000;
const TRANSACTION_MS = 15_000;

/** A conflict is one transaction's bad luck; four in a row are not luck, and the caller is told. */
const CONFLICT_PAUSES_MS = [10, 40, 160];

const Conflict = z.object({ cause: z.object({ kind: z.literal("TransactionWriteConflict") }) });

/** Opens no connection yet. One that is lost fails the queries that are on it; the next query opens another. */
export function openDb({ url, log, poolSize = 10 }: OpenDb): { readonly db: Db; close(): Promise<void> } {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    Client: Connection,
    connectionTimeoutMillis: CONNECT_WAIT_MS,
    // Prisma's adapter sends instants without their zone and takes them back as UTC, whatever the server's zone is.
    onConnect: async (client) => void (await client.query("SET TIME ZONE 'UTC'")),
  });
  let isClosing = false;
  // Of the error its words are told, since it carries the whole connection; and none of those that end with us.
  const onLost = ({ message }: Error) => {
    if (!isClosing) log.warn({ reason: message }, "a database connection was lost");
  };
  pool.on("error", onLost);
  const adapter = new PrismaPg(pool, { onConnectionError: onLost });
  const db = new PrismaClient({ adapter, errorFormat: "minimal" });

  return {
    db,
    async close() {
      isClosing = true;
      await db.$disconnect();
      await pool.end();
    },
  };
}

/**
 * Commits what `run` did, or nothing of it. After a serialization failure or a deadlock `run` is called again, so it
 * keeps its effects inside: no GitHub call, no file, no other client.
 */
export async function inTransaction<T>(
  db: Db,
  run: (tx: Tx) => Promise<T>,
  { isolation, timeoutMs = TRANSACTION_MS }: TransactionOptions = {},
): Promise<T> {
  const options = {
    maxWait: CONNECT_WAIT_MS,
    timeout: timeoutMs,
    ...(isolation && { isolationLevel: isolation }),
  };
  for (const pause of CONFLICT_PAUSES_MS) {
    try {
      return await db.$transaction((tx) => run(tx as Tx), options);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    await sleep(pause);
  }
  return db.$transaction((tx) => run(tx as Tx), options);
}

/** The adapter's error comes bare from a commit, and as `meta` of Prisma's own error from a query, raw or not. */
function isConflict(error: unknown): boolean {
  const known = error instanceof Prisma.PrismaClientKnownRequestError;
  return Conflict.safeParse(known ? error.meta?.driverAdapterError : error).success;
}
