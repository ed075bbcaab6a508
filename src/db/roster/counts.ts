import type { RosterSnapshot } from "../../domain/stores/roster.ts";
import type { Db, Tx } from "../client.ts";

/** Of two lines about one person nobody knows which is right: none of them counts. */
export async function refuseRepeated(db: Db | Tx, snapshot: string): Promise<void> {
  await db.$executeRaw`
    WITH repeated AS (
      SELECT key, string_agg(line::text, ', ' ORDER BY line) AS lines
      FROM roster_line WHERE snapshot_id = ${snapshot}::uuid AND key IS NOT NULL
      GROUP BY key HAVING count(*) > 1
    )
    UPDATE roster_line AS told
    SET reason = left('the same key stands on lines ' || repeated.lines, 200), record = NULL, record_sha256 = NULL
    FROM repeated
    WHERE told.snapshot_id = ${snapshot}::uuid AND told.key = repeated.key AND told.reason IS NULL`;
}

type Counts = Pick<RosterSnapshot, "rows" | "rejected" | "added" | "changed" | "ended" | "unchanged">;

/**
 * What the file would do. Everybody is compared at once, by a join that cannot be a loop within a loop: lines come and go by
 * the ten thousand, and what the planner knows of them is of the file before. Whoever it says is gone is counted with the ended beside the added or the changed; whoever it
 * does not name counts as ended, unless it is a part of a file, or has a line of which nobody can say whom it names.
 */
export async function countsOf(db: Db | Tx, snapshot: string, now: Date): Promise<Counts> {
  const rows = await db.$queryRaw<(Counts & { dropped: number })[]>`
    WITH own AS (SELECT * FROM roster_snapshot WHERE id = ${snapshot}::uuid),
    told AS (SELECT line, key, reason, record, record_sha256 FROM roster_line WHERE snapshot_id = ${snapshot}::uuid),
    standing AS (
      SELECT member.id, member.key, member.ended_at, version.member_id IS NULL AS is_new, version.record_sha256
      FROM own
      JOIN roster_member AS member ON member.org_id = own.org_id AND member.source = own.source
      LEFT JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
    ),
    compared AS (
      SELECT told.line IS NOT NULL AND told.reason IS NULL AS is_told, told.line IS NOT NULL AND told.reason IS NOT NULL AS is_refused,
        coalesce(standing.is_new, TRUE) AS is_new, standing.record_sha256 = told.record_sha256 AS is_same,
        (told.record ->> 'endsOn')::date + 1 <= ${now}::timestamptz AT TIME ZONE 'UTC'
          AND (coalesce(standing.is_new, TRUE) OR standing.ended_at IS NULL) AS ends,
        told.line IS NULL AND standing.ended_at IS NULL AS is_dropped,
        told.line IS NOT NULL AND told.key IS NULL AS is_nameless
      FROM told FULL JOIN standing ON standing.key = told.key
    )
    SELECT
      count(*) FILTER (WHERE is_told)::int AS rows,
      count(*) FILTER (WHERE is_refused)::int AS rejected,
      count(*) FILTER (WHERE is_told AND is_new)::int AS added,
      count(*) FILTER (WHERE is_told AND is_same = false)::int AS changed,
      count(*) FILTER (WHERE is_told AND is_same)::int AS unchanged,
      count(*) FILTER (WHERE is_told AND ends AND is_same IS NOT TRUE)::int AS ended,
      CASE WHEN (SELECT partial FROM own) OR count(*) FILTER (WHERE is_nameless) > 0 THEN 0
        ELSE count(*) FILTER (WHERE is_dropped) END::int AS dropped
    FROM compared`;
  const [found] = rows;
  if (!found) throw new Error("A count answers one row");
  const { dropped, ...counts } = found;
  return { ...counts, ended: counts.ended + dropped };
}
