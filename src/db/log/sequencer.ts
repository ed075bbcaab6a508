import { z } from "zod";
import type { Clock } from "../../domain/clock.ts";
import type { LogDraft } from "../../domain/stores/verdicts.ts";
import type { PlacedEntry } from "../../gatelog/place.ts";
import { type Db, inTransaction } from "../client.ts";
import type { LogInboxModel } from "../generated/models.ts";
import { insertEntries, nextPlace, type Place, type Placed, tryLockPlaces } from "./places.ts";

export interface Sequencing {
  /** The draft with its place in it, as bytes and leaf. What it throws stops the log at this draft: none is skipped. */
  readonly finish: (draft: LogDraft, place: Place) => PlacedEntry;
  readonly now: Clock;
  /** At most so many entries in one transaction. */
  readonly limit: number;
}

const Body = z.record(z.string(), z.unknown());

/**
 * Moves what waits into the log, in the order in which it was written, without gap or fork: one process at a time
 * may, and the lock ends with its commit. Returns how many entries were placed; zero too if another process is at it.
 */
export async function sequence(db: Db, sequencing: Sequencing): Promise<number> {
  return inTransaction(db, async (tx) => {
    if (!(await tryLockPlaces(tx))) return 0;

    const waiting = await tx.logInbox.findMany({ orderBy: { id: "asc" }, take: sequencing.limit });
    if (waiting.length === 0) return 0;

    const first = await nextPlace(tx, sequencing.now());
    await insertEntries(tx, placeAll(waiting, first, sequencing.finish));
    await tx.$executeRaw`DELETE FROM log_inbox WHERE id = ANY (${waiting.map(({ id }) => id)}::bigint[])`;
    return waiting.length;
  });
}

function placeAll(waiting: readonly LogInboxModel[], first: Place, finish: Sequencing["finish"]): readonly Placed[] {
  return waiting.map(({ body, occurredAt }, index) => {
    const place = { ...first, seq: first.seq + index };
    return { ...place, ...finish({ body: Body.parse(body), occurredAt }, place) };
  });
}
