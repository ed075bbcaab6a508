import { fromBase64, toBase64 } from "./base64.ts";

/** That one entry is in a log, checkable without the log: https://c2sp.org/tlog-proof */
export interface LogProof {
  readonly index: number;
  /** From the leaf's sibling up to the root's child. */
  readonly hashes: readonly Uint8Array[];
  /** The signed note, byte for byte. */
  readonly checkpoint: string;
  /** Nobody vouches for it. */
  readonly extra?: Uint8Array;
}

const HEADER = "c2sp.org/tlog-proof@v1";
const HASH_BYTES = 32;
/** A tree of more leaves than a number counts has no more levels. */
const MAX_HASHES = 64;

export function formatProof({ index, hashes, checkpoint, extra }: LogProof): string {
  const lines = [
    HEADER,
    ...(extra ? [`extra ${toBase64(extra)}`] : []),
    `index ${index}`,
    ...hashes.map(toBase64),
    "",
    checkpoint,
  ];
  return lines.join("\n");
}

/** Undefined if it is none. That it holds is another question: `openNote`, `parseCheckpoint`, `verifyInclusion`. */
export function parseProof(text: string): LogProof | undefined {
  const end = text.indexOf("\n\n");
  if (end < 0) return undefined;
  const [header, ...lines] = text.slice(0, end).split("\n");
  const extra = lines[0]?.startsWith("extra ") ? fromBase64(lines.shift()?.slice("extra ".length) ?? "") : null;
  const index = /^index (0|[1-9]\d*)$/.exec(lines.shift() ?? "")?.[1];
  const hashes = lines.map(fromBase64);
  if (header !== HEADER || extra === undefined || index === undefined || !hashes.every(isHash)) return undefined;
  if (!Number.isSafeInteger(Number(index)) || hashes.length > MAX_HASHES) return undefined;
  return { index: Number(index), hashes, checkpoint: text.slice(end + 2), ...(extra && { extra }) };
}

function isHash(bytes: Uint8Array | undefined): bytes is Uint8Array {
  return bytes?.length === HASH_BYTES;
}
