import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { GateError } from "../domain/errors.ts";
import type { Transact } from "../domain/stores/index.ts";
import type { Subject } from "../domain/subject.ts";
import {
  JobData,
  QUEUES,
  type QueueName,
  SCHEDULED_HEARTBEAT,
  SCHEDULED_LOOK,
  SCHEDULED_MAIL,
  SCHEDULED_PURGE,
  SCHEDULED_STAMP,
  SCHEDULED_SWEEP,
  SUBJECT_QUEUES,
  TIMED,
} from "./queues.ts";

export interface Work {
  /** Does what a subject asks. `tries` counts those that failed before: 0 for the first. */
  readonly look: (subject: Subject, job: { readonly tries: number; readonly priority: number }) => Promise<void>;
  /** Everything: once at start, and every hour. */
  readonly sweep: () => Promise<void>;
  /** What is cheap: every ten minutes. */
  readonly lookAround: () => Promise<void>;
  /** What need not be kept any longer: once a day. */
  readonly purge: () => Promise<void>;
  /** The log says that it is there, and is checked: once a day, however often it is asked. */
  readonly heartbeat: () => Promise<void>;
  /** A timestamp of the log from outside, if one is due: every hour. */
  readonly stamp: () => Promise<void>;
  /** A mail about the log, if one is due: every five minutes. */
  readonly mail: () => Promise<void>;
}

type Handle = (job: JobWithMetadata<object>) => Promise<void>;

/** A notice wakes a worker at once; this often it looks by itself, for jobs that were to be tried again. */
const POLL_SECONDS = 1;
/** Of several servers on one database one does each of these. Not on the hour, when everybody asks GitHub. */
const SCHEDULES = {
  [SCHEDULED_SWEEP]: "27 * * * *",
  [SCHEDULED_LOOK]: "*/10 * * * *",
  [SCHEDULED_PURGE]: "41 3 * * *",
  // Every hour, so that a server that was down for one still has its day.
  [SCHEDULED_HEARTBEAT]: "33 * * * *",
  [SCHEDULED_STAMP]: "8 * * * *",
  [SCHEDULED_MAIL]: "*/5 * * * *",
} as const;

/** Starts the workers. Each goes on without a pause while there is something to do. */
export async function startWork(boss: PgBoss, work: Work, deps: { transact: Transact; log: Logger }): Promise<void> {
  const { log, transact } = deps;
  await startSubjectWork(
    boss,
    (job) => work.look(JobData.parse(job.data), { tries: job.retryCount, priority: job.priority }),
    log,
  );
  const file: Handle = (job) => transact((stores) => stores.jobs.file([{ subject: JobData.parse(job.data) }]));
  await workOn(boss, TIMED, file, log);
  await workOn(boss, SCHEDULED_SWEEP, work.sweep, log);
  await workOn(boss, SCHEDULED_LOOK, work.lookAround, log);
  await workOn(boss, SCHEDULED_PURGE, work.purge, log);
  await workOn(boss, SCHEDULED_HEARTBEAT, work.heartbeat, log);
  await workOn(boss, SCHEDULED_STAMP, work.stamp, log);
  await workOn(boss, SCHEDULED_MAIL, work.mail, log);
  for (const [queue, cron] of Object.entries(SCHEDULES)) await boss.schedule(queue, cron, {}, { singletonKey: queue });
  await boss.send(SCHEDULED_SWEEP, {}, { singletonKey: SCHEDULED_SWEEP });
}

export async function startSubjectWork(boss: PgBoss, handle: Handle, log: Logger): Promise<void> {
  for (const queue of SUBJECT_QUEUES) await workOn(boss, queue, handle, log);
}

async function workOn(boss: PgBoss, queue: QueueName, handle: Handle, log: Logger): Promise<void> {
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
