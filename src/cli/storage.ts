import { readConfig, readVersion } from "../config.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { createLogOn } from "../log.ts";
import type { Cli } from "./cli.ts";

/** Runs `use` on the database that is there, or on the embedded one, started for as long as this takes. */
export async function withStores<T>({ terminal, app }: Cli, use: (stores: OutsideStores) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database"]);
  const { openStorage } = await app();
  const log = createLogOn(config.logLevel, 2);
  const storage = await openStorage(config, { log, version: readVersion(), role: "command" });
  try {
    return await use(storage.stores);
  } finally {
    await storage.close();
  }
}
