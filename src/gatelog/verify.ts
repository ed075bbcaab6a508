import { createBundleRoots } from "./bundle-roots.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { type FirstWrong, faultOf, lookForWrong } from "./first-wrong.ts";
import type { LogFault } from "./log-fault.ts";
import type { BundleReading } from "./read-bundle.ts";
import { HASH_BYTES, TILE_WIDTH, type Tile, tilePath } from "./tiles.ts";
import { isSameHash } from "./tree.ts";
import { createWritingCheck } from "./writing-check.ts";

export interface Bundle {
  readonly index: number;
  /** Null where there is no such file. */
  readonly reading: BundleReading | null;
  /** The tile of level 0, which has the hashes of its entries. */
  readonly tile: Uint8Array | null;
}

export interface LogCheck {
  /** For each tile of level 0, in their order. */
  addBundle(bundle: Bundle): void;
  /** The tiles of the other levels, after all bundles. */
  addTile(tile: Tile, bytes: Uint8Array | null): void;
  /** Nothing, if all of it is as it was signed and as this program writes it. */
  end(): readonly LogFault[];
}

export interface LogCheckOptions {
  /** As it was signed. */
  readonly checkpoint: Checkpoint;
  /** An older one of the same log, of which this one has to be the continuation. */
  readonly old?: Checkpoint;
}

/** Of a thousand faults nobody reads more. */
const TOLD = 20;

/** Checks a log that is read once, from its first entry on; the first bad entry is named. */
export function createLogCheck({ checkpoint, old }: LogCheckOptions): LogCheck {
  const { size } = checkpoint;
  const roots = createBundleRoots();
  const writing = createWritingCheck();
  const wrongTiles: Tile[] = [];
  let wrong: FirstWrong | undefined;
  let count = 0;
  let oldRoot: Uint8Array | undefined;

  return {
    addBundle({ index, reading, tile }) {
      const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
      const hashes = reading?.hashes ?? new Uint8Array();
      const isTile = tile !== null && isSameHash(tile, hashes);
      if (old && Math.floor(old.size / TILE_WIDTH) === index) oldRoot = roots.rootWith(hashes, old.size % TILE_WIDTH);
      if (!isTile) wrongTiles.push({ level: 0, index, width });
      wrong = lookForWrong(wrong, { index, reading, width, tile: tile?.length === width * HASH_BYTES ? tile : null });
      count += hashes.length / HASH_BYTES;
      if (!reading) return;
      roots.add(hashes, reading.root);
      writing.add(reading);
    },
    addTile(tile, bytes) {
      const isRight = bytes !== null && isSameHash(bytes, roots.tile(tile.level, tile.index));
      if (!isRight) wrongTiles.push(tile);
    },
    end() {
      const isSigned = count === size && isSameHash(roots.rootWith(), checkpoint.root);
      if (!isSigned) return [wrong ? faultOf(wrong, { count, size }) : rewritten(size, wrongTiles)];
      const found = [
        ...(old ? growthFaults(old, checkpoint, oldRoot ?? roots.rootWith()) : []),
        ...writing.faults(),
        ...wrongTiles.map(tileFault),
      ];
      return found.slice(0, TOLD);
    },
  };
}

/** No entry differs from the hash beside it, and yet their root is not the signed one. */
function rewritten(size: number, wrongTiles: readonly Tile[]): LogFault {
  const unlike = wrongTiles.find(({ level }) => level === 1);
  if (!unlike)
    return { kind: "rewritten", message: "entries and hashes agree, and they are not those that were signed" };
  const seq = unlike.index * TILE_WIDTH * TILE_WIDTH;
  const last = Math.min(size, seq + TILE_WIDTH * TILE_WIDTH) - 1;
  return { kind: "rewritten", seq, message: `it, or one up to entry ${last}, was made anew, and so was its hash` };
}

function growthFaults(old: Checkpoint, { size }: Checkpoint, rootThen: Uint8Array): readonly LogFault[] {
  if (old.size > size)
    return [
      { kind: "cut", seq: size, message: `your older checkpoint counts ${old.size} entries, and this one ${size}` },
    ];
  if (isSameHash(old.root, rootThen)) return [];
  return [
    {
      kind: "rewritten",
      message: `the first ${old.size} entries are not those of your older checkpoint: the log was made anew since`,
    },
  ];
}

function tileFault({ level, index, width }: Tile): LogFault {
  const path = tilePath(level, index, width);
  return { kind: "tile wrong", message: `${path} does not hold the hashes of the entries, which are right themselves` };
}
