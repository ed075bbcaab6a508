import type { LogFault } from "./log-fault.ts";
import type { BundleReading } from "./read-bundle.ts";
import { HASH_BYTES, TILE_WIDTH } from "./tiles.ts";

/** The first place at which the entries are not what they should be, and what else is known of it. */
export interface FirstWrong {
  readonly seq: number;
  /** Which entry stands there, by its own word. */
  readonly stands: number | "unreadable" | "nothing";
  /** Where the entry that belongs there was met later on. */
  readonly metAt?: number;
}

interface Looked {
  readonly index: number;
  /** Null for a bundle that is not there. */
  readonly reading: BundleReading | null;
  /** The hashes that lie beside it, where they were kept when it was logged; null for none. */
  readonly tile: Uint8Array | null;
  readonly width: number;
}

/** Bundle by bundle, from the left. `known` is what was found before: only where its entry went is looked for then. */
export function lookForWrong(known: FirstWrong | undefined, looked: Looked): FirstWrong | undefined {
  const { reading } = looked;
  if (!known) return firstIn(looked);
  const metAt = known.metAt ?? reading?.misplaced.find(({ says }) => says === known.seq)?.seq;
  return metAt === undefined ? known : { ...known, metAt };
}

function firstIn({ index, reading, tile, width }: Looked): FirstWrong | undefined {
  const start = index * TILE_WIDTH;
  if (!reading) return { seq: start, stands: "nothing" };
  const count = reading.hashes.length / HASH_BYTES;
  const misplaced = reading.misplaced[0]?.seq ?? Number.POSITIVE_INFINITY;
  const different = tile === null ? Number.POSITIVE_INFINITY : start + firstDifference(reading.hashes, tile);
  const lacking = count < width ? start + count : Number.POSITIVE_INFINITY;
  const seq = Math.min(misplaced, different, lacking);
  if (seq === Number.POSITIVE_INFINITY) return undefined;
  const metAt = reading.misplaced.find(({ says }) => says === seq)?.seq;
  const stands = seq >= start + count ? "nothing" : standsAt(seq, reading);
  return { seq, stands, ...(metAt !== undefined && { metAt }) };
}

function standsAt(seq: number, { misplaced }: BundleReading): FirstWrong["stands"] {
  const found = misplaced.find((one) => one.seq === seq);
  return found ? (found.says ?? "unreadable") : seq;
}

/** In hashes; infinite where there is none. */
function firstDifference(some: Uint8Array, others: Uint8Array): number {
  if (Buffer.compare(some, others) === 0) return Number.POSITIVE_INFINITY;
  const end = Math.min(some.length, others.length);
  for (let at = 0; at < end; at++) if (some[at] !== others[at]) return Math.floor(at / HASH_BYTES);
  return end / HASH_BYTES;
}

/** Its kind, once all has been read and the entries are not those that were signed. */
export function faultOf(
  { seq, stands, metAt }: FirstWrong,
  { count, size }: { count: number; size: number },
): LogFault {
  // Nothing stands at its place or behind it.
  if (count === seq && count < size)
    return { kind: "cut", seq, message: `the log ends before it, and the checkpoint counts ${size} entries` };
  if (metAt !== undefined)
    return {
      kind: "reordered",
      seq,
      message: `it stands at the place of entry ${metAt}, and ${nameOf(stands)} at its own`,
    };
  if (stands === "nothing") return { kind: "missing", seq, message: "it is not there" };
  if (stands === seq || stands === "unreadable")
    return { kind: "edited", seq, message: "its bytes are not those that were logged" };
  if (stands < seq) return { kind: "reordered", seq, message: `at its place stands entry ${stands} again` };
  if (count < size) return { kind: "missing", seq, message: `at its place stands entry ${stands}` };
  return { kind: "edited", seq, message: `at its place stands one that says it is entry ${stands}` };
}

function nameOf(stands: FirstWrong["stands"]): string {
  return typeof stands === "number" ? `entry ${stands}` : "another one";
}
