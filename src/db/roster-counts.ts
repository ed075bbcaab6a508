import type { RosterSnapshot } from "../domain/stores/roster.ts";
import type { Db, Tx } from "./client.ts";

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
 * What the file would do. Whoever it says is gone is counted with the ended beside the added or the changed; whoever it
 * does not name counts as ended, unless it is a part of a file, or has a line of which nobody can say whom it names.
 */
export async function countsOf(db: Db | Tx, snapshot: string, now: Date): Promise<Counts> {
  const rows = await db.$queryRaw<(Counts & { dropped: number })[]>`
    WITH own AS (SELECT * FROM roster_snapshot WHERE id = ${snapshot}::uuid),
    compared AS (
      SELECT told.reason, version.member_id IS NULL AS is_new, version.record_sha256 = told.record_sha256 AS is_same,
        (told.record ->> 'endsOn')::date + 1 <= ${now}::timestamptz AT TIME ZONE 'UTC'
          AND (version.member_id IS NULL OR member.ended_at IS NULL) AS ends
      FROM own
      JOIN roster_line AS told ON told.snapshot_id = own.id
      LEFT JOIN roster_member AS member
        ON member.org_id = own.org_id AND member.source = own.source AND member.key = told.key
      LEFT JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
    ),
    dropped AS (
      SELECT FROM own
      JOIN roster_member AS member ON member.org_id = own.org_id AND member.source = own.source
      WHERE member.ended_at IS NULL AND NOT own.partial
        AND NOT EXISTS (SELECT FROM roster_line WHERE snapshot_id = own.id AND key IS NULL)
        AND NOT EXISTS (SELECT FROM roster_line AS told WHERE told.snapshot_id = own.id AND told.key = member.key)
    )
    SELECT
      count(*) FILTER (WHERE reason IS NULL)::int AS rows,
      count(*) FILTER (WHERE reason IS NOT NULL)::int AS rejected,
      count(*) FILTER (WHERE reason IS NULL AND is_new)::int AS added,
      count(*) FILTER (WHERE reason IS NULL AND is_same = false)::int AS changed,
      count(*) FILTER (WHERE reason IS NULL AND is_same)::int AS unchanged,
      count(*) FILTER (WHERE reason IS NULL AND ends AND is_same IS NOT TRUE)::int AS ended,
      (SELECT count(*) FROM dropped)::int AS dropped
    FROM compared`;
  const [found] = rows;
  if (!found) throw new Error("A count answers one row");
  const { dropped, ...counts } = found;
  return { ...counts, ended: counts.ended + dropped };
}
