import { z } from "zod";
import type { Clock } from "../domain/clock.ts";
import type { LogDraft } from "../domain/stores/verdicts.ts";
import type { PlacedEntry } from "../gatelog/place.ts";
import { type Db, inTransaction, type Tx } from "./client.ts";
import type { LogInboxModel } from "./generated/models.ts";
import { toNumber } from "./rows.ts";

/** Where an entry stands. `recordedAt` never runs backwards along the sequence. */
export interface Place {
  readonly seq: number;
  readonly recordedAt: Date;
}

type Placed = Place & PlacedEntry;

export interface Sequencing {
  /** The draft with its place in it, as bytes and leaf. What it throws stops the log at this draft: none is skipped. */
  readonly finish: (draft: LogDraft, place: Place) => PlacedEntry;
  readonly now: Clock;
  /** At most so many entries in one transaction. */
  readonly limit: number;
}

/** The key of the advisory lock: the bytes of `gate_log`, which nothing else in this database locks. */
const LOCK = 0x676174655f6c6f67n;

const Body = z.record(z.string(), z.unknown());

/**
 * Moves what waits into the log, in the order in which it was written, without gap or fork: one process at a time
 * may, and the lock ends with its commit. Returns how many entries were placed; zero too if another process is at it.
 */
export async function sequence(db: Db, sequencing: Sequencing): Promise<number> {
  return inTransaction(db, async (tx) => {
    // The place is read after the lock is held, by a statement of its own: it sees what the last holder committed.
    if (!(await takeLock(tx))) return 0;

    const waiting = await tx.logInbox.findMany({ orderBy: { id: "asc" }, take: sequencing.limit });
    if (waiting.length === 0) return 0;

    const first = await nextPlace(tx, sequencing.now());
    await insertEntries(tx, placeAll(waiting, first, sequencing.finish));
    await tx.$executeRaw`DELETE FROM log_inbox WHERE id = ANY (${waiting.map(({ id }) => id)}::bigint[])`;
    return waiting.length;
  });
}

async function takeLock(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw<{ taken: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LOCK}::bigint) AS taken`;
  return rows[0]?.taken === true;
}

async function nextPlace(tx: Tx, now: Date): Promise<Place> {
  const last = await tx.logEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, recordedAt: true } });
  if (last === null) return { seq: 0, recordedAt: now };
  return { seq: toNumber(last.seq) + 1, recordedAt: last.recordedAt > now ? last.recordedAt : now };
}

function placeAll(waiting: readonly LogInboxModel[], first: Place, finish: Sequencing["finish"]): readonly Placed[] {
  return waiting.map(({ body, occurredAt }, index) => {
    const place = { ...first, seq: first.seq + index };
    return { ...place, ...finish({ body: Body.parse(body), occurredAt }, place) };
  });
}

/** One statement whose text is the same for every size; an entry's bytes go in and stay as they are. */
async function insertEntries(tx: Tx, entries: readonly Placed[]): Promise<void> {
  const rows = entries.map(({ leafHash, ...entry }) => ({ ...entry, leaf: Buffer.from(leafHash).toString("hex") }));
  await tx.$executeRaw`
    INSERT INTO log_entry (seq, type, subject, body, leaf_hash, recorded_at)
    SELECT seq, type, subject, body, decode(leaf, 'hex'), "recordedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS placed (
      seq bigint, type text, subject text, body text, leaf text, "recordedAt" timestamptz)
    ORDER BY seq`;
}
