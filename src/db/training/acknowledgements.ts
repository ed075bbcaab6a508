import { orgId, personId } from "../../domain/ids.ts";
import {
  type AcknowledgementStore,
  type Audience,
  noticeOf,
  type PolicyReader,
  type PolicyText,
  type ReaderCounts,
  type ReaderQuery,
} from "../../domain/stores/policy-documents.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { Why } from "../notices/notices.ts";
import { toNumber } from "../rows.ts";

export function createAcknowledgementStore(db: Db | Tx): AcknowledgementStore {
  return {
    async add({ person, orgId: org, ...kept }) {
      const data = { ...kept, personId: person, orgId: org === null ? null : BigInt(org) };
      const { count } = await db.policyAcknowledgement.createMany({ data: [data], skipDuplicates: true });
      return count === 1;
    },
    listOf: (person) =>
      db.policyAcknowledgement.findMany({
        where: { personId: person },
        select: { policyId: true, sha256: true, acknowledgedAt: true },
      }),
    async announce({ orgId: org, effectiveOn, ...kept }) {
      const data = { ...kept, orgId: BigInt(org), effectiveOn: new Date(effectiveOn) };
      const { count } = await db.policyAnnouncement.createMany({ data: [data], skipDuplicates: true });
      return count === 1;
    },
    async wasAnnounced(org, { policyId, sha256 }) {
      const where = { orgId: BigInt(org), policyId, sha256 };
      return (await db.policyAnnouncement.findFirst({ where, select: { id: true } })) !== null;
    },
    async count(org, text, audience) {
      const rows = await db.$queryRaw<ReaderCounts[]>`
        WITH ${people(BigInt(org), audience)}
        SELECT count(*)::int AS audience, count(*) FILTER (WHERE ${acceptedAt(text)} IS NOT NULL)::int AS done,
          count(*) FILTER (WHERE told.delivered)::int AS reached,
          count(*) FILTER (WHERE NOT told.delivered AND ${acceptedAt(text)} IS NULL)::int AS unreached
        FROM meant ${joinNotice(BigInt(org), text)}`;
      return rows[0] ?? { audience: 0, done: 0, reached: 0, unreached: 0 };
    },
    readers: (org, text, audience, query) => readers(db, people(BigInt(org), audience), BigInt(org), text, query),
    async untold(org, text, audience, limit) {
      const rows = await db.$queryRaw<{ id: string }[]>`
        WITH ${people(BigInt(org), audience)}
        SELECT meant.id::text FROM meant ${joinNotice(BigInt(org), text)}
        WHERE ${acceptedAt(text)} IS NULL AND told.id IS NULL ORDER BY meant.id LIMIT ${limit}`;
      return rows.map(({ id }) => personId(id));
    },
    async organisationsOf(person, accounts) {
      const rows = await db.$queryRaw<{ org: bigint }[]>`
        SELECT org_id AS org FROM (
          SELECT DISTINCT ON (org_id, account_id) org_id, present FROM access_observation
          WHERE kind = 'member' AND account_id = ANY (${accounts.map(BigInt)}::bigint[])
          ORDER BY org_id, account_id, observed_at DESC, id DESC
        ) AS seen WHERE present
        UNION SELECT org_id FROM roster_member WHERE person_id = ${person}::uuid AND ended_at IS NULL`;
      return rows.map(({ org }) => orgId(toNumber(org))).toSorted((a, b) => a - b);
    },
    async rolesOf(org, person) {
      const rows = await db.$queryRaw<{ role: string }[]>`
        SELECT DISTINCT version.role FROM roster_member AS member
        JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
        WHERE member.org_id = ${BigInt(org)} AND member.person_id = ${person}::uuid AND member.ended_at IS NULL
          AND version.role IS NOT NULL`;
      return rows.map(({ role }) => role);
    },
  };
}

/** `meant`: the people of the organisation for whom something is meant. Who left it, or stands for another, is not among them. */
function people(org: bigint, { roles, people: named }: Audience): Prisma.Sql {
  const hasRole = roles
    ? Prisma.sql`EXISTS (
        SELECT FROM roster_member AS line
        JOIN roster_version AS version ON version.member_id = line.id AND version.recorded_to IS NULL
        WHERE line.person_id = person.id AND line.org_id = ${org} AND line.ended_at IS NULL
          AND lower(version.role) = ANY (${roles.map((role) => role.toLowerCase())}::text[]))`
    : Prisma.sql`TRUE`;
  const isNamed = named ? Prisma.sql`person.id = ANY (${[...named]}::uuid[])` : Prisma.sql`TRUE`;
  return Prisma.sql`
    seen AS (
      SELECT DISTINCT ON (account_id) account_id, present FROM access_observation
      WHERE org_id = ${org} AND kind = 'member' ORDER BY account_id, observed_at DESC, id DESC
    ),
    present AS (
      SELECT account.person_id FROM seen JOIN account ON account.id = seen.account_id
      WHERE seen.present AND account.type = 'User'
      UNION SELECT person_id FROM roster_member WHERE org_id = ${org} AND ended_at IS NULL
    ),
    meant AS (
      SELECT person.id FROM person JOIN present ON present.person_id = person.id
      WHERE person.ended_at IS NULL AND person.merged_into IS NULL AND ${hasRole} AND ${isNamed}
    )`;
}

/** When the one of `meant` accepted the text. */
function acceptedAt({ policyId, sha256 }: PolicyText): Prisma.Sql {
  return Prisma.sql`(
    SELECT acknowledged_at FROM policy_acknowledgement AS accepted
    WHERE accepted.person_id = meant.id AND accepted.policy_id = ${policyId} AND accepted.sha256 = ${sha256})`;
}

/** `told`: that the one of `meant` was told of the text. */
function joinNotice(org: bigint, text: PolicyText): Prisma.Sql {
  return Prisma.sql`LEFT JOIN notice AS told ON told.org_id = ${org} AND told.person_id = meant.id
    AND told.kind = 'policy' AND told.about = ${noticeOf(text)}`;
}

interface ReaderRow extends Omit<PolicyReader, "person" | "told"> {
  readonly person: string;
  readonly total: number;
  readonly delivered: boolean | null;
  readonly why: string | null;
}

async function readers(
  db: Db | Tx,
  meant: Prisma.Sql,
  org: bigint,
  text: PolicyText,
  { search, show, page, limit }: ReaderQuery,
): ReturnType<AcknowledgementStore["readers"]> {
  const wanted = search.trim().replace(/^@/, "").toLowerCase();
  const rows = await db.$queryRaw<ReaderRow[]>`
    WITH ${meant},
    listed AS (
      SELECT meant.id::text AS person, ${acceptedAt(text)} AS "acknowledgedAt", told.delivered, told.why,
        ARRAY(SELECT login FROM account WHERE account.person_id = meant.id ORDER BY account.id) AS logins,
        (SELECT version.name FROM roster_member AS line
          JOIN roster_version AS version ON version.member_id = line.id AND version.recorded_to IS NULL
          WHERE line.person_id = meant.id AND line.org_id = ${org} AND line.ended_at IS NULL
          ORDER BY line.source, line.key LIMIT 1) AS name
      FROM meant ${joinNotice(org, text)}
    )
    SELECT *, count(*) OVER ()::int AS total FROM listed
    WHERE strpos(lower(concat_ws(' ', name, array_to_string(logins, ' '))), ${wanted}) > 0 AND ${shown(show)}
    ORDER BY lower(coalesce(logins[1], name, '')), person LIMIT ${limit} OFFSET ${(page - 1) * limit}`;
  return {
    rows: rows.map(toReader),
    total: rows[0]?.total ?? 0,
  };
}

function toReader({ total: _, person, delivered, why, ...row }: ReaderRow): PolicyReader {
  const told = delivered === null ? null : { delivered, why: Why.parse(why) };
  return { ...row, person: personId(person), told };
}

function shown(show: ReaderQuery["show"]): Prisma.Sql {
  if (show === "all") return Prisma.sql`TRUE`;
  if (show === "done") return Prisma.sql`"acknowledgedAt" IS NOT NULL`;
  return show === "missing"
    ? Prisma.sql`"acknowledgedAt" IS NULL`
    : Prisma.sql`"acknowledgedAt" IS NULL AND NOT delivered`;
}
