import { fromPrisma, type JobInsert, type PgBoss } from "pg-boss";
import { type Db, inTransaction, type Tx } from "../db/client.ts";
import { createStores } from "../db/stores.ts";
import type { FileJob, Jobs, Transact } from "../domain/stores/index.ts";
import { subjectKey } from "../domain/subject.ts";
import { TIMED } from "./queues.ts";

/** One transaction for what is stored and for the jobs that it causes: both are there after it, or neither. */
export function createTransact(db: Db, boss: PgBoss): Transact {
  return (run, options) => inTransaction(db, (tx) => run({ ...createStores(tx), jobs: createJobs(tx, boss) }), options);
}

function createJobs(tx: Tx, boss: PgBoss): Jobs {
  const inTx = { db: fromPrisma(tx) };
  return {
    async file(jobs) {
      const now = uniqueByKey(jobs.filter(({ at }) => at === undefined));
      const made = [];
      for (const [queue, inserts] of Object.entries(groupByQueue(now)))
        made.push(...((await boss.insert(queue, inserts, { ...inTx, returnId: true })) ?? []));
      // What was made has its priority; only one that waited already may lack it.
      if (made.length < now.length) await hasten(tx, now);
      const later = jobs.filter(({ at }) => at !== undefined).map(toTimed);
      if (later.length > 0) await boss.insert(TIMED, later, inTx);
    },
    async hasLiveOrDone(queue, key, since) {
      const rows = await tx.$queryRaw<{ found: boolean }[]>`
        SELECT EXISTS (
          SELECT FROM pgboss.job
          WHERE name = ${queue} AND singleton_key = ${key}
            AND (state < 'completed' OR (state = 'completed' AND completed_on >= ${since}))
        ) AS found`;
      return rows[0]?.found === true;
    },
  };
}

/** A job that waits among thousands, and that somebody waits for now, is not to keep its place in the line. */
async function hasten(tx: Tx, jobs: readonly FileJob[]): Promise<void> {
  const urgent = jobs.filter(({ priority = 0 }) => priority > 0);
  if (urgent.length === 0) return;
  const told = urgent.map(({ subject, priority }) => ({ queue: subject.kind, key: subjectKey(subject), priority }));
  await tx.$executeRaw`
    UPDATE pgboss.job SET priority = told.priority
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS told (queue text, key text, priority integer)
    WHERE job.name = told.queue AND job.policy = 'stately' AND job.state = 'created'
      AND coalesce(job.singleton_key, '') = told.key AND job.priority < told.priority`;
}

/** One insert statement must not hold two jobs of one key: which of them stays would be chance. The most urgent stays. */
function uniqueByKey(jobs: readonly FileJob[]): readonly FileJob[] {
  const byUrgency = [...jobs].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  return [...new Map(byUrgency.map((job) => [`${job.subject.kind}:${subjectKey(job.subject)}`, job])).values()];
}

function groupByQueue(jobs: readonly FileJob[]): Record<string, JobInsert[]> {
  const groups: Record<string, JobInsert[]> = {};
  for (const { subject, priority = 0 } of jobs) {
    const group = groups[subject.kind] ?? [];
    group.push({ data: { ...subject }, singletonKey: subjectKey(subject), priority });
    groups[subject.kind] = group;
  }
  return groups;
}

function toTimed({ subject, at }: FileJob): JobInsert {
  const startAfter = at ?? new Date(0);
  return { data: { ...subject }, singletonKey: `${subjectKey(subject)}@${startAfter.toISOString()}`, startAfter };
}
