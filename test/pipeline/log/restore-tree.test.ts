import { describe, expect, it } from "vitest";
import type { OutsideStores } from "../../../src/domain/stores/index.ts";
import { leafHash } from "../../../src/gatelog/place.ts";
import { createTiledTree, type FullTile } from "../../../src/gatelog/tiled-tree.ts";
import { restoreTree } from "../../../src/pipeline/log/restore-tree.ts";

const SIZE = 65_536 + 600;
const bodyOf = (seq: number) => JSON.stringify({ epoch: 1, seq });
const leaves = Array.from({ length: SIZE }, (_, seq) => leafHash(Buffer.from(bodyOf(seq))));
const whole = createTiledTree();
const tiles: FullTile[] = leaves.flatMap((leaf) => whole.append(leaf));

function rootOf(size: number): Buffer {
  const tree = createTiledTree();
  for (const leaf of leaves.slice(0, size)) tree.append(leaf);
  return Buffer.from(tree.root());
}

/** What was read is counted: entries and tiles. */
function storesOver(kept: readonly FullTile[]) {
  const read = { entries: 0, tiles: 0 };
  const stores = {
    log: {
      async read({ from, limit }: { from: number; limit: number }) {
        const page = Array.from({ length: Math.min(limit, SIZE - from) }, (_, at) => from + at);
        read.entries += page.length;
        return page.map((seq) => ({ epoch: 1, seq, body: bodyOf(seq), leafHash: leaves[seq]! }));
      },
    },
    logTree: {
      async tiles({ level, from, limit }: { level: number; from: number; limit: number }) {
        const found = kept.filter((tile) => tile.level === level && tile.index >= from).slice(0, limit);
        read.tiles += found.length;
        return found;
      },
    },
  };
  return { read, stores: stores as unknown as Pick<OutsideStores, "log" | "logTree"> };
}

describe("a tree made again from what is kept of it", () => {
  it.each([0, 1, 255, 256, 257, 511, 65_535, 65_536, 65_537, 65_536 + 256, SIZE])(
    "is the same, of %i entries",
    async (size) => {
      const { stores } = storesOver(tiles);

      const restored = await restoreTree(stores, { epoch: 1, size, signed: SIZE });

      expect(restored.ok && Buffer.from(restored.tree.root())).toEqual(rootOf(size));
      expect(restored.ok && restored.tree.size).toBe(size);
    },
  );

  it("is read from tiles as far as these reach, and from entries after that", async () => {
    const signed = 65_536 + 300;
    const { read, stores } = storesOver(tiles);

    await restoreTree(stores, { epoch: 1, size: SIZE, signed });

    // One tile of level 1, and of level 0 the one right of those under it.
    expect(read).toEqual({ entries: SIZE - (65_536 + 256), tiles: 2 });
  });

  it("grows on as the one that it was made from", async () => {
    const restored = await restoreTree(storesOver(tiles).stores, { epoch: 1, size: 65_300, signed: 65_300 });
    if (!restored.ok) throw new Error("it was not restored");

    const filled = leaves.slice(65_300).flatMap((leaf) => restored.tree.append(leaf));

    expect(Buffer.from(restored.tree.root())).toEqual(rootOf(SIZE));
    expect(filled).toEqual(tiles.slice(-filled.length));
  });

  it("names the first tile that is missing", async () => {
    const without = tiles.filter(({ level, index }) => level !== 0 || index !== 256);

    expect(await restoreTree(storesOver(without).stores, { epoch: 1, size: SIZE, signed: SIZE })).toEqual({
      ok: false,
      problem: { kind: "tile-differs", epoch: 1, level: 0, index: 256 },
    });
  });
});
