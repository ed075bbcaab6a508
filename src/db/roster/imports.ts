import { orgId, personId } from "../../domain/ids.ts";
import type {
  CurrentMember,
  RosterChange,
  RosterImportStore,
  RosterLine,
  RosterSnapshot,
} from "../../domain/stores/roster.ts";
import type { Db, Tx } from "../client.ts";
import type { RosterLineModel, RosterSnapshotModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";
import { countsOf, refuseRepeated } from "./counts.ts";
import { createRosterFileReading } from "./files.ts";
import {
  CURRENT_COLUMNS,
  type CurrentRow,
  MEMBER_COLUMNS,
  type MemberRow,
  RECORD,
  StoredRecord,
  toCurrent,
  toMember,
  toSource,
} from "./rows.ts";

export function createRosterImportStore(db: Db | Tx): RosterImportStore {
  return {
    async open({ orgId: org, header, ...snapshot }) {
      const data = { ...snapshot, orgId: BigInt(org), header: [...header] };
      await db.rosterSnapshot.create({ data, select: { id: true } });
    },
    async stage(snapshotId, lines) {
      // One parameter however many lines there are: a client that binds each value takes many times as long.
      await db.$executeRaw`
        INSERT INTO roster_line (snapshot_id, line, cells, key, record, record_sha256, reason)
        SELECT ${snapshotId}::uuid, line, cells, key, nullif(record, 'null'::jsonb), "recordSha256", reason
        FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
          AS told (line integer, cells text[], key text, record jsonb, "recordSha256" text, reason text)`;
    },
    async close(id, { fileSha256, partial }, now) {
      await refuseRepeated(db, id);
      await db.rosterSnapshot.update({ where: { id }, data: { fileSha256, partial }, select: { id: true } });
      const data = await countsOf(db, id, now);
      return toSnapshot(await db.rosterSnapshot.update({ where: { id }, data }));
    },
    async find(id) {
      const row = await db.rosterSnapshot.findUnique({ where: { id } });
      return row && toSnapshot(row);
    },
    ...createRosterFileReading(db),
    async newest(org, source) {
      const where = { orgId: BigInt(org), source, appliedAt: { not: null } };
      const row = await db.rosterSnapshot.findFirst({ where, orderBy: [{ appliedAt: "desc" }, { id: "desc" }] });
      return row && toSnapshot(row);
    },
    async rejectedOf(snapshotId, after, limit) {
      const where = { snapshotId, reason: { not: null }, line: { gt: after } };
      return (await db.rosterLine.findMany({ where, orderBy: { line: "asc" }, take: limit })).map(toLine);
    },
    async hasNameless(snapshotId) {
      return (await db.rosterLine.findFirst({ where: { snapshotId, key: null }, select: { line: true } })) !== null;
    },
    countDropped: (id) => countDropped(db, id),
    changesOf: (id, after, limit) => listChanges(db, id, after, limit),
    droppedBy: (id, limit) => listDropped(db, id, limit),
    hold: (id) => hold(db, id),
    async markApplied(id, appliedAt, shrinkConfirmed) {
      await db.rosterSnapshot.update({ where: { id }, data: { appliedAt, shrinkConfirmed }, select: { id: true } });
      await db.rosterLine.deleteMany({ where: { snapshotId: id } });
    },
    async discard(id) {
      await db.rosterSnapshot.deleteMany({ where: { id, appliedAt: null, versions: { none: {} } } });
    },
    countWritten: (snapshotId) => db.rosterVersion.count({ where: { snapshotId } }),
    async discardBefore(at) {
      const where = { requestedAt: { lt: at }, appliedAt: null };
      // One that broke off half way keeps its name, since what came in says that it came from there.
      await db.rosterLine.deleteMany({ where: { snapshot: where } });
      return (await db.rosterSnapshot.deleteMany({ where: { ...where, versions: { none: {} } } })).count;
    },
  };
}

async function countDropped(db: Db | Tx, id: string): Promise<{ current: number; dropped: number }> {
  const rows = await db.$queryRaw<{ current: number; dropped: number }[]>`
    WITH told AS (SELECT DISTINCT key FROM roster_line WHERE snapshot_id = ${id}::uuid),
    standing AS (
      SELECT member.id, member.key
      FROM roster_snapshot AS snapshot
      JOIN roster_member AS member ON member.org_id = snapshot.org_id AND member.source = snapshot.source
      WHERE snapshot.id = ${id}::uuid AND member.ended_at IS NULL
    )
    SELECT count(standing.id)::int AS current, count(standing.id) FILTER (WHERE told.key IS NULL)::int AS dropped
    FROM standing FULL JOIN told ON told.key = standing.key`;
  return rows[0] ?? { current: 0, dropped: 0 };
}

type ChangeRow = { readonly [Key in keyof MemberRow]: MemberRow[Key] | null } & {
  readonly line: number;
  readonly told: unknown;
  readonly toldSha256: string;
  readonly before: unknown;
  readonly isSame: boolean;
};

/** A page of lines first, so that each is looked up by its key, however many there are of either. */
async function listChanges(
  db: Db | Tx,
  id: string,
  after: number,
  limit: number,
): ReturnType<RosterImportStore["changesOf"]> {
  const rows = await db.$queryRaw<ChangeRow[]>`
    WITH told AS MATERIALIZED (
      SELECT line, key, record, record_sha256 FROM roster_line
      WHERE snapshot_id = ${id}::uuid AND line > ${after} AND reason IS NULL
      ORDER BY line LIMIT ${limit}
    )
    SELECT ${MEMBER_COLUMNS}, told.line, told.record AS told, told.record_sha256 AS "toldSha256",
      CASE WHEN version.member_id IS NULL THEN NULL ELSE ${RECORD} END AS before,
      version.record_sha256 IS NOT DISTINCT FROM told.record_sha256 AS "isSame"
    FROM told
    JOIN roster_snapshot AS snapshot ON snapshot.id = ${id}::uuid
    LEFT JOIN LATERAL (
      SELECT * FROM roster_member
      WHERE org_id = snapshot.org_id AND source = snapshot.source AND key = told.key LIMIT 1
    ) AS member ON TRUE
    LEFT JOIN LATERAL (
      SELECT * FROM roster_version WHERE member_id = member.id AND recorded_to IS NULL LIMIT 1
    ) AS version ON TRUE
    ORDER BY told.line`;
  const changes = rows.filter(({ isSame }) => !isSame).map(toChange);
  return { changes, last: rows.at(-1)?.line ?? null };
}

function toChange(row: ChangeRow): RosterChange {
  return {
    line: row.line,
    record: StoredRecord.parse(row.told),
    recordSha256: row.toldSha256,
    member: isMember(row) ? toMember(row) : null,
    before: row.before === null ? null : StoredRecord.parse(row.before),
  };
}

function isMember(row: ChangeRow): row is ChangeRow & MemberRow {
  return row.id !== null;
}

async function listDropped(db: Db | Tx, id: string, limit: number): Promise<readonly CurrentMember[]> {
  const rows = await db.$queryRaw<CurrentRow[]>`
    WITH own AS (SELECT * FROM roster_snapshot WHERE id = ${id}::uuid),
    dropped AS MATERIALIZED (
      SELECT member.key FROM own
      JOIN roster_member AS member
        ON member.org_id = own.org_id AND member.source = own.source AND member.ended_at IS NULL
      EXCEPT SELECT key FROM roster_line WHERE snapshot_id = ${id}::uuid
      ORDER BY key LIMIT ${limit}
    )
    SELECT ${CURRENT_COLUMNS}
    FROM own CROSS JOIN dropped
    JOIN roster_member AS member
      ON member.org_id = own.org_id AND member.source = own.source AND member.key = dropped.key
    JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
    ORDER BY member.key`;
  return rows.map(toCurrent);
}

/** The row of the newest file says whether ours is still the one to go by; the lock makes others wait to ask. */
async function hold(db: Db | Tx, id: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ stands: boolean }[]>`
    WITH own AS (SELECT * FROM roster_snapshot WHERE id = ${id}::uuid),
    held AS (SELECT pg_advisory_xact_lock(hashtextextended('roster:' || own.org_id || ':' || own.source, 0))::text FROM own)
    SELECT (SELECT count(*) FROM held) = 1 AS stands`;
  if (rows[0]?.stands !== true) return false;
  // A statement of its own: it sees what was committed while this one waited.
  const found = await db.$queryRaw<{ stands: boolean }[]>`
    SELECT own.applied_at IS NULL AND NOT EXISTS (
      SELECT FROM roster_snapshot AS other
      WHERE other.org_id = own.org_id AND other.source = own.source AND other.applied_at > own.requested_at) AS stands
    FROM roster_snapshot AS own WHERE own.id = ${id}::uuid`;
  return found[0]?.stands === true;
}

function toSnapshot({ orgId: org, source, requestedBy, ...row }: RosterSnapshotModel): RosterSnapshot {
  return { ...row, orgId: orgId(toNumber(org)), source: toSource(source), requestedBy: personId(requestedBy) };
}

function toLine({ snapshotId: _, record, ...row }: RosterLineModel): RosterLine {
  return { ...row, record: record === null ? null : StoredRecord.parse(record) };
}
