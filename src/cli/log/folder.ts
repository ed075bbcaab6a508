import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Checkpoint } from "../../gatelog/checkpoint.ts";
import type { LogFault } from "../../gatelog/log-fault.ts";
import type { NoteKey } from "../../gatelog/note.ts";
import { claimedOrigin, openCheckpoint } from "../../gatelog/signed-checkpoint.ts";
import { entriesPath, type Tile, tilePath, tilesOf } from "../../gatelog/tiles.ts";
import { type Bundle, createLogCheck } from "../../gatelog/verify.ts";
import { parseOrigin } from "../../pipeline/log/origin.ts";
import { ahead } from "../exceptions/ahead.ts";
import { readIfThere } from "../read-if-there.ts";
import { type ReadBundle, readHere, startBundleReaders } from "./bundle-readers.ts";
import { keysFor } from "./keys.ts";

/** What was found in one folder with a log. */
export interface CheckedLog {
  readonly folder: string;
  readonly origin: string;
  /** Null where it is not known to be signed. */
  readonly checkpoint: Checkpoint | null;
  readonly faults: readonly LogFault[];
}

/** The newest log at the top, and those of older epochs below it, the newest first. */
export async function logFoldersIn(folder: string): Promise<readonly string[]> {
  const epochs = join(folder, "epoch");
  const names = await readdir(epochs).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error;
  });
  return [folder, ...names.sort((a, b) => Number(b) - Number(a)).map((name) => join(epochs, name))];
}

/** `old` is only held against the log that it is of. */
export async function checkFolder(
  folder: string,
  given: { readonly keys: readonly NoteKey[]; readonly old: Checkpoint | null },
): Promise<CheckedLog> {
  const bytes = await readIfThere(join(folder, "checkpoint"));
  const note = Buffer.from(bytes ?? []).toString("utf8");
  const origin = claimedOrigin(note);
  const refuse = (fault: LogFault): CheckedLog => ({ folder, origin, checkpoint: null, faults: [fault] });
  if (!bytes) return refuse({ kind: "unreadable", message: "there is no file checkpoint: this is no whole export" });
  const opened = openCheckpoint(note, keysFor(origin, given.keys));
  if (!opened.ok) return refuse(opened.fault);
  const { checkpoint } = opened;
  const old = given.old?.origin === origin ? { old: given.old } : {};
  return { folder, origin, checkpoint, faults: await checkLog(folder, { checkpoint, ...old }) };
}

/** Below this, processes take longer to start than they save. */
const WORTH_PROCESSES = 50_000;
const MOST_PROCESSES = 4;
/** Bundles under way. */
const AT_ONCE = 32;

interface Against {
  readonly checkpoint: Checkpoint;
  readonly old?: Checkpoint;
}

async function checkLog(folder: string, against: Against): Promise<readonly LogFault[]> {
  const { size } = against.checkpoint;
  if (size < WORTH_PROCESSES) return checkWith(readHere, folder, against);
  const readers = startBundleReaders(Math.min(MOST_PROCESSES, availableParallelism()));
  try {
    return await checkWith(readers.read, folder, against);
  } finally {
    readers.stop();
  }
}

async function checkWith(readBundle: ReadBundle, folder: string, against: Against): Promise<readonly LogFault[]> {
  const { origin, size } = against.checkpoint;
  const epoch = parseOrigin(origin)?.epoch ?? 1;
  const check = createLogCheck(against);
  const read = (path: string) => readIfThere(join(folder, path));
  const tiles = [...tilesOf(size)];
  const loadBundle = async ({ index, width }: Tile): Promise<Bundle> => {
    const reading = await readBundle(join(folder, entriesPath(index, width)), { index, epoch });
    return { index, reading, tile: await read(tilePath(0, index, width)) };
  };
  const lowest = tiles.filter(({ level }) => level === 0);
  for await (const bundle of ahead(lowest, AT_ONCE, loadBundle)) check.addBundle(bundle);
  for (const tile of tiles.slice(lowest.length))
    check.addTile(tile, await read(tilePath(tile.level, tile.index, tile.width)));
  return check.end();
}
