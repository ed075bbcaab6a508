import { createHash, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { OutsideStores } from "../../../src/domain/stores/index.ts";
import { formatCheckpoint } from "../../../src/gatelog/checkpoint.ts";
import { signNote } from "../../../src/gatelog/note.ts";
import { parseProof } from "../../../src/gatelog/proof.ts";
import { rootInTile, TILE_WIDTH } from "../../../src/gatelog/tiles.ts";
import { createTree, verifyInclusion } from "../../../src/gatelog/tree.ts";
import { proveInLog } from "../../../src/pipeline/auditor/prove.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const leafAt = (seq: number) => createHash("sha256").update(String(seq)).digest();

/** A log of so many entries as it is kept: full tiles, leaves and a note. */
function aLog(size: number, { lost = -1 } = {}) {
  const leaves = Array.from({ length: size }, (_, seq) => leafAt(seq));
  const tree = createTree();
  for (const leaf of leaves) tree.append(leaf);
  const levels: Uint8Array[][] = [leaves];
  const tiles: { level: number; index: number; hashes: Uint8Array }[] = [];
  for (let level = 0; (levels[level]?.length ?? 0) >= TILE_WIDTH; level++) {
    const hashes = levels[level] ?? [];
    for (let index = 0; (index + 1) * TILE_WIDTH <= hashes.length; index++)
      tiles.push({ level, index, hashes: Buffer.concat(hashes.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH)) });
    levels.push(tiles.filter((tile) => tile.level === level).map((tile) => rootInTile(tile.hashes)));
  }
  const note = signNote(formatCheckpoint({ origin: "a.example/log/1", size, root: tree.root() }), [
    { name: "a.example/log/1", privateKey },
  ]);
  const stores = {
    logTree: {
      latest: async () => (size === 0 ? null : { size, note }),
      tiles: async ({ level, from, limit }: { level: number; from: number; limit: number }) =>
        tiles.filter((one) => one.level === level && one.index >= from && one.index !== lost).slice(0, limit),
    },
    log: {
      read: async ({ from, limit }: { from: number; limit: number }) =>
        leaves.slice(from, from + limit).map((leafHash) => ({ leafHash })),
    },
  } as unknown as OutsideStores;
  return { stores, root: tree.root() };
}

describe("a proof of one entry", () => {
  // Where trees end: within the first tile, at its end, in the second level, and at places that are no power of two.
  it.each([1, 2, 255, 256, 257, 700, 65_793])("holds in a log of %i entries, wherever it stands", async (size) => {
    const { stores, root } = aLog(size);
    const places = [0, 1, 255, 256, 511, Math.floor(size / 2), size - 2, size - 1].filter(
      (seq) => seq >= 0 && seq < size,
    );

    for (const seq of new Set(places)) {
      const proof = parseProof((await proveInLog(stores, { epoch: 1, seq })) ?? "");
      expect({ seq, index: proof?.index }).toEqual({ seq, index: seq });
      expect(verifyInclusion(leafAt(seq), seq, size, proof?.hashes ?? [], root)).toBe(true);
      expect(verifyInclusion(leafAt(seq + 1), seq, size, proof?.hashes ?? [], root)).toBe(false);
    }
  });

  it.each([
    [0, 0],
    [5, 5],
  ])("of a log of %i entries there is none for entry %i", async (size, seq) => {
    expect(await proveInLog(aLog(size).stores, { epoch: 1, seq })).toBeNull();
  });

  it("is not made where a tile is missing", async () => {
    const { stores } = aLog(700, { lost: 0 });

    await expect(proveInLog(stores, { epoch: 1, seq: 600 })).rejects.toThrow("Tile 0 of level 0 is not kept");
  });
});
