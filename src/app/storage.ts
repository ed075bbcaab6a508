import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { type Db, openDb } from "../db/client.ts";
import { openEmbedded } from "../db/embedded.ts";
import { createBundleReader } from "../db/log/copy.ts";
import { migrate } from "../db/migrate.ts";
import { createStores } from "../db/stores.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import type { ReadBundles } from "../domain/stores/log-copy.ts";
import { createQueue, type Queue } from "../queue/boss.ts";
import { createTransact } from "../queue/transact.ts";

export interface Deps {
  readonly log: Logger;
  readonly version: string;
  readonly clock?: Clock;
}

export interface Storage {
  readonly db: Db;
  readonly queue: Queue;
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly readBundles: ReadBundles;
  /** When this server came to a database that no other process used. */
  readonly aloneSince: Date | undefined;
  close(): Promise<void>;
}

/** The database found or started, migrated, with the queue on it. A `command` files jobs and works none. */
export async function openStorage(config: Config, deps: Deps & { role: "server" | "command" }): Promise<Storage> {
  const log = deps.log.child({ part: "db" });
  const { url: given, adminUrl, dataDir } = config.database;
  const embedded = given === undefined ? await openEmbedded({ dataDir, log, role: deps.role }) : null;
  const url = embedded?.url ?? given ?? "";
  try {
    await migrate({ url, log, ...(adminUrl !== undefined && { adminUrl }) });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const queue = createQueue({ url, log: deps.log.child({ part: "queue" }), supervise: deps.role === "server" });
  const { db, close } = openDb({ url, log, poolSize: deps.role === "server" ? 16 : 4 });
  return {
    db,
    queue,
    stores: createStores(db),
    transact: async (run, options) => createTransact(db, await queue.open())(run, options),
    readBundles: createBundleReader(url),
    aloneSince: embedded?.aloneSince,
    async close() {
      await queue.stop();
      await close();
      await embedded?.stop();
    },
  };
}
