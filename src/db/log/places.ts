import type { PlacedEntry } from "../../gatelog/place.ts";
import type { Tx } from "../client.ts";
import { toNumber } from "../rows.ts";

/** Where an entry stands. `recordedAt` never runs backwards along the sequence, nor from one epoch to the next. */
export interface Place {
  readonly epoch: number;
  readonly seq: number;
  readonly recordedAt: Date;
}

export type Placed = Place & PlacedEntry;

/** The key of the advisory lock: the bytes of `gate_log`, which nothing else in this database locks. */
const PLACES = 0x676174655f6c6f67n;

/** The lock ends with the transaction. False if another process has it. */
export async function tryLockPlaces(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<{ taken: boolean }[]>`SELECT pg_try_advisory_xact_lock(${PLACES}::bigint) AS taken`;
  return rows[0]?.taken === true;
}

/** Waits for whoever has it. */
export async function awaitPlaces(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PLACES}::bigint)`;
}

/** Only under the lock, by a statement after it: so it sees what the last holder committed. */
export async function nextPlace(tx: Tx, now: Date): Promise<Place> {
  const newest = await tx.logEpoch.findFirst({ orderBy: { epoch: "desc" }, select: { epoch: true } });
  const epoch = newest?.epoch ?? 1;
  const last = await tx.logEntry.findFirst({
    orderBy: [{ epoch: "desc" }, { seq: "desc" }],
    select: { epoch: true, seq: true, recordedAt: true },
  });
  if (last === null) return { epoch, seq: 0, recordedAt: now };
  return {
    epoch,
    seq: last.epoch === epoch ? toNumber(last.seq) + 1 : 0,
    recordedAt: last.recordedAt > now ? last.recordedAt : now,
  };
}

/** One statement whose text is the same for every size; an entry's bytes go in and stay as they are. */
export async function insertEntries(tx: Tx, entries: readonly Placed[]): Promise<void> {
  const rows = entries.map(({ leafHash, ...entry }) => ({ ...entry, leaf: Buffer.from(leafHash).toString("hex") }));
  await tx.$executeRaw`
    INSERT INTO log_entry (epoch, seq, type, subject, body, leaf_hash, recorded_at)
    SELECT epoch, seq, type, subject, body, decode(leaf, 'hex'), "recordedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS placed (
      epoch integer, seq bigint, type text, subject text, body text, leaf text, "recordedAt" timestamptz)
    ORDER BY seq`;
}
