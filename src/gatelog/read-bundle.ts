import { leafHash } from "./place.ts";
import { type ReadEntry, readEntry } from "./read-entry.ts";
import { HASH_BYTES, rootInTile, TILE_WIDTH } from "./tiles.ts";

/** What a bundle of entries is, by its own bytes alone: bundles are read one without the other, in any order. */
export interface BundleReading {
  readonly index: number;
  /** Of its entries, one after another: what the tile above it has to hold. */
  readonly hashes: Uint8Array;
  /** The root over `hashes`. */
  readonly root: Uint8Array;
  /** Entries that say of themselves that they are another one; null where that could not be made out. */
  readonly misplaced: readonly { readonly seq: number; readonly says: number | null }[];
  readonly unknown: readonly { readonly seq: number; readonly problem: string }[];
  readonly ofOtherEpoch: readonly number[];
  /** Recorded before the entry that stands before them. */
  readonly early: readonly number[];
  /** When the first and the last of its entries that could be read were recorded; null where none could. */
  readonly recorded: { readonly from: string; readonly to: string } | null;
}

/** Total: of bytes that end within an entry, those before it are read. */
export function readBundle(bytes: Uint8Array, { index, epoch }: { index: number; epoch: number }): BundleReading {
  const entries = [...wholeEntriesIn(bytes)];
  const hashes = new Uint8Array(entries.length * HASH_BYTES);
  const found: Found = { misplaced: [], unknown: [], ofOtherEpoch: [], early: [] };
  let recorded: BundleReading["recorded"] = null;
  for (const [at, entry] of entries.entries()) {
    const seq = index * TILE_WIDTH + at;
    hashes.set(leafHash(entry), at * HASH_BYTES);
    const reading = readEntry(entry);
    const says = reading.ok ? reading.entry.seq : (reading.seq ?? null);
    if (says !== seq) found.misplaced.push({ seq, says });
    if (!reading.ok) found.unknown.push({ seq, problem: reading.problem });
    else recorded = noteEntry(found, seq, { epoch, recorded }, reading.entry);
  }
  return { index, hashes, root: rootInTile(hashes), ...found, recorded };
}

type Found = {
  readonly [Key in "misplaced" | "unknown" | "ofOtherEpoch" | "early"]: BundleReading[Key][number][];
};

function noteEntry(
  found: Found,
  seq: number,
  before: { readonly epoch: number; readonly recorded: BundleReading["recorded"] },
  entry: ReadEntry,
): { readonly from: string; readonly to: string } {
  const { recordedAt } = entry;
  if (entry.epoch !== before.epoch) found.ofOtherEpoch.push(seq);
  if (before.recorded && recordedAt < before.recorded.to) found.early.push(seq);
  return { from: before.recorded?.from ?? recordedAt, to: recordedAt };
}

/** Of a bundle that breaks off, what comes before that: the entry where it broke can be named then. */
function* wholeEntriesIn(bundle: Uint8Array): Generator<Uint8Array> {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.length);
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at);
    if (end > bytes.length) return;
    yield bytes.subarray(at + 2, end);
    at = end;
  }
}
