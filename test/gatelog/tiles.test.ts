import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bundleEntries,
  entriesInBundle,
  entriesPath,
  nodeInTile,
  rootInTile,
  tileLevels,
  tilePath,
  tilesOf,
} from "../../src/gatelog/tiles.ts";
import { nodesForInclusion } from "../../src/gatelog/tree.ts";
import { mth, someLeaves } from "./a-tree.ts";

describe("the tiles of a log", () => {
  it.each([
    [tilePath(0, 67), "tile/0/067"],
    [tilePath(0, 1_067), "tile/0/x001/067"],
    [tilePath(2, 1_234_067), "tile/2/x001/x234/067"],
    [tilePath(1, 0, 17), "tile/1/000.p/17"],
    [entriesPath(0), "tile/entries/000"],
    [entriesPath(1_000, 1), "tile/entries/x001/000.p/1"],
  ])("lie where the specification puts them: %s", (path, expected) => {
    expect(path).toBe(expected);
  });

  it("are those that the specification counts for 70,000 entries", () => {
    expect(tileLevels(70_000)).toEqual([
      { level: 0, full: 273, partial: 112 },
      { level: 1, full: 1, partial: 17 },
      { level: 2, full: 0, partial: 1 },
    ]);
  });

  it.each([
    [0, []],
    [1, [{ level: 0, index: 0, width: 1 }]],
    [
      256,
      [
        { level: 0, index: 0, width: 256 },
        { level: 1, index: 0, width: 1 },
      ],
    ],
    [
      513,
      [
        { level: 0, index: 0, width: 256 },
        { level: 0, index: 1, width: 256 },
        { level: 0, index: 2, width: 1 },
        { level: 1, index: 0, width: 2 },
      ],
    ],
  ])("are all those of a tree of %i", (size, tiles) => {
    expect([...tilesOf(size)]).toEqual(tiles);
  });

  it("hold every subtree that a proof of inclusion needs", () => {
    const size = 70_000;
    const widths = new Map([...tilesOf(size)].map(({ level, index, width }) => [`${level}/${index}`, width]));
    fc.assert(
      fc.property(fc.nat(size - 1), (index) => {
        for (const node of nodesForInclusion(index, size)) {
          const { level, index: at, offset, count } = nodeInTile(node);
          expect(widths.get(`${level}/${at}`) ?? 0).toBeGreaterThanOrEqual(offset + count);
        }
      }),
    );
  });

  it("give the root over any of their hashes that make a subtree", () => {
    const leaves = someLeaves(256);
    const tile = Buffer.concat(leaves);

    expect(Buffer.from(rootInTile(tile))).toEqual(Buffer.from(mth(leaves)));
    expect(Buffer.from(rootInTile(tile, 64, 32))).toEqual(Buffer.from(mth(leaves.slice(64, 96))));
    expect(nodeInTile({ level: 5, index: 2 })).toEqual({ level: 0, index: 0, offset: 64, count: 32 });
    expect(nodeInTile({ level: 9, index: 130 })).toEqual({ level: 1, index: 1, offset: 4, count: 2 });
    expect(() => rootInTile(tile.subarray(0, 320), 8, 4)).toThrow(RangeError);
  });
});

describe("a bundle of entries", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 20 }), (entries) => {
        const read = entriesInBundle(bundleEntries(entries));

        expect(read?.map((entry) => [...entry])).toEqual(entries.map((entry) => [...entry]));
      }),
    );
  });

  it("has each entry behind its length in two bytes, the higher one first", () => {
    expect([...bundleEntries([Buffer.alloc(258, 7), Buffer.of(9)])].slice(0, 3)).toEqual([1, 2, 7]);
    expect([...bundleEntries([Buffer.alloc(258, 7), Buffer.of(9)])].slice(-3)).toEqual([0, 1, 9]);
  });

  it("takes no entry of 64 KiB", () => {
    expect(bundleEntries([new Uint8Array(65_535)])).toHaveLength(65_537);
    expect(() => bundleEntries([new Uint8Array(65_536)])).toThrow(RangeError);
  });

  it("is not one if it ends within an entry", () => {
    const bundle = bundleEntries([Buffer.of(1, 2), Buffer.of(3)]);

    expect(entriesInBundle(bundle.subarray(0, -1))).toBeUndefined();
    expect(entriesInBundle(bundle.subarray(0, 5))).toBeUndefined();
    expect(entriesInBundle(bundle.subarray(0, 4))).toHaveLength(1);
  });
});
