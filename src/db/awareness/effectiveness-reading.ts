import type { OrgId } from "../../domain/ids.ts";
import type { EffectivenessReading, SimulatedGroup } from "../../pipeline/effectiveness/port.ts";
import type { Db } from "../client.ts";
import { createAwarenessSource } from "../evidence/awareness.ts";
import { listAttempts } from "../evidence/effectiveness.ts";

export function createEffectivenessReading(db: Db): EffectivenessReading {
  return {
    attempts: (period) => listAttempts(db, period),
    simulations: ({ org, period }) => createAwarenessSource(db, org).simulations(period),
    incidents: ({ org, period }) => createAwarenessSource(db, org).incidents(period),
    groupsOf: (org, simulation) => listGroups(db, org, simulation),
    microAnswers: ({ from, to }) => db.$queryRaw`
      SELECT answer.slug, said.question, count(*)::int AS answers, (count(*) FILTER (WHERE said."right"))::int AS "right"
      FROM micro_quiz_answer AS answer
      CROSS JOIN LATERAL jsonb_to_recordset(answer.answers) AS said (question text, "right" boolean)
      WHERE answer.answered_at >= ${from}::timestamptz AND answer.answered_at < ${to}::timestamptz
      GROUP BY answer.slug, answer.quiz_sha256, said.question
      ORDER BY answer.slug DESC, answer.quiz_sha256, said.question`,
  };
}

/** Nobody stands in two: of several sources that name somebody the one that still does, then the first. */
function listGroups(db: Db, org: OrgId, simulation: string): Promise<readonly SimulatedGroup[]> {
  return db.$queryRaw`
    SELECT coalesce(roster.department, roster.source, 'not on the roster') AS name,
      count(DISTINCT coalesce(result.person_id::text, result.key_sha256))::int AS people,
      (count(*) FILTER (WHERE result.reported))::int AS reported,
      (count(*) FILTER (WHERE result.clicked))::int AS clicked
    FROM phishing_result AS result
    LEFT JOIN LATERAL (
      SELECT nullif(trim(version.department), '') AS department, member.source
      FROM roster_member AS member
      JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
      WHERE member.person_id = result.person_id AND member.org_id = ${BigInt(org)}
      ORDER BY member.ended_at DESC NULLS FIRST, member.source, member.id LIMIT 1
    ) AS roster ON TRUE
    WHERE result.activity_id = ${simulation}::uuid
    GROUP BY 1 ORDER BY 1`;
}
