import type { PgBoss } from "pg-boss";
import type { Db } from "../db/client.ts";

/**
 * Jobs that were being done before `aloneSince`, by processes that are known to be gone, are tried again at once; where
 * that cannot be known, a job's heartbeat tells after a while. Returns how many there were.
 */
export async function handBackOrphans(db: Db, boss: PgBoss, aloneSince: Date): Promise<number> {
  const orphans = await db.$queryRaw<{ id: string; queue: string }[]>`
    SELECT id::text, name AS queue FROM pgboss.job WHERE state = 'active' AND started_on < ${aloneSince}`;
  for (const { id, queue } of orphans) await boss.fail(queue, id, { reason: "its worker was killed" });
  return orphans.length;
}
