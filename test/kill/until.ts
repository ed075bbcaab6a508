import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Asks until it is answered something else than undefined. */
export async function untilSeen<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() > deadline) throw new Error(`Waited ${PATIENCE_MS} ms in vain for ${what}`);
    await sleep(10);
  }
}
