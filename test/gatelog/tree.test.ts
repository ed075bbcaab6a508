import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafHash } from "../../src/gatelog/place.ts";
import {
  createTree,
  EMPTY_ROOT,
  nodesForConsistency,
  nodesForInclusion,
  proveConsistency,
  proveInclusion,
  subtreesOf,
  verifyConsistency,
  verifyInclusion,
} from "../../src/gatelog/tree.ts";
import { flipBit, mth, readerOf, someLeaves } from "./a-tree.ts";

/** The vectors that Certificate Transparency's own implementations are tested with. */
const VECTOR_LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => leafHash(Buffer.from(hex, "hex")));

const VECTOR_ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const LARGEST = 70;
const leaves = someLeaves(LARGEST);
const roots = Array.from({ length: LARGEST + 1 }, (_, size) => mth(leaves.slice(0, size)));
const read = readerOf(leaves);

function rootOf(size: number): Uint8Array {
  const root = roots[size];
  if (!root) throw new Error(`There is no tree of ${size} leaves here`);
  return root;
}

describe("the tree", () => {
  it("has the roots of the known vectors, from the empty one on", () => {
    const tree = createTree();
    const found = [tree.root()];
    for (const leaf of VECTOR_LEAVES) {
      tree.append(leaf);
      found.push(tree.root());
    }

    expect(found.map((root) => Buffer.from(root).toString("hex"))).toEqual(VECTOR_ROOTS);
    expect(tree.size).toBe(8);
  });

  it("has the root that RFC 6962 defines, at every size", () => {
    const tree = createTree();
    for (const [index, leaf] of leaves.entries()) {
      tree.append(leaf);
      expect(Buffer.from(tree.root()), `size ${index + 1}`).toEqual(Buffer.from(rootOf(index + 1)));
    }
  });

  it("goes on from what was kept of it, and what was kept stays as it was", () => {
    fc.assert(
      fc.property(fc.nat(LARGEST), fc.nat(LARGEST), (one, other) => {
        const [kept, size] = [Math.min(one, other), Math.max(one, other)];
        const tree = createTree();
        for (const leaf of leaves.slice(0, kept)) tree.append(leaf);
        const state = tree.state();
        const again = createTree(state);
        for (const leaf of leaves.slice(kept, size)) again.append(leaf);

        expect(Buffer.from(again.root())).toEqual(Buffer.from(rootOf(size)));
        expect(Buffer.from(createTree(state).root())).toEqual(Buffer.from(rootOf(kept)));
      }),
    );
  });

  it("is kept as the roots of the complete subtrees that it is made of", () => {
    const tree = createTree();
    for (const leaf of leaves.slice(0, 21)) tree.append(leaf);

    expect(subtreesOf(21)).toEqual([
      { level: 4, index: 0 },
      { level: 2, index: 4 },
      { level: 0, index: 20 },
    ]);
    expect(tree.state().peaks).toEqual(subtreesOf(21).map(({ level, index }) => read(level, index)));
  });

  it("refuses a state that is of no tree", () => {
    expect(() => createTree({ size: 3, peaks: [EMPTY_ROOT] })).toThrow(RangeError);
    expect(() => createTree({ size: -1, peaks: [] })).toThrow(RangeError);
  });
});

describe("a proof of inclusion", () => {
  it("holds for every entry at every size, and reads what it said that it would", () => {
    for (let size = 1; size <= LARGEST; size++) {
      for (let index = 0; index < size; index++) {
        const asked: string[] = [];
        const proof = proveInclusion(index, size, (level, at) => {
          asked.push(`${level}/${at}`);
          return read(level, at);
        });
        expect(asked).toEqual(nodesForInclusion(index, size).map(({ level, index: at }) => `${level}/${at}`));
        expect(verifyInclusion(leaves[index]!, index, size, proof, rootOf(size)), `${index} of ${size}`).toBe(true);
      }
    }
  });

  it("does not hold with any one bit of it changed, nor of the leaf, nor of the root", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST }), fc.nat(), fc.nat(), (size, chosen, bit) => {
        const index = chosen % size;
        const proof = proveInclusion(index, size, read);
        const [leaf, root] = [leaves[index]!, rootOf(size)];
        const changed = proof.map((_, at) => proof.map((hash, other) => (other === at ? flipBit(hash, bit) : hash)));

        expect(changed.some((other) => verifyInclusion(leaf, index, size, other, root))).toBe(false);
        expect(verifyInclusion(flipBit(leaf, bit), index, size, proof, root)).toBe(false);
        expect(verifyInclusion(leaf, index, size, proof, flipBit(root, bit))).toBe(false);
      }),
    );
  });

  it("does not hold at another place, at another size, or with a hash more or less", () => {
    for (let size = 2; size <= LARGEST; size++) {
      const index = size >> 1;
      const proof = proveInclusion(index, size, read);
      const holds = (at: number, of: number, hashes = proof) =>
        verifyInclusion(leaves[index]!, at, of, hashes, rootOf(size));
      const elsewhere = Array.from({ length: size }, (_, at) => at).filter((at) => at !== index && holds(at, size));

      expect(elsewhere, `of ${size}`).toEqual([]);
      expect(holds(index, size, [...proof, EMPTY_ROOT])).toBe(false);
      expect(holds(index, size, proof.slice(0, -1))).toBe(false);
      expect(holds(size, size)).toBe(false);
      expect(holds(-1, size)).toBe(false);
      expect(holds(index, Number.NaN)).toBe(false);
    }
  });

  it("is made for no entry that is not there", () => {
    expect(() => proveInclusion(3, 3, read)).toThrow(RangeError);
    expect(() => nodesForInclusion(0, 0)).toThrow(RangeError);
  });
});

describe("a proof of consistency", () => {
  it("holds from every size to every later one, and reads what it said that it would", () => {
    for (let size = 0; size <= LARGEST; size++) {
      for (let old = 0; old <= size; old++) {
        const asked: string[] = [];
        const proof = proveConsistency(old, size, (level, at) => {
          asked.push(`${level}/${at}`);
          return read(level, at);
        });
        expect(asked).toEqual(nodesForConsistency(old, size).map(({ level, index }) => `${level}/${index}`));
        expect(verifyConsistency(old, rootOf(old), size, rootOf(size), proof), `${old} to ${size}`).toBe(true);
      }
    }
  });

  it("does not hold with any one bit of it changed, nor of either root", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST }), fc.nat(), fc.nat(), (size, chosen, bit) => {
        const old = 1 + (chosen % size);
        const proof = proveConsistency(old, size, read);
        const [before, after] = [rootOf(old), rootOf(size)];
        const changed = proof.map((_, at) => proof.map((hash, other) => (other === at ? flipBit(hash, bit) : hash)));

        expect(changed.some((other) => verifyConsistency(old, before, size, after, other))).toBe(false);
        expect(verifyConsistency(old, flipBit(before, bit), size, after, proof)).toBe(false);
        expect(verifyConsistency(old, before, size, flipBit(after, bit), proof)).toBe(false);
      }),
    );
  });

  it("does not hold for a log that was cut, or in which an early entry is another", () => {
    const forged = leaves.with(2, leafHash(Buffer.from("another")));
    for (let size = 4; size <= LARGEST; size++) {
      const proof = proveConsistency(3, size, readerOf(forged));

      expect(verifyConsistency(3, rootOf(3), size, mth(forged.slice(0, size)), proof)).toBe(false);
      expect(verifyConsistency(size, rootOf(size), size - 1, rootOf(size - 1), [])).toBe(false);
    }
    expect(() => proveConsistency(4, 3, read)).toThrow(RangeError);
  });

  it("takes the empty tree for the beginning of every tree, and needs nothing for it", () => {
    expect(verifyConsistency(0, EMPTY_ROOT, 5, rootOf(5), [])).toBe(true);
    expect(verifyConsistency(0, rootOf(1), 5, rootOf(5), [])).toBe(false);
    expect(verifyConsistency(0, EMPTY_ROOT, 5, rootOf(5), [EMPTY_ROOT])).toBe(false);
  });
});
