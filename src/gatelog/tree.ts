import { hash } from "node:crypto";

/**
 * The Merkle tree of RFC 6962 section 2.1 over SHA-256, by its words: a leaf is hashed as `leafHash` of place.ts does,
 * MTH(D[n]) splits at the largest power of two below n, PATH proves inclusion and PROOF consistency.
 */

/** Which leaves a hash stands for: from `start` on, before `end`. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A complete subtree: leaves from `index` · 2^`level` on, 2^`level` of them. A leaf is of level 0. */
export interface Subtree {
  readonly level: number;
  readonly index: number;
}

/** A tree as it can be kept: the roots of the complete subtrees that it is made of, from the left, the largest first. */
export interface TreeState {
  readonly size: number;
  readonly peaks: readonly Uint8Array[];
}

/** A tree that grows and forgets its leaves. */
export interface Tree {
  readonly size: number;
  append(leafHash: Uint8Array): void;
  root(): Uint8Array;
  /** To go on from here with `createTree`; later appends do not change it. */
  state(): TreeState;
}

export type ReadNode = (level: number, index: number) => Uint8Array;

/** MTH of no leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Uint8Array = hash("sha256", "", "buffer");

const NODE = Uint8Array.of(1);

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash("sha256", Buffer.concat([NODE, left, right]), "buffer");
}

export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** Throws a `RangeError` if the state is of no tree: a size has one shape only. */
export function createTree(saved: TreeState = { size: 0, peaks: [] }): Tree {
  if (subtreesIn({ start: 0, end: saved.size }).length !== saved.peaks.length)
    throw new RangeError(`${saved.peaks.length} peaks are not of a tree with ${saved.size} leaves`);
  let { size } = saved;
  const peaks = [...saved.peaks];
  return {
    get size() {
      return size;
    },
    append(leafHash) {
      let hash = leafHash;
      // A right child is complete with its left sibling, which is then the last peak.
      for (let index = size; index % 2 === 1; index = (index - 1) / 2) hash = nodeHash(peaks.pop() as Uint8Array, hash);
      peaks.push(hash);
      size += 1;
    },
    root: () => (peaks.length === 0 ? EMPTY_ROOT : joinFromRight(peaks)),
    state: () => ({ size, peaks: [...peaks] }),
  };
}

/** The complete subtrees that a tree of this size is made of, from the left: `peaks` of its state are their roots. */
export function subtreesOf(size: number): readonly Subtree[] {
  return subtreesIn({ start: 0, end: size });
}

/** What `proveInclusion` will read: for fetching it beforehand. */
export function nodesForInclusion(index: number, size: number): readonly Subtree[] {
  return pathTo(index, size).flatMap(subtreesIn);
}

/** What `proveConsistency` will read. */
export function nodesForConsistency(oldSize: number, size: number): readonly Subtree[] {
  return rangesBetween(oldSize, size).flatMap(subtreesIn);
}

/** PATH(index, D[size]): from the leaf's sibling up. Throws a `RangeError` if the tree has no such leaf. */
export function proveInclusion(index: number, size: number, read: ReadNode): readonly Uint8Array[] {
  return pathTo(index, size).map((range) => hashOf(range, read));
}

/** PROOF(oldSize, D[size]); empty for an empty old tree and for the same one. Throws a `RangeError` if it shrank. */
export function proveConsistency(oldSize: number, size: number, read: ReadNode): readonly Uint8Array[] {
  return rangesBetween(oldSize, size).map((range) => hashOf(range, read));
}

export function verifyInclusion(
  leafHash: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(size) || !isSize(index) || index >= size) return false;
  const path = pathTo(index, size);
  if (path.length !== proof.length) return false;
  const computed = proof.reduce(
    (hash, sibling, step) => ((path[step]?.start ?? 0) > index ? nodeHash(hash, sibling) : nodeHash(sibling, hash)),
    leafHash,
  );
  return isSameHash(computed, root);
}

/** Whether the tree of `root` begins with all the leaves of the tree of `oldRoot`. */
export function verifyConsistency(
  oldSize: number,
  oldRoot: Uint8Array,
  size: number,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(oldSize) || !isSize(size) || oldSize > size) return false;
  if (oldSize === 0) return proof.length === 0 && isSameHash(oldRoot, EMPTY_ROOT);
  const ranges = rangesBetween(oldSize, size);
  if (ranges.length !== proof.length) return false;

  // Where the old tree is itself a complete subtree of the new one, its root is known and not in the proof.
  const isKnown = ranges[0]?.end !== oldSize;
  const seed = isKnown ? oldRoot : (proof[0] as Uint8Array);
  let [before, after] = [seed, seed];
  for (let step = isKnown ? 0 : 1; step < proof.length; step++) {
    const sibling = proof[step] as Uint8Array;
    const isNew = (ranges[step]?.start ?? 0) >= oldSize;
    before = isNew ? before : nodeHash(sibling, before);
    after = isNew ? nodeHash(after, sibling) : nodeHash(sibling, after);
  }
  return isSameHash(before, oldRoot) && isSameHash(after, root);
}

/** The siblings on the way from a leaf up to the root. */
function pathTo(index: number, size: number): readonly Range[] {
  if (!isSize(size) || !isSize(index) || index >= size) throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  const siblings: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      siblings.push({ start: middle, end });
      end = middle;
    } else {
      siblings.push({ start, end: middle });
      start = middle;
    }
  }
  return siblings.reverse();
}

/**
 * SUBPROOF: down to the subtree that ends where the old tree ended, then its siblings on the way up. The subtree itself
 * comes first, but not where it is the whole old tree.
 */
function rangesBetween(oldSize: number, size: number): readonly Range[] {
  if (!isSize(oldSize) || !isSize(size) || oldSize > size)
    throw new RangeError(`A tree of ${oldSize} does not grow to one of ${size}`);
  if (oldSize === 0) return [];
  const siblings: Range[] = [];
  let [start, end] = [0, size];
  while (end > oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      siblings.push({ start: middle, end });
      end = middle;
    } else {
      siblings.push({ start, end: middle });
      start = middle;
    }
  }
  return [...(start === 0 ? [] : [{ start, end }]), ...siblings.reverse()];
}

/** The largest power of two that is smaller. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** Ranges here begin where a subtree as large as they are would begin, so that they come apart from the left. */
function subtreesIn({ start, end }: Range): readonly Subtree[] {
  if (!isSize(end)) throw new RangeError(`${end} is not the size of a tree`);
  const subtrees: Subtree[] = [];
  for (let from = start; from < end; ) {
    let [level, width] = [0, 1];
    while (from + width * 2 <= end) {
      level += 1;
      width *= 2;
    }
    subtrees.push({ level, index: from / width });
    from += width;
  }
  return subtrees;
}

function hashOf(range: Range, read: ReadNode): Uint8Array {
  return joinFromRight(subtreesIn(range).map(({ level, index }) => read(level, index)));
}

function joinFromRight(hashes: readonly Uint8Array[]): Uint8Array {
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
