import type { ConfigWith } from "../config.ts";
import { loadFiles } from "../files.ts";
import { loadKeys } from "../keys.ts";
import { type Core, createCore } from "./core.ts";
import { openRecords } from "./records.ts";
import type { Deps, Storage } from "./storage.ts";

/** Does what a server does, once and without one, and closes everything behind it. */
export async function withCore<T>(
  config: ConfigWith<"github" | "server">,
  deps: Deps,
  use: (core: Core, storage: Storage) => Promise<T>,
): Promise<T> {
  const files = await loadFiles(config);
  const keys = await loadKeys(config.keys);
  const { storage, clock, close } = await openRecords(config, deps);
  try {
    return await use(await createCore(config, { ...deps, clock, files, storage, keys }), storage);
  } finally {
    await close();
  }
}
