import { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { QUEUE_NAMES, QUEUES } from "./queues.ts";

/**
 * The durable queue, in the same Postgres as everything else, so that a job commits with what it is about. Queues are
 * made before anybody listens. With `supervise: false` (a short command) it files jobs and works none.
 */
export async function openBoss(config: {
  url: string;
  log: Logger;
  supervise: boolean;
  poolSize?: number;
}): Promise<PgBoss> {
  const boss = new PgBoss({
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
