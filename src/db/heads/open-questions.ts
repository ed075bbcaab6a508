import type { OrgId } from "../../domain/ids.ts";
import type { OpenQuestions } from "../../pipeline/admin/port.ts";
import type { Db } from "../client.ts";

/**
 * Each by an index that begins with the organisation. Of a hold's notices one that was delivered is enough; of versions of
 * the training policy the newest alone can be approved.
 */
export async function countOpenQuestions(db: Db, org: OrgId, now: Date): Promise<OpenQuestions> {
  const id = BigInt(org);
  const rows = await db.$queryRaw<OpenQuestions[]>`
    WITH waiting AS (SELECT id, person_id, opened_at FROM access_hold WHERE org_id = ${id} AND ended_at IS NULL)
    SELECT
      (SELECT count(*)::int FROM waiting) AS holds,
      (SELECT min(opened_at) FROM waiting) AS "oldestHold",
      (SELECT count(*)::int FROM waiting WHERE EXISTS (
        SELECT FROM notice
        WHERE notice.org_id = ${id} AND notice.person_id = waiting.person_id AND notice.about = waiting.id::text
          AND notice.kind IN ('hold', 'moved', 'removed')
        HAVING bool_or(notice.delivered IS FALSE) AND NOT bool_or(notice.delivered IS TRUE))) AS unreached,
      (SELECT count(*)::int FROM access_run WHERE org_id = ${id} AND state = 'held') AS "stoppedRuns",
      (SELECT count(*)::int FROM programme_review
        WHERE org_id = ${id} AND signed_at IS NULL AND due_at <= ${now}) AS "overdueReviews",
      (SELECT count(*)::int FROM programme_review
        WHERE org_id = ${id} AND signed_at IS NOT NULL AND approved_at IS NULL) AS "signedReviews",
      (SELECT count(*)::int FROM roster_member AS member
        WHERE member.org_id = ${id} AND member.ended_at IS NULL
          AND NOT EXISTS (SELECT FROM account WHERE account.person_id = member.person_id)) AS unmatched,
      (SELECT count(*)::int FROM training_policy_version AS version
        WHERE version.org_id = ${id} AND version.approved_at IS NULL
          AND version.version = (SELECT max(version) FROM training_policy_version WHERE org_id = ${id})
      ) AS "draftPolicies"`;
  const [found] = rows;
  if (!found) throw new Error("A count answers one row");
  return found;
}
