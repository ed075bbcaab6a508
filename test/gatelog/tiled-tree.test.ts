import { describe, expect, it } from "vitest";
import { leafHash } from "../../src/gatelog/place.ts";
import { createTiledTree } from "../../src/gatelog/tiled-tree.ts";
import { rootInTile } from "../../src/gatelog/tiles.ts";
import { createTree } from "../../src/gatelog/tree.ts";

const SIZE = 65_536 + 300;
const leaves = Array.from({ length: SIZE }, (_, index) => leafHash(Buffer.from(String(index))));

function rootOf(hashes: readonly Uint8Array[]): Buffer {
  const tree = createTree();
  for (const hash of hashes) tree.append(hash);
  return Buffer.from(tree.root());
}

describe("the tree that hands out tiles", () => {
  it("has the root of the plain tree, around every turn", () => {
    const tree = createTiledTree();
    const plain = createTree();
    const turns = new Set([0, 1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, SIZE]);
    expect(Buffer.from(tree.root())).toEqual(Buffer.from(plain.root()));
    for (const leaf of leaves) {
      tree.append(leaf);
      plain.append(leaf);
      if (turns.has(tree.size)) expect(Buffer.from(tree.root()), `${tree.size}`).toEqual(Buffer.from(plain.root()));
    }
  });

  it("hands out each tile once, when its last leaf comes", () => {
    const tree = createTiledTree();
    const tiles = leaves.flatMap((leaf) => tree.append(leaf).map((tile) => ({ ...tile, at: tree.size })));

    expect(tiles.filter(({ level }) => level === 0).map(({ index, at }) => [index, at])).toEqual(
      Array.from({ length: 257 }, (_, index) => [index, (index + 1) * 256]),
    );
    expect(tiles.filter(({ level }) => level > 0)).toMatchObject([{ level: 1, index: 0, at: 65_536 }]);
    for (const { level, index, hashes } of tiles) {
      const width = 256 ** (level + 1);
      expect(Buffer.from(rootInTile(hashes))).toEqual(rootOf(leaves.slice(index * width, (index + 1) * width)));
    }
  });

  it("goes on from what was kept of it, and what was kept stays as it was", () => {
    const tree = createTiledTree();
    for (const leaf of leaves.slice(0, 65_700)) tree.append(leaf);
    const state = tree.state();
    for (const leaf of leaves.slice(65_700)) tree.append(leaf);

    const again = createTiledTree(state);
    expect([again.size, Buffer.from(again.root())]).toEqual([65_700, rootOf(leaves.slice(0, 65_700))]);
    for (const leaf of leaves.slice(65_700)) again.append(leaf);

    expect(Buffer.from(again.root())).toEqual(Buffer.from(tree.root()));
  });
});
