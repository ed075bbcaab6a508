import type { Clock } from "../domain/clock.ts";
import type { Transact } from "../domain/stores/index.ts";

const DAY_MS = 86_400_000;
/** GitHub lists a delivery for three days and an enterprise server for seven; the rest is for whoever asks what happened. */
const DELIVERIES_KEPT_MS = 31 * DAY_MS;

/**
 * Deletes what says nothing any more: deliveries of which GitHub knows nothing either, and sessions that have ended. An
 * attestation keeps the digest of its session by itself.
 */
export async function purge({ transact, clock }: { readonly transact: Transact; readonly clock: Clock }): Promise<{
  readonly deliveries: number;
  readonly sessions: number;
}> {
  const now = clock();
  return transact(async (stores) => ({
    deliveries: await stores.deliveries.deleteBefore(new Date(now.getTime() - DELIVERIES_KEPT_MS)),
    sessions: await stores.sessions.deleteEnded(now),
  }));
}
