import { hash } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import { EntryDraft } from "./entry.ts";

export interface Place {
  readonly epoch: number;
  readonly seq: number;
  readonly recordedAt: Date;
}

export interface PlacedEntry {
  readonly type: string;
  /** Person that the entry is about, where it is about one. */
  readonly subject: string | null;
  readonly body: string;
  readonly leafHash: Uint8Array;
}

/** One leaf must fit a tile entry (uint16 length prefix) with room to spare: https://c2sp.org/tlog-tiles */
export const MAX_ENTRY_BYTES = 60_000;

/**
 * Gives a draft its place: the bytes that are hashed (RFC 8785 canonical JSON) and their RFC 6962 leaf hash,
 * SHA-256(0x00 ‖ bytes). Throws if the draft is not a valid entry: it was validated when it was appended.
 */
export function placeEntry(draft: unknown, place: Place): PlacedEntry {
  const entry = EntryDraft.parse(draft);
  const body = canonicalJson({
    v: 1,
    epoch: place.epoch,
    seq: place.seq,
    recorded_at: place.recordedAt.toISOString(),
    ...entry,
  });
  return {
    type: entry.type,
    subject: ("subject" in entry ? entry.subject : undefined) ?? null,
    body,
    leafHash: leafHash(Buffer.from(body, "utf8")),
  };
}

const LEAF = Uint8Array.of(0);

/** RFC 6962 section 2.1: hash of a leaf. */
export function leafHash(data: Uint8Array): Uint8Array {
  return hash("sha256", Buffer.concat([LEAF, data]), "buffer");
}
