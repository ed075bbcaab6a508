import type { SweepDeps } from "./sweep.ts";

/** GitHub keeps them so long: https://docs.github.com/en/webhooks/using-webhooks/viewing-webhook-deliveries */
const KEPT_MS = 3 * 86_400_000;

/** How far back failed deliveries are to be had. */
export function keptSince(at: Date): Date {
  return new Date(at.getTime() - KEPT_MS);
}

/**
 * Asks GitHub to send again what failed and never reached us by another attempt. GitHub does not do so by itself. Answers
 * how many there were; each is asked for again until it has come.
 */
export async function redeliverLost(at: Date, { deliveries, stores }: SweepDeps): Promise<number> {
  const failed = await deliveries.listFailedDeliveries(keptSince(at));
  const stored = await stores.deliveries.find(failed.map(({ guid }) => guid));
  const lost = failed.filter(({ guid }) => !stored.some(({ id }) => id === guid));
  for (const { id } of lost) await deliveries.redeliver(id);
  return lost.length;
}
