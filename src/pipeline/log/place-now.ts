import type { LogTreeStore } from "../../domain/stores/log-tree.ts";
import type { LogDraft } from "../../domain/stores/verdicts.ts";
import { placeEntry } from "../../gatelog/place.ts";

/** Gives an entry its place in this transaction, ahead of what waits: what the log says of itself stands where it counts. */
export async function placeNow(logTree: LogTreeStore, draft: LogDraft, now: Date): Promise<void> {
  const place = await logTree.lockPlaces(now);
  await logTree.place({ ...place, ...placeEntry(draft.body, place) });
}
