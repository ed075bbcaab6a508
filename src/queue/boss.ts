import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { Connection } from "../db/connection.ts";
import { QUEUE_NAMES, QUEUES } from "./queues.ts";

export interface Queue {
  /** The same one at each call; opened by the first, so that a command that only reads does not wait for it. */
  open(): Promise<PgBoss>;
  /** Lets running jobs end, for at most `STOP_MS`. Safe to call twice, and where it was never opened. */
  stop(): Promise<void>;
}

const STOP_MS = 4_000;

export function createQueue(config: QueueConfig): Queue {
  let opening: Promise<PgBoss> | undefined;
  let stopping: Promise<void> | undefined;
  return {
    open() {
      opening ??= openBoss(config);
      return opening;
    },
    stop() {
      stopping ??= opening?.then((boss) => boss.stop({ graceful: config.supervise, timeout: STOP_MS }));
      return stopping ?? Promise.resolve();
    },
  };
}

export interface QueueConfig {
  readonly url: string;
  readonly log: Logger;
  /** A server looks after the queue for all; a command leaves that to it. */
  readonly supervise: boolean;
  readonly poolSize?: number;
}

/**
 * The durable queue, in the same Postgres as everything else, so that a job commits with what it is about. Queues are
 * made before anybody listens. With `supervise: false` (a short command) it files jobs and works none.
 */
async function openBoss(config: QueueConfig): Promise<PgBoss> {
  // Handed on to the pool, though pg-boss does not say so.
  const pool = { Client: Connection };
  const boss = new PgBoss({
    ...pool,
    connectionString: config.url,
    schema: "pgboss",
    max: config.poolSize ?? 6,
    useListenNotify: config.supervise,
    supervise: config.supervise,
    schedule: config.supervise,
    // A killed worker holds its subject until it is noticed: by default that takes minutes.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    queueCacheIntervalSeconds: 2,
    monitorVacuum: false,
  });
  boss.on("error", (error) => config.log.error({ err: error }, "the queue reported an error"));
  boss.on("warning", (warning) => config.log.warn({ warning }, "the queue gave a warning"));
  await boss.start();
  for (const name of QUEUE_NAMES) {
    const { concurrency: _, ...options } = QUEUES[name];
    await boss.createQueue(name, options);
  }
  return boss;
}
