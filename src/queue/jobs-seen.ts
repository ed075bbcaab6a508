import type { Db } from "../db/client.ts";
import { QUEUE_NAMES } from "./queues.ts";

export interface JobsSeen {
  readonly queue: string;
  readonly waiting: number;
  readonly failing: number;
  readonly oldestSeconds: number;
}

/** What each queue holds that is to be done now or is being done. What waits for its day is not counted. */
export async function seeJobs(db: Db): Promise<readonly JobsSeen[]> {
  return db.$queryRaw<JobsSeen[]>`
    SELECT queue, count(job.id)::int AS waiting,
      count(job.id) FILTER (WHERE job.retry_count > 0)::int AS failing,
      coalesce(greatest(0, extract(epoch FROM now() - min(
        CASE WHEN job.retry_count > 0 THEN job.created_on ELSE greatest(job.created_on, job.start_after) END))), 0)::float
        AS "oldestSeconds"
    FROM unnest(${[...QUEUE_NAMES]}::text[]) AS queue
    LEFT JOIN pgboss.job ON job.name = queue AND job.state < 'completed'
      AND (job.start_after <= now() OR job.state <> 'created')
    GROUP BY queue`;
}
