import { type Config, readConfig, readVersion } from "../config.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { createLogOn } from "../log.ts";
import type { AppDeps, Cli } from "./cli.ts";

/** Runs `use` on the database that is there, or on the embedded one, started for as long as this takes. */
export async function withStores<T>({ terminal, app }: Cli, use: (stores: OutsideStores) => Promise<T>): Promise<T> {
  const config = readConfig(terminal.environment(), ["database"]);
  const { openStorage } = await app();
  const storage = await openStorage(config, { ...commandDeps(config), role: "command" });
  return closing(storage, ({ stores }) => use(stores));
}

/** A command's own answers go to standard output, and its log does not. */
export function commandDeps({ logLevel }: Pick<Config, "logLevel">): AppDeps {
  return { log: createLogOn(logLevel, 2), version: readVersion() };
}

/** Closes what was opened, however `use` ends. */
export async function closing<Opened extends { close(): Promise<void> }, T>(
  opened: Opened,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}
