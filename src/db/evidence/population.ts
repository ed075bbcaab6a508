import type { Period } from "../../evidence/report.ts";
import type { PopulationSource, RosterStint } from "../../evidence/roster-sources.ts";
import type { Db, Tx } from "../client.ts";
import { toNumber } from "../rows.ts";
import type { Reach } from "./entries.ts";

const PAGE = 500;

/** Who stood on the roster, from what its files said. */
export function createPopulationSource(db: Db | Tx, reach: Reach): PopulationSource {
  const org = BigInt(reach.org);
  return {
    stints: (period) => listStints(db, org, period),
    async named(personKeys, { from, to }) {
      if (personKeys.length === 0) return new Set();
      const rows = await db.$queryRaw<{ key: string }[]>`
        SELECT DISTINCT member.person_id::text AS key FROM roster_member AS member
        JOIN roster_version AS version ON version.member_id = member.id
        WHERE member.org_id = ${org} AND member.person_id = ANY (${[...personKeys]}::uuid[])
          AND version.recorded_from < ${to}::timestamptz
          AND (version.recorded_to IS NULL OR version.recorded_to > ${from}::timestamptz)
          AND (member.ended_at IS NULL OR member.ended_at > ${from}::timestamptz
            OR version.recorded_from >= ${from}::timestamptz)`;
      return new Set(rows.map(({ key }) => key));
    },
    async erased({ from, to }) {
      const rows = await db.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) AS count FROM log_entry AS entry
        WHERE entry.type IN ('person.added', 'person.changed')
          AND (entry.epoch < ${reach.epoch}::int OR entry.epoch = ${reach.epoch}::int AND entry.seq < ${reach.size}::bigint)
          AND (entry.body::jsonb ->> 'org')::bigint = ${org}
          AND (entry.body::jsonb ->> 'occurred_at')::timestamptz >= ${from}::timestamptz
          AND (entry.body::jsonb ->> 'occurred_at')::timestamptz < ${to}::timestamptz
          AND NOT EXISTS (
            SELECT FROM roster_member AS member WHERE member.id = (entry.body::jsonb ->> 'member_id')::uuid
          )`;
      return toNumber(rows[0]?.count ?? 0n);
    },
  };
}

/** Page by page along the key, so that no more than one is held. */
async function* listStints(db: Db | Tx, org: bigint, { from, to }: Period): AsyncGenerator<RosterStint> {
  let after = { source: "", member: "00000000-0000-0000-0000-000000000000", recordedFrom: new Date(0) };
  for (;;) {
    const rows: RosterStint[] = await db.$queryRaw<RosterStint[]>`
      SELECT member.person_id::text AS person, member.id::text AS member, member.source, version.kind,
        version.company AS employer, version.role, version.department, version.manager,
        to_char(version.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(version.ends_on, 'YYYY-MM-DD') AS "endsOn",
        version.snapshot_id::text AS "snapshotId", version.recorded_from AS "recordedFrom",
        version.recorded_to AS "recordedTo"
      FROM roster_member AS member
      JOIN roster_version AS version ON version.member_id = member.id
      WHERE member.org_id = ${org} AND version.recorded_from < ${to}::timestamptz
        AND (version.recorded_to IS NULL OR version.recorded_to > ${from}::timestamptz)
        AND (member.source, member.id, version.recorded_from)
          > (${after.source}, ${after.member}::uuid, ${after.recordedFrom}::timestamptz)
      ORDER BY member.source, member.id, version.recorded_from LIMIT ${PAGE}`;
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}
