import { leafHash } from "../../src/gatelog/place.ts";
import { EMPTY_ROOT, nodeHash, type ReadNode } from "../../src/gatelog/tree.ts";

/** Leaves that differ from each other. */
export function someLeaves(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`entry ${index}`)));
}

/** MTH as RFC 6962 section 2.1 writes it down, by recursion over all leaves: what the product is compared with. */
export function mth(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (!first) return EMPTY_ROOT;
  if (leaves.length === 1) return first;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(mth(leaves.slice(0, split)), mth(leaves.slice(split)));
}

/** Reads complete subtrees of these leaves, and throws where one would reach beyond them. */
export function readerOf(leaves: readonly Uint8Array[]): ReadNode {
  return (level, index) => {
    const width = 2 ** level;
    const under = leaves.slice(index * width, (index + 1) * width);
    if (under.length !== width) throw new Error(`Subtree ${level}/${index} is not complete`);
    return mth(under);
  };
}

export function flipBit(hash: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(hash);
  const byte = Math.floor(bit / 8) % hash.length;
  changed[byte] = (changed[byte] ?? 0) ^ (1 << (bit % 8));
  return changed;
}
