import type { PgBoss } from "pg-boss";
import type { Db } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import type { OrgId } from "../domain/ids.ts";
import type { TroubledJob, TroubledJobs } from "../pipeline/admin/port.ts";

interface JobRow {
  readonly id: string;
  readonly queue: string;
  readonly state: TroubledJob["state"];
  readonly tries: number;
  readonly filedAt: Date;
  readonly nextAt: Date;
  readonly about: string;
  readonly problem: string | null;
}

const LONGEST_PROBLEM = 300;

/** Jobs that failed and are given up, or that failed and are tried again. Those by the clock belong to everybody. */
export function createTroubledJobs(db: Db, open: () => Promise<PgBoss>): TroubledJobs {
  return {
    async count(org) {
      const rows = await db.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pgboss.job AS job WHERE ${troubledIn(org)}`;
      return rows[0]?.count ?? 0;
    },
    async list(org, { offset, limit }) {
      const rows = await db.$queryRaw<JobRow[]>`
        SELECT job.id::text, job.name AS queue, job.state::text AS state, job.retry_count AS tries,
          job.created_on AS "filedAt", job.start_after AS "nextAt", coalesce(job.singleton_key, '') AS about,
          left(coalesce(job.output ->> 'message', job.output ->> 'reason'), ${LONGEST_PROBLEM}) AS problem
        FROM pgboss.job AS job WHERE ${troubledIn(org)}
        ORDER BY job.state = 'failed' DESC, job.created_on, job.id LIMIT ${limit} OFFSET ${offset}`;
      return rows.map((row) => ({ ...row, nextAt: row.state === "retry" ? row.nextAt : null }));
    },
    async retry(org, id) {
      const rows = await db.$queryRaw<{ queue: string; state: string; replaced: boolean }[]>`
        SELECT job.name AS queue, job.state::text AS state, EXISTS (
          SELECT FROM pgboss.job AS other
          WHERE other.name = job.name AND other.singleton_key = job.singleton_key AND other.id <> job.id
            AND other.state IN ('created', 'retry')) AS replaced
        FROM pgboss.job AS job WHERE ${troubledIn(org)} AND job.id = ${id}::uuid`;
      const [found] = rows;
      if (!found) return false;
      const boss = await open();
      if (found.state === "retry") {
        const { updated } = await boss.update({ name: found.queue, options: { id, startAfter: 0 } });
        return updated === 1;
      }
      // Of each subject one job waits: another one does already what this one would.
      if (found.state !== "failed" || found.replaced) return false;
      await boss.retry(found.queue, id);
      return true;
    },
  };
}

/** What a job is about belongs to one organisation; what has no subject is the instance's own. */
function troubledIn(org: OrgId): Prisma.Sql {
  const installations = Prisma.sql`SELECT id FROM installation WHERE account_id = ${BigInt(org)}`;
  return Prisma.sql`(job.state IN ('failed', 'retry') OR job.state = 'active' AND job.retry_count > 0) AND (
    (job.data ->> 'orgId')::bigint = ${BigInt(org)}
    OR (job.data ->> 'installationId')::bigint IN (${installations})
    OR (job.data ->> 'repositoryId')::bigint IN (
      SELECT id FROM repository WHERE installation_id IN (${installations}))
    OR job.data ->> 'kind' IS NULL)`;
}
