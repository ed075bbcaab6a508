import type { ReadBundles, StoredBundle } from "../domain/stores/log-copy.ts";
import type { LogTreeReader } from "../domain/stores/log-tree.ts";
import {
  entriesPath,
  HASH_BYTES,
  rootInTile,
  TILE_WIDTH,
  type TileLevel,
  tileLevels,
  tilePath,
} from "../gatelog/tiles.ts";
import { logReadme } from "./log-readme.ts";
import type { Pack, PackFile } from "./pack.ts";
import { bytesFile, textFile } from "./text-file.ts";

/** One epoch, up to a checkpoint of it. */
export interface PackedLog {
  readonly epoch: number;
  readonly size: number;
  /** The signed note, byte for byte. */
  readonly note: string;
  /** An authority's RFC 3161 answer over the note, where there is one. */
  readonly tsr: Uint8Array | null;
  /** The keys that sign it now, each on a line. */
  readonly vkeys: readonly string[];
}

export interface LogPackParts {
  /** In their order, the newest last: that one lies at the top, and the others below `epoch/`. */
  readonly logs: readonly PackedLog[];
  readonly readBundles: ReadBundles;
  readonly tiles: LogTreeReader["tiles"];
  /** What lies beside the log: who its subjects are. */
  readonly others: readonly Pack[];
}

export const CHECKPOINT_FILE = "checkpoint";
export const TIMESTAMP_FILE = "checkpoint.tsr";
export const VKEY_FILE = "log.vkey";

const PAGE = 64;

/**
 * The log as files that other people's tools read: https://c2sp.org/tlog-tiles. Everything is written as it is kept, and
 * nothing is made anew, so that who verifies it sees what is kept. The newest checkpoint comes last: with it the export
 * is whole.
 */
export async function* logPack({ logs, others, ...reading }: LogPackParts): Pack {
  const [newest, ...older] = logs.toReversed();
  if (!newest) throw new RangeError("There is no log before its first checkpoint");
  yield textFile("README.txt", logReadme(newest));
  for (const pack of others) yield* pack;
  for (const log of older) yield* inFolder(`epoch/${log.epoch}/`, logFiles(log, reading));
  yield* logFiles(newest, reading);
}

/** The same files, below a folder whose name ends with a slash. */
export async function* inFolder(folder: string, pack: Pack): Pack {
  for await (const { path, bytes } of pack) yield { path: `${folder}${path}`, bytes };
}

type Reading = Pick<LogPackParts, "readBundles" | "tiles">;

async function* logFiles({ epoch, size, note, tsr, vkeys }: PackedLog, { readBundles, tiles }: Reading): Pack {
  yield textFile(VKEY_FILE, vkeys.map((vkey) => `${vkey}\n`).join(""));
  for await (const bundle of readBundles({ epoch, size })) yield* bundleFiles(bundle, size);
  for (const level of tileLevels(size).slice(1)) yield* upperTiles(epoch, level, tiles);
  if (tsr) yield bytesFile(TIMESTAMP_FILE, tsr);
  yield textFile(CHECKPOINT_FILE, note);
}

function bundleFiles({ index, entries, hashes }: StoredBundle, size: number): readonly PackFile[] {
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  return [bytesFile(entriesPath(index, width), entries), bytesFile(tilePath(0, index, width), hashes)];
}

/** Full ones are kept; of the last one each hash is the root of a tile below. */
async function* upperTiles(epoch: number, { level, full, partial }: TileLevel, tiles: Reading["tiles"]): Pack {
  for (let from = 0; from < full; from += PAGE) {
    const page = await tiles({ epoch, level, from, limit: Math.min(PAGE, full - from) });
    yield* page.map(({ index, hashes }) => bytesFile(tilePath(level, index), hashes));
  }
  if (partial === 0) return;
  const under = await tiles({ epoch, level: level - 1, from: full * TILE_WIDTH, limit: partial });
  const roots = under.map(({ hashes }) => rootInTile(hashes));
  yield bytesFile(tilePath(level, full, partial), Buffer.concat(roots, under.length * HASH_BYTES));
}
