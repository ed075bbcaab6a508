import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "../client.ts";
import type { DbLog } from "./log.ts";
import { type Sequencing, sequence } from "./sequencer.ts";

const PAUSE_MS = 200;
const PAUSE_AFTER_FAILURE_MS = 2_000;

/**
 * Keeps the log in order while the process lives: what was appended has its place within a second. Several processes
 * may run it at once; one of them works at a time. A database that is away is waited for.
 */
export function startSequencing(db: Db, sequencing: Sequencing, log: DbLog): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      const pause = await runOnce(db, sequencing, log);
      if (pause > 0) await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function runOnce(db: Db, sequencing: Sequencing, log: DbLog): Promise<number> {
  try {
    return (await sequence(db, sequencing)) === sequencing.limit ? 0 : PAUSE_MS;
  } catch (error) {
    log.error({ err: error }, "the gate log could not be put in order; it is tried again");
    return PAUSE_AFTER_FAILURE_MS;
  }
}
