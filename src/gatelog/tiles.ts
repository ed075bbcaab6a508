import { createTree, type Subtree } from "./tree.ts";

/** How a log lies in files, so that any proof can be made from a few of them: https://c2sp.org/tlog-tiles */

export const TILE_WIDTH = 256;
export const HASH_BYTES = 32;
/** A hash in a tile stands for a full tile of the level below: 2^8 of its hashes. */
const TILE_HEIGHT = 8;

export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 256, or how many hashes the last one of its level has. */
  readonly width: number;
}

/** How many tiles of one level a tree has. */
export interface TileLevel {
  readonly level: number;
  readonly full: number;
  /** Width of the one that is not full; 0 if there is none. */
  readonly partial: number;
}

/** Where the hash of a complete subtree comes from: the root over `count` hashes of a tile, from `offset` on. */
export interface NodeInTile {
  readonly level: number;
  readonly index: number;
  readonly offset: number;
  readonly count: number;
}

export function tilePath(level: number, index: number, width = TILE_WIDTH): string {
  return `tile/${level}/${numberPath(index)}${partialSuffix(width)}`;
}

/** Of the bundle with the entries under a tile of level 0. */
export function entriesPath(index: number, width = TILE_WIDTH): string {
  return `tile/entries/${numberPath(index)}${partialSuffix(width)}`;
}

/** From the leaves up, as far as a tree of this size reaches. */
export function tileLevels(size: number): readonly TileLevel[] {
  const levels: TileLevel[] = [];
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / TILE_WIDTH))
    levels.push({ level: levels.length, full: Math.floor(hashes / TILE_WIDTH), partial: hashes % TILE_WIDTH });
  return levels;
}

/** All tiles that a tree of this size has, level by level, each from the left. */
export function* tilesOf(size: number): Generator<Tile> {
  for (const { level, full, partial } of tileLevels(size)) {
    for (let index = 0; index < full; index++) yield { level, index, width: TILE_WIDTH };
    if (partial > 0) yield { level, index: full, width: partial };
  }
}

export function nodeInTile({ level, index }: Subtree): NodeInTile {
  const count = 2 ** (level % TILE_HEIGHT);
  const first = index * count;
  return {
    level: Math.floor(level / TILE_HEIGHT),
    index: Math.floor(first / TILE_WIDTH),
    offset: first % TILE_WIDTH,
    count,
  };
}

/** Of the hashes of a tile, one after another, or of `count` of them from `offset` on. */
export function rootInTile(hashes: Uint8Array, offset = 0, count = hashes.length / HASH_BYTES - offset): Uint8Array {
  if ((offset + count) * HASH_BYTES > hashes.length) throw new RangeError("The tile has fewer hashes than that");
  const tree = createTree();
  for (let at = offset; at < offset + count; at++) tree.append(hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  return tree.root();
}

/** Each entry behind its length as two bytes, the higher one first. Throws a `RangeError` for one of 64 KiB or more. */
export function bundleEntries(entries: readonly Uint8Array[]): Uint8Array {
  const parts = entries.flatMap((entry) => {
    if (entry.length > 0xffff) throw new RangeError("An entry is too long for a bundle");
    return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
  });
  return Buffer.concat(parts);
}

/** Undefined if the bytes end within an entry. */
export function entriesInBundle(bundle: Uint8Array): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) return undefined;
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** 1234067 is `x001/x234/067`. */
function numberPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
}

function partialSuffix(width: number): string {
  return width === TILE_WIDTH ? "" : `.p/${width}`;
}
