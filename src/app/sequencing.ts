import type { Clock } from "../domain/clock.ts";
import { placeEntry } from "../gatelog/place.ts";

const LOG_BATCH = 500;

/** How entries of the log get their places. */
export const sequencingOf = (now: Clock) => ({
  finish: (draft: { body: unknown }, place: { seq: number; recordedAt: Date }) =>
    placeEntry(draft.body, { epoch: 1, ...place }),
  now,
  limit: LOG_BATCH,
});
