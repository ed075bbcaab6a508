import { type OrgId, type PersonId, personId } from "../../domain/ids.ts";
import type { Linkable } from "../../domain/stores/roster.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { MEMBER_COLUMNS, type MemberRow, toLinkedBy, toMember } from "./rows.ts";

/**
 * `standing`: everybody whom a source of the organisation names now. `claim`: whose accounts their lines point to, and
 * by what: the account's id, its login, an address that GitHub verified for it, or one that the identity provider tells.
 * Whose link an administrator took away claims nobody.
 * `rival`: a person whom several members of one source claim or are.
 */
export function claimsOf(org: OrgId): Prisma.Sql {
  const own = BigInt(org);
  return Prisma.sql`
    standing AS (
      SELECT member.id, member.source, member.key, member.person_id, member.linked_by,
        version.email, lower(version.github_login) AS login, version.github_id
      FROM roster_member AS member
      JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
      WHERE member.org_id = ${own} AND member.ended_at IS NULL
    ),
    asking AS (SELECT * FROM standing WHERE linked_by IS DISTINCT FROM 'nobody'),
    seen AS (
      SELECT account_id, lower(name_id) AS name, name_id AS key FROM external_identity WHERE org_id = ${own}
      UNION SELECT account_id, lower(address), address FROM external_identity, unnest(addresses) AS address
      WHERE org_id = ${own}
    ),
    claim AS (
      SELECT asking.id, asking.source, account.person_id AS person, 'account' AS linked_by, 1 AS rank
      FROM asking JOIN account ON account.id = asking.github_id WHERE account.person_id IS NOT NULL
      UNION ALL
      SELECT asking.id, asking.source, holder.person_id, 'login', 2
      FROM asking JOIN LATERAL (
        SELECT person_id FROM account WHERE lower(login) = asking.login ORDER BY updated_at DESC, account.id DESC LIMIT 1
      ) AS holder ON holder.person_id IS NOT NULL
      UNION ALL
      SELECT asking.id, asking.source, account.person_id, 'email', 3
      FROM asking JOIN account_email ON account_email.address = asking.email
      JOIN account ON account.id = account_email.account_id WHERE account.person_id IS NOT NULL
      UNION ALL
      SELECT asking.id, asking.source, account.person_id, 'saml', 4
      FROM seen
      JOIN account ON account.id = seen.account_id AND account.person_id IS NOT NULL
      JOIN roster_version AS version ON version.email = seen.name AND version.recorded_to IS NULL
      JOIN asking ON asking.id = version.member_id
      UNION ALL
      SELECT asking.id, asking.source, account.person_id, 'saml', 5
      FROM seen
      JOIN account ON account.id = seen.account_id AND account.person_id IS NOT NULL
      JOIN asking ON asking.key = seen.key
    ),
    taken AS (
      SELECT source, person_id AS person, id FROM standing UNION SELECT source, person, id FROM claim
    ),
    rival AS (SELECT source, person FROM taken GROUP BY source, person HAVING count(DISTINCT id) > 1)`;
}

interface LinkableRow extends MemberRow {
  readonly person: string;
  readonly how: string;
}

export async function linkable(db: Db | Tx, org: OrgId, limit: number): Promise<readonly Linkable[]> {
  const rows = await db.$queryRaw<LinkableRow[]>`
    WITH ${claimsOf(org)},
    clear AS (
      SELECT id, source, min(person::text)::uuid AS person, (array_agg(linked_by ORDER BY rank))[1] AS how
      FROM claim GROUP BY id, source HAVING count(DISTINCT person) = 1
    )
    SELECT ${MEMBER_COLUMNS}, clear.person::text AS person, clear.how
    FROM clear JOIN roster_member AS member ON member.id = clear.id
    WHERE NOT EXISTS (SELECT FROM account WHERE account.person_id = member.person_id)
      AND (clear.source, clear.person) NOT IN (SELECT source, person FROM rival)
    ORDER BY member.source, member.key LIMIT ${limit}`;
  return rows.map(toLinkable);
}

/** All join one of them: who has an account, else who stands in the first source; so nobody is sent round in a circle. */
export async function linkableAcross(db: Db | Tx, org: OrgId, limit: number): Promise<readonly Linkable[]> {
  const rows = await db.$queryRaw<LinkableRow[]>`
    WITH standing AS (
      SELECT member.id, member.source, member.person_id, version.email,
        EXISTS (SELECT FROM account WHERE account.person_id = member.person_id) AS has_account
      FROM roster_member AS member
      JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
      WHERE member.org_id = ${BigInt(org)} AND member.ended_at IS NULL AND version.email IS NOT NULL
    ),
    clear AS (
      SELECT unnest(array_agg(id)) AS id, (array_agg(person_id ORDER BY has_account DESC, source))[1] AS person
      FROM standing GROUP BY email HAVING count(*) > 1 AND count(*) = count(DISTINCT source)
    )
    SELECT ${MEMBER_COLUMNS}, clear.person::text AS person, 'roster' AS how
    FROM clear JOIN roster_member AS member ON member.id = clear.id
    WHERE member.linked_by IS NULL AND member.person_id <> clear.person
      AND NOT EXISTS (SELECT FROM account WHERE account.person_id = member.person_id)
    ORDER BY member.source DESC, member.key LIMIT ${limit}`;
  return rows.map(toLinkable);
}

function toLinkable(row: LinkableRow): Linkable {
  const linkedBy = toLinkedBy(row.how);
  if (linkedBy === null || linkedBy === "admin" || linkedBy === "nobody")
    throw new Error(`Nobody is linked by ${row.how}`);
  return { member: toMember(row), person: personId(row.person), linkedBy };
}

/**
 * Of somebody who never had an account there are no attempts and no sessions. A waiver that the other one approved would
 * now be one that they gave to themselves: it stays behind, and counts for nobody.
 */
export async function merge(db: Db | Tx, from: PersonId, into: PersonId): Promise<void> {
  const where = { personId: from };
  const data = { personId: into };
  await db.completion.updateMany({ where, data });
  await db.attestation.updateMany({ where, data });
  await db.importRow.updateMany({ where, data });
  await db.waiver.updateMany({ where: { ...where, OR: [{ approvedBy: null }, { approvedBy: { not: into } }] }, data });
  await db.phishingResult.updateMany({ where, data });
  // What both were sent is left with the one who had it: nobody received it twice.
  await db.$executeRaw`
    UPDATE awareness_recipient AS own SET person_id = ${into}::uuid
    WHERE own.person_id = ${from}::uuid AND NOT EXISTS (
      SELECT FROM awareness_recipient AS other
      WHERE other.activity_id = own.activity_id AND other.person_id = ${into}::uuid)`;
  await db.rosterMember.updateMany({ where, data });
  await mergeSignatures(db, from, into);
  await db.person.updateMany({ where: { mergedIntoId: from }, data: { mergedIntoId: into } });
  await db.person.update({ where: { id: from }, data: { mergedIntoId: into }, select: { id: true } });
}

/** Somebody who accepted one text as both did it twice: the one that goes on keeps theirs. */
async function mergeSignatures(db: Db | Tx, from: PersonId, into: PersonId): Promise<void> {
  await db.$executeRaw`
    DELETE FROM policy_acknowledgement AS one USING policy_acknowledgement AS other
    WHERE one.person_id = ${from}::uuid AND other.person_id = ${into}::uuid
      AND (one.policy_id, one.sha256) = (other.policy_id, other.sha256)`;
  const moved = { where: { personId: from }, data: { personId: into } };
  await db.policyAcknowledgement.updateMany(moved);
  await db.trainingPolicyApproval.updateMany(moved);
}
