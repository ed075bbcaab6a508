import { fromBase64, toBase64 } from "./base64.ts";

/** What a log says of itself at one moment: https://c2sp.org/tlog-checkpoint */
export interface Checkpoint {
  /** Names the log for good: host and path, without a scheme. Also the name of the key that signs it. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

const ROOT_BYTES = 32;

/** The text of a note. It has no time in it, as the specification asks: that stands in entries and in time stamps. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (origin === "" || /[\n\r]/.test(origin)) throw new RangeError("An origin is one line");
  if (root.length !== ROOT_BYTES) throw new RangeError("A root is of 32 bytes");
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Undefined if it is none. Lines after the third are somebody's extension, which the specification lets stand. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = "", size = "", encoded = "", ...extensions] = text.split("\n");
  // Every line ends with a newline: behind the last one stands nothing.
  if (extensions.pop() !== "" || extensions.includes("")) return undefined;
  const root = fromBase64(encoded);
  if (origin === "" || !root || root.length !== ROOT_BYTES || !/^(?:0|[1-9]\d*)$/.test(size)) return undefined;
  const count = Number(size);
  return Number.isSafeInteger(count) ? { origin, size: count, root } : undefined;
}
