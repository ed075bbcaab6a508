import type { SweepDeps } from "./sweep.ts";

/** How far back failed deliveries are looked for: GitHub keeps them three days. */
const WINDOW_MS = 3 * 86_400_000;

/**
 * Asks GitHub to send again what failed and never reached us by another attempt. GitHub does not do so by itself. Answers
 * how many there were; each is asked for again until it has come.
 */
export async function redeliverLost(at: Date, { deliveries, stores }: SweepDeps): Promise<number> {
  const failed = await deliveries.listFailedDeliveries(new Date(at.getTime() - WINDOW_MS));
  const stored = await stores.deliveries.find(failed.map(({ guid }) => guid));
  const lost = failed.filter(({ guid }) => !stored.some(({ id }) => id === guid));
  for (const { id } of lost) await deliveries.redeliver(id);
  return lost.length;
}
