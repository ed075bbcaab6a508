import type { HeartbeatCounts } from "../../domain/stores/log-tree.ts";
import type { Db, Tx } from "../client.ts";

/**
 * Who has access is asked of the newest observation of each key. Somebody who left the organisation has left its teams,
 * of which GitHub tells nothing by itself.
 */
export async function countSince(db: Db | Tx, since: Date | null): Promise<HeartbeatCounts> {
  const rows = await db.$queryRaw<HeartbeatCounts[]>`
    WITH newest AS (
      SELECT DISTINCT ON (org_id, kind, account_id, team_id, repository_id) org_id, kind, account_id, present, observed_at
      FROM access_observation
      WHERE account_id IS NOT NULL
      ORDER BY org_id, kind, account_id, team_id, repository_id, observed_at DESC, id DESC
    )
    SELECT
      (SELECT nullif(count(DISTINCT person_id), 0)::int FROM roster_member WHERE ended_at IS NULL) AS roster,
      (SELECT count(*)::int FROM delivery WHERE received_at >= ${since ?? new Date(0)}) AS deliveries,
      (SELECT count(DISTINCT account_id)::int FROM newest AS held
        WHERE present AND NOT (kind = 'team-member' AND EXISTS (
          SELECT FROM newest AS gone
          WHERE gone.kind = 'member' AND NOT gone.present AND gone.org_id = held.org_id
            AND gone.account_id = held.account_id AND gone.observed_at >= held.observed_at))) AS "withAccess"`;
  return rows[0] ?? { roster: null, deliveries: 0, withAccess: 0 };
}
