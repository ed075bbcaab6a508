import type { Outcomes } from "../../domain/awareness.ts";
import { type OrgId, type PersonId, personId } from "../../domain/ids.ts";
import type { AwarenessStore, IncidentReports, PhishingResult } from "../../domain/stores/awareness.ts";
import type { Db, Tx } from "../client.ts";

export function createResultStore(
  db: Db | Tx,
): Pick<AwarenessStore, "resultsOf" | "saveResults" | "countResults" | "knownIncidents" | "addIncidents"> {
  return {
    async resultsOf(activityId, keySha256s) {
      const rows = await db.phishingResult.findMany({ where: { activityId, keySha256: { in: [...keySha256s] } } });
      return rows.map(({ activityId: _, personId: person, ...row }) => ({
        ...row,
        person: person === null ? null : personId(person),
      }));
    },
    saveResults: (activity, results) => saveResults(db, activity, results),
    countResults: (activity) => countResults(db, activity),
    async knownIncidents(org, keySha256s) {
      const where = { orgId: BigInt(org), keySha256: { in: [...keySha256s] } };
      const rows = await db.incidentReport.findMany({ where, select: { keySha256: true } });
      return new Set(rows.map(({ keySha256 }) => keySha256));
    },
    addIncidents: (org, incidents, by, at) => addIncidents(db, incidents, { org, by, at }),
  };
}

async function saveResults(db: Db | Tx, activity: string, results: readonly PhishingResult[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO phishing_result (
      activity_id, key_sha256, person_id, sent_at, reported, clicked, submitted, minutes_to_report)
    SELECT ${activity}::uuid, "keySha256", person, "sentAt", reported, clicked, submitted, "minutesToReport"
    FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS told (
      "keySha256" text, person uuid, "sentAt" timestamptz, reported boolean, clicked boolean, submitted boolean,
      "minutesToReport" int)
    ON CONFLICT (activity_id, key_sha256) DO UPDATE SET
      person_id = EXCLUDED.person_id, sent_at = EXCLUDED.sent_at, reported = EXCLUDED.reported,
      clicked = EXCLUDED.clicked, submitted = EXCLUDED.submitted, minutes_to_report = EXCLUDED.minutes_to_report`;
}

async function countResults(
  db: Db | Tx,
  activity: string,
): Promise<Outcomes & { readonly covered: number; readonly sentAt: Date }> {
  const rows = await db.$queryRaw<(Outcomes & { covered: number; sentAt: Date | null })[]>`
    SELECT count(*)::int AS delivered, (count(*) FILTER (WHERE reported))::int AS reported,
      (count(*) FILTER (WHERE clicked))::int AS clicked, (count(*) FILTER (WHERE submitted))::int AS submitted,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes_to_report) AS "medianMinutes",
      count(DISTINCT person_id)::int AS covered, min(sent_at) AS "sentAt"
    FROM phishing_result WHERE activity_id = ${activity}::uuid`;
  const [counted] = rows;
  if (!counted?.sentAt) throw new Error(`Nothing is known of activity ${activity}`);
  return { ...counted, sentAt: counted.sentAt };
}

async function addIncidents(
  db: Db | Tx,
  incidents: readonly IncidentReports[],
  { org, by, at }: { readonly org: OrgId; readonly by: PersonId; readonly at: Date },
): Promise<void> {
  await db.incidentReport.createMany({
    data: incidents.map(({ on, ...incident }) => ({
      ...incident,
      orgId: BigInt(org),
      happenedOn: new Date(`${on}T00:00:00Z`),
      recordedBy: by,
      recordedAt: at,
    })),
  });
}
