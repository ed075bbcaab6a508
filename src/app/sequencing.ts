import type { Clock } from "../domain/clock.ts";
import { type Place, placeEntry } from "../gatelog/place.ts";

const LOG_BATCH = 500;

/** How entries of the log get their places. */
export const sequencingOf = (now: Clock) => ({
  finish: (draft: { body: unknown }, place: Place) => placeEntry(draft.body, place),
  now,
  limit: LOG_BATCH,
});
