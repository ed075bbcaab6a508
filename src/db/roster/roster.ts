import { type OrgId, type PersonId, personId } from "../../domain/ids.ts";
import type { NewVersion, RosterFacts, RosterMember, RosterStore } from "../../domain/stores/roster.ts";
import type { Db, Tx } from "../client.ts";
import { linkable, linkableAcross, merge } from "./links.ts";
import { listRoster, onDay, rosterTotals } from "./reading.ts";
import { CURRENT_COLUMNS, type CurrentRow, toCurrent } from "./rows.ts";

export function createRosterStore(db: Db | Tx): RosterStore {
  return {
    addMembers: (members, at) => addMembers(db, members, at),
    async closeVersions(members, at) {
      const where = { memberId: { in: [...members] }, recordedTo: null };
      await db.rosterVersion.updateMany({ where, data: { recordedTo: at } });
    },
    addVersions: (versions, at) => addVersions(db, versions, at),
    async markEnded(members) {
      await db.$executeRaw`
        UPDATE roster_member AS member SET ended_at = told."endedAt"
        FROM jsonb_to_recordset(${JSON.stringify(members)}::jsonb) AS told (id uuid, "endedAt" timestamptz)
        WHERE member.id = told.id`;
    },
    settleEnded: (people) => settleEnded(db, people),
    async overdue(org, now, limit) {
      const rows = await db.$queryRaw<CurrentRow[]>`
        SELECT ${CURRENT_COLUMNS}
        FROM roster_member AS member
        JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
        WHERE member.org_id = ${BigInt(org)} AND member.ended_at IS NULL
          AND version.ends_on + 1 <= ${now}::timestamptz AT TIME ZONE 'UTC'
        ORDER BY member.source, member.key LIMIT ${limit}`;
      return rows.map(toCurrent);
    },
    async holdLinks(org) {
      await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`roster-links:${org}`}, 0))::text`;
    },
    linkable: (org, limit) => linkable(db, org, limit),
    linkableAcross: (org, limit) => linkableAcross(db, org, limit),
    async link(id, person, linkedBy) {
      await db.rosterMember.update({ where: { id }, data: { personId: person, linkedBy }, select: { id: true } });
    },
    merge: (from, into) => merge(db, from, into),
    async addPerson(id, createdAt) {
      await db.person.create({ data: { id, createdAt }, select: { id: true } });
    },
    async find(org, source, key) {
      const rows = await db.$queryRaw<CurrentRow[]>`
        SELECT ${CURRENT_COLUMNS}
        FROM roster_member AS member
        JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
        WHERE member.org_id = ${BigInt(org)} AND member.source = ${source} AND member.key = ${key}`;
      return rows[0] ? toCurrent(rows[0]) : null;
    },
    factsOf: (org, people) => factsOf(db, org, people),
    list: (query) => listRoster(db, query),
    totals: (org) => rosterTotals(db, org),
    async namedAmong(org, people) {
      const where = { orgId: BigInt(org), endedAt: null, personId: { in: [...people] } };
      const rows = await db.rosterMember.findMany({ where, select: { personId: true } });
      return new Set(rows.map((row) => personId(row.personId)));
    },
    async exists(org) {
      const where = { orgId: BigInt(org), appliedAt: { not: null } };
      return (await db.rosterSnapshot.findFirst({ where, select: { id: true } })) !== null;
    },
    onDay: (org, asked, page) => onDay(db, org, asked, page),
    async saveExternalIdentities(org, seen, at) {
      await db.$executeRaw`
        INSERT INTO external_identity (org_id, account_id, name_id, addresses, seen_at)
        SELECT ${BigInt(org)}::bigint, account, "nameId", addresses, ${at}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) AS told (account bigint, "nameId" text, addresses text[])
        ORDER BY account, "nameId"
        ON CONFLICT (org_id, account_id, name_id)
        DO UPDATE SET addresses = EXCLUDED.addresses, seen_at = EXCLUDED.seen_at`;
    },
  };
}

/** Each is a person of their own until it turns out whom an account belongs to. */
async function addMembers(db: Db | Tx, members: readonly RosterMember[], createdAt: Date): Promise<void> {
  const told = JSON.stringify(members);
  await db.$executeRaw`
    INSERT INTO person (id, created_at)
    SELECT person, ${createdAt}::timestamptz FROM jsonb_to_recordset(${told}::jsonb) AS told (person uuid)`;
  await db.$executeRaw`
    INSERT INTO roster_member (id, org_id, source, key, person_id, linked_by, ended_at)
    SELECT id, "orgId", source, key, person, "linkedBy", "endedAt"
    FROM jsonb_to_recordset(${told}::jsonb) AS told (
      id uuid, "orgId" bigint, source text, key text, person uuid, "linkedBy" text, "endedAt" timestamptz)`;
}

async function addVersions(db: Db | Tx, versions: readonly NewVersion[], recordedFrom: Date): Promise<void> {
  const told = versions.map(({ salt, ...version }) => ({ ...version, salt: Buffer.from(salt).toString("hex") }));
  await db.$executeRaw`
    INSERT INTO roster_version (
      member_id, recorded_from, snapshot_id, name, email, github_login, github_id, kind, role, department, manager,
      company, starts_on, ends_on, record_sha256, salt)
    SELECT told.member, ${recordedFrom}::timestamptz, told.snapshot, said.name, said.email, said."githubLogin",
      said."githubId", said.kind, said.role, said.department, said.manager, said.company, said."startsOn", said."endsOn",
      told."recordSha256", decode(told.salt, 'hex')
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      AS told (member uuid, snapshot uuid, record jsonb, "recordSha256" text, salt text)
    CROSS JOIN LATERAL jsonb_to_record(told.record) AS said (
      name text, email text, "githubLogin" text, "githubId" bigint, kind text, role text, department text, manager text,
      company text, "startsOn" date, "endsOn" date)`;
}

async function settleEnded(db: Db | Tx, people: readonly PersonId[]): Promise<void> {
  await db.$executeRaw`
    UPDATE person SET ended_at = told.ended_at
    FROM (
      SELECT person_id, CASE WHEN bool_or(ended_at IS NULL) THEN NULL ELSE max(ended_at) END AS ended_at
      FROM roster_member WHERE person_id = ANY (${[...people]}::uuid[])
      GROUP BY person_id
    ) AS told
    WHERE person.id = told.person_id AND person.ended_at IS DISTINCT FROM told.ended_at`;
}

interface FactsRow {
  readonly personId: string;
  readonly roles: readonly string[];
  readonly startsOn: string | null;
  readonly endedAt: Date | null;
}

/** What sources said of who has left them counts for nothing any more. */
async function factsOf(
  db: Db | Tx,
  org: OrgId,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, RosterFacts>> {
  const rows = await db.$queryRaw<FactsRow[]>`
    SELECT member.person_id::text AS "personId", person.ended_at AS "endedAt",
      coalesce(array_agg(DISTINCT version.role) FILTER (WHERE version.role IS NOT NULL AND member.ended_at IS NULL), '{}') AS roles,
      to_char(min(version.starts_on) FILTER (WHERE member.ended_at IS NULL), 'YYYY-MM-DD') AS "startsOn"
    FROM roster_member AS member
    JOIN person ON person.id = member.person_id
    LEFT JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
    WHERE member.org_id = ${BigInt(org)} AND member.person_id = ANY (${[...people]}::uuid[])
    GROUP BY member.person_id, person.ended_at`;
  return new Map(rows.map(({ personId: person, ...facts }) => [personId(person), facts]));
}
