import { HASH_BYTES, rootInTile, TILE_WIDTH } from "./tiles.ts";
import { createTree } from "./tree.ts";

/** What remains of a log that was read from its first entry on: a hash for 256 entries, so that all tiles can be made. */
export interface BundleRoots {
  /** The hashes of a bundle's entries and the root over them, in order. A bundle that is not full is the last. */
  add(hashes: Uint8Array, root: Uint8Array): void;
  /** Of all entries so far, and the first `count` of these behind them. */
  rootWith(hashes?: Uint8Array, count?: number): Uint8Array;
  /** From level 1 up. */
  tile(level: number, index: number): Uint8Array;
}

export function createBundleRoots(): BundleRoots {
  const full = createTree();
  const roots: Uint8Array[] = [];
  let last: Uint8Array = new Uint8Array();
  return {
    add(hashes, root) {
      if (hashes.length === TILE_WIDTH * HASH_BYTES) {
        full.append(root);
        roots.push(root);
      } else last = hashes;
    },
    rootWith(hashes = last, count = hashes.length / HASH_BYTES) {
      const rest = createTree();
      for (let at = 0; at < count; at++) rest.append(hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
      // A full bundle is a complete subtree, so a tree over their roots has the peaks of the tree over their entries.
      const peaks = [...full.state().peaks, ...rest.state().peaks];
      return createTree({ size: full.size * TILE_WIDTH + rest.size, peaks }).root();
    },
    tile: (level, index) =>
      Buffer.concat(hashesUnder(roots, level).slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH)),
  };
}

function hashesUnder(roots: readonly Uint8Array[], level: number): readonly Uint8Array[] {
  if (level === 1) return roots;
  const below = hashesUnder(roots, level - 1);
  const full = Math.floor(below.length / TILE_WIDTH);
  return Array.from({ length: full }, (_, at) =>
    rootInTile(Buffer.concat(below.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH))),
  );
}
