import type { Column, Row } from "./report.ts";

/** The place of an entry, whichever its type. */
export interface Placed {
  readonly entry: { readonly epoch: number; readonly seq: number };
  /** Of the leaf, lower-case hex. */
  readonly sha256: string;
}

/** The entry of the gate log that a row rests on. */
export const ENTRY_COLUMNS: readonly Column[] = [
  { name: "log_epoch", means: "The epoch of the gate log in which the entry stands; normally there is one." },
  { name: "log_seq", means: "The entry's place in it, from 0." },
  {
    name: "entry_sha256",
    means: "The entry's leaf hash: SHA-256 of a zero byte and the entry's bytes, in hex (RFC 6962).",
  },
];

export function entryRow({ entry, sha256 }: Placed): Row {
  return { log_epoch: entry.epoch, log_seq: entry.seq, entry_sha256: sha256 };
}

export const NO_ENTRY: Row = { log_epoch: null, log_seq: null, entry_sha256: null };
