import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { GateError } from "../domain/errors.ts";
import type { Transact } from "../domain/stores/index.ts";
import type { Subject } from "../domain/subject.ts";
import { JobData, QUEUES, type QueueName, SCHEDULED_SWEEP, TIMED } from "./queues.ts";

export interface Work {
  /** Does what a subject asks. `tries` counts those that failed before: 0 for the first. */
  readonly look: (subject: Subject, tries: number) => Promise<void>;
  /** Every ten minutes, and once at start. */
  readonly sweep: () => Promise<void>;
}

/** A notice wakes a worker at once; this often it looks by itself, for jobs that were to be tried again. */
const POLL_SECONDS = 1;
const EVERY_TEN_MINUTES = "*/10 * * * *";

/** Starts the workers. Each goes on without a pause while there is something to do. */
export async function startWork(boss: PgBoss, work: Work, deps: { transact: Transact; log: Logger }): Promise<void> {
  const looked = async (job: JobWithMetadata<object>) => work.look(JobData.parse(job.data), job.retryCount);
  for (const queue of ["head", "group", "recheck", "merge", "installation", "policy"] as const)
    await workOn(boss, queue, looked, deps.log);
  await workOn(
    boss,
    TIMED,
    (job) => deps.transact((stores) => stores.jobs.file([{ subject: JobData.parse(job.data) }])),
    deps.log,
  );
  await workOn(boss, SCHEDULED_SWEEP, () => work.sweep(), deps.log);
  await boss.schedule(SCHEDULED_SWEEP, EVERY_TEN_MINUTES, {}, { singletonKey: "sweep" });
  await boss.send(SCHEDULED_SWEEP, {}, { singletonKey: "sweep" });
}

async function workOn(
  boss: PgBoss,
  queue: QueueName,
  handle: (job: JobWithMetadata<object>) => Promise<void>,
  log: Logger,
): Promise<void> {
  const options = {
    includeMetadata: true,
    pollingIntervalSeconds: POLL_SECONDS,
    notifyPollingIntervalSeconds: POLL_SECONDS,
  } as const;
  for (let slot = 0; slot < QUEUES[queue].concurrency; slot++) {
    const worker: string = await boss.work<object, void, typeof options>(queue, options, async (jobs) => {
      try {
        for (const job of jobs) await handle(job);
      } catch (error) {
        tell(log, queue, jobs[0], error);
        throw error;
      } finally {
        boss.notifyWorker(worker);
      }
    });
  }
}

/** What we foresaw and will try again is worth a line, not an alarm; anything else is a bug and says so. */
function tell(log: Logger, queue: string, job: JobWithMetadata<object> | undefined, error: unknown): void {
  const about = { queue, key: job?.singletonKey, tries: job?.retryCount };
  if (error instanceof GateError && error.remedy === "retry")
    log.info({ ...about, ...error.detail, reason: error.name }, "to be tried again");
  else log.error({ ...about, err: error }, "a job failed");
}

/**
 * Works what is filed until nothing is left to do now, for a command without a server. A job that fails stays for the
 * next server.
 */
export async function drainWork(boss: PgBoss, work: Work, log: Logger): Promise<{ heads: number; evaluated: number }> {
  const counts = { heads: 0, evaluated: 0 };
  for (;;) {
    const done = [];
    for (const queue of ["policy", "installation", "merge", "group", "recheck", "head"] as const) {
      done.push(...(await drainOne(boss, queue, work, log)));
    }
    if (done.length === 0) return counts;
    const heads = done.filter(({ queue }) => queue === "head");
    counts.heads += heads.length;
    counts.evaluated += heads.filter(({ ok }) => ok).length;
  }
}

async function drainOne(boss: PgBoss, queue: QueueName, work: Work, log: Logger) {
  const done: { queue: QueueName; ok: boolean }[] = [];
  for (const job of await boss.fetch<object>(queue, { batchSize: 10, includeMetadata: true })) {
    try {
      await work.look(JobData.parse(job.data), job.retryCount);
      await boss.complete(queue, job.id);
      done.push({ queue, ok: true });
    } catch (error) {
      tell(log, queue, job, error);
      await boss.fail(queue, job.id);
      done.push({ queue, ok: false });
    }
  }
  return done;
}
