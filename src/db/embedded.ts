import type { DbLog } from "./log/log.ts";
import type { Binaries } from "./postgres/binaries.ts";
import { prepareCluster } from "./postgres/cluster.ts";
import { DataDirInUseError } from "./postgres/errors.ts";
import { joinCluster, keepJoined, leaveCluster, rejoinLive } from "./postgres/presence.ts";
import { type Role, urlOf } from "./postgres/session.ts";

export interface OpenEmbedded {
  readonly dataDir: string;
  readonly log: DbLog;
  readonly role: Role;
  /** False only where the data is thrown away: nothing waits for the disk. */
  readonly durable?: boolean;
  /** Another Postgres than the one in our dependencies. */
  readonly binaries?: Binaries;
}

export interface Embedded {
  /** For node-postgres, Prisma and pg-boss alike; the same for as long as this is open. */
  readonly url: string;
  /** When a server came to a database that no other process used, on the database's clock. */
  readonly aloneSince: Date | undefined;
  /** Close your own connections first. Stops the database unless another process uses it. */
  stop(): Promise<void>;
}

/**
 * A real Postgres in `<dataDir>/postgres`, reached by a Unix socket in a folder that is open to its owner alone: the one
 * that lives there, or one that this call starts.
 *
 * Each process that uses it holds a connection with a shared advisory lock, and whoever leaves last stops it, whoever
 * started it; so it does not matter which of a server and a command comes or goes first, or is killed. When the
 * connection drops, the database is found or started again. A second server is refused.
 */
export async function openEmbedded({ dataDir, log, role, durable = true, binaries }: OpenEmbedded): Promise<Embedded> {
  const closing = new AbortController();
  const cluster = await prepareCluster({ dataDir, durable, ...(binaries && { binaries }) });
  const { session, socketFolder, holder, aloneSince } = await joinCluster(cluster, role, closing.signal);
  if (holder !== undefined) {
    await session.end();
    throw new DataDirInUseError(dataDir, holder);
  }
  // Started again where it was found, so that the address stays.
  const kept = { ...cluster, socketFolder };
  const keeping = keepJoined(session, { cluster: kept, role, log, closing: closing.signal });
  const stop = async () => {
    closing.abort();
    const last = (await keeping) ?? (await rejoinLive(kept, role));
    if (last) await leaveCluster(last, kept);
  };
  let stopping: Promise<void> | undefined;
  return {
    url: urlOf(socketFolder),
    aloneSince,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
