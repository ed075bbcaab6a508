import { rootInTile, TILE_WIDTH } from "./tiles.ts";
import { createTree, EMPTY_ROOT } from "./tree.ts";

/** A tile that is full, and will never change. */
export interface FullTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

/** Of each level, from the leaves up, the hashes of the tile that is not full. Level and size follow from each other. */
export interface TiledTreeState {
  readonly size: number;
  readonly partial: readonly (readonly Uint8Array[])[];
}

/** A tree that grows, hands out its tiles as they fill, and keeps no more than the last one of each level. */
export interface TiledTree {
  readonly size: number;
  /** The tiles that this leaf fills, from the lowest level up. */
  append(leafHash: Uint8Array): readonly FullTile[];
  root(): Uint8Array;
  /** To go on from here; later appends do not change it. */
  state(): TiledTreeState;
}

export function createTiledTree(saved: TiledTreeState = { size: 0, partial: [] }): TiledTree {
  let { size } = saved;
  const partial = saved.partial.map((hashes) => [...hashes]);

  /** Adds one hash of a level, which may fill its tile: then the tile's root is a hash of the level above. */
  function add(level: number, hash: Uint8Array): readonly FullTile[] {
    const hashes = partial[level] ?? [];
    partial[level] = hashes;
    hashes.push(hash);
    if (hashes.length < TILE_WIDTH) return [];
    partial[level] = [];
    const tile = { level, index: size / TILE_WIDTH ** (level + 1) - 1, hashes: Buffer.concat(hashes) };
    return [tile, ...add(level + 1, rootInTile(tile.hashes))];
  }

  return {
    get size() {
      return size;
    },
    append(leafHash) {
      size += 1;
      return add(0, leafHash);
    },
    /** What is not in a full tile of a level is a complete subtree each, from the top level down: the tree's peaks. */
    root() {
      if (size === 0) return EMPTY_ROOT;
      return createTree({ size, peaks: partial.toReversed().flatMap(peaksIn) }).root();
    },
    state: () => ({ size, partial: partial.map((hashes) => [...hashes]) }),
  };
}

function peaksIn(hashes: readonly Uint8Array[]): readonly Uint8Array[] {
  const tree = createTree();
  for (const hash of hashes) tree.append(hash);
  return tree.state().peaks;
}
