import { setTimeout as sleep } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { Db } from "../db/client.ts";
import { JobData, SUBJECT_QUEUES } from "./queues.ts";
import { startSubjectWork, type Work } from "./work.ts";

const PAUSE_MS = 100;

/**
 * Works what is filed until nothing is left to do now, for a command that may run beside servers: by the same workers, so
 * that a long job is not taken for dead. A job that fails stays for the next server. Counts heads, each once.
 */
export async function drainWork(
  boss: PgBoss,
  work: Pick<Work, "look">,
  { db, log }: { readonly db: Db; readonly log: Logger },
): Promise<{ readonly heads: number; readonly evaluated: number }> {
  const heads = new Map<string, boolean>();
  const looked: Parameters<typeof startSubjectWork>[1] = async (job) => {
    const subject = JobData.parse(job.data);
    if (subject.kind === "head") heads.set(job.id, false);
    await work.look(subject, { tries: job.retryCount, priority: job.priority });
    if (subject.kind === "head") heads.set(job.id, true);
  };
  await startSubjectWork(boss, looked, log);
  do await sleep(PAUSE_MS);
  while (await isWorkLeft(db));
  for (const queue of SUBJECT_QUEUES) await boss.offWork(queue, { wait: true });
  return { heads: heads.size, evaluated: [...heads.values()].filter(Boolean).length };
}

/** What failed waits for its next try, and what a killed worker held is noticed by the next server: neither is waited for. */
async function isWorkLeft(db: Db): Promise<boolean> {
  const rows = await db.$queryRaw<{ left: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM pgboss.job
      WHERE name = ANY (${[...SUBJECT_QUEUES]}::text[]) AND (state = 'created' OR (
        state = 'active' AND coalesce(heartbeat_on, started_on) > now() - make_interval(secs => heartbeat_seconds)))
    ) AS left`;
  return rows[0]?.left === true;
}
