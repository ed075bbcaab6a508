import { canonicalJson } from "../../domain/canonical-json.ts";
import type { OrgId } from "../../domain/ids.ts";
import type { ActivityKept, AwarenessSource, IncidentMonth } from "../../evidence/programme-sources.ts";
import type { Period } from "../../evidence/report.ts";
import { commitTo } from "../../pipeline/exceptions/deps.ts";
import { toActivity } from "../awareness/awareness.ts";
import type { Db, Tx } from "../client.ts";
import type { AwarenessActivityModel } from "../generated/models.ts";

export function createAwarenessSource(db: Db | Tx, org: OrgId): AwarenessSource {
  const orgId = BigInt(org);
  return {
    async simulations({ from, to }) {
      const rows = await db.awarenessActivity.findMany({
        where: { orgId, kind: "phishing", happenedAt: { gte: from, lt: to } },
        orderBy: [{ happenedAt: "asc" }, { id: "asc" }],
      });
      return rows.map(toKept);
    },
    async find(ids) {
      const rows = await db.awarenessActivity.findMany({ where: { orgId, id: { in: [...ids] } } });
      return new Map(rows.map((row) => [row.id, toKept(row)]));
    },
    incidents: (period) => listIncidents(db, org, period),
    async incidentsRecorded({ from, to }) {
      const where = { orgId, recordedAt: { gte: from, lt: to } };
      const { _sum } = await db.incidentReport.aggregate({ where, _sum: { reports: true } });
      return _sum.reports ?? 0;
    },
  };
}

function toKept(row: AwarenessActivityModel): ActivityKept {
  const { id, kind, method, channel, title, happenedAt, outcomes, salt } = toActivity(row);
  const outcomesCommitment = outcomes && commitTo(salt, canonicalJson(outcomes));
  return { id, kind, method, channel, title, happenedAt, outcomes, outcomesCommitment };
}

/** By days: what was reported on a day that the period has a part of. */
function listIncidents(db: Db | Tx, org: OrgId, { from, to }: Period): Promise<readonly IncidentMonth[]> {
  return db.$queryRaw<IncidentMonth[]>`
    SELECT to_char(happened_on, 'YYYY-MM') AS month, sum(reports)::int AS reports,
      count(minutes_to_report)::int AS timed,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes_to_report) AS "medianMinutes"
    FROM incident_report
    WHERE org_id = ${BigInt(org)}
      AND happened_on >= (${from}::timestamptz AT TIME ZONE 'UTC')::date
      AND happened_on < ${to}::timestamptz AT TIME ZONE 'UTC'
    GROUP BY 1 ORDER BY 1`;
}
