import type { AccessObservation } from "../../domain/access.ts";
import { type AccountId, type OrgId, type PersonId, personId } from "../../domain/ids.ts";
import type { NoticeStore, Reporting } from "../../domain/stores/notices.ts";
import { listNewest } from "../access/rows.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { toNumber } from "../rows.ts";

/** An address of the roster is the one that the organisation gave; of several proved at sign-in the newest is used. */
export async function addressesOf(
  db: Db | Tx,
  org: OrgId,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  const rows = await db.$queryRaw<{ person: string; address: string }[]>`
    SELECT DISTINCT ON (person) person::text AS person, address FROM (
      SELECT member.person_id AS person, version.email AS address, 1 AS rank, version.recorded_from AS since
      FROM roster_member AS member
      JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
      WHERE member.org_id = ${BigInt(org)} AND member.ended_at IS NULL AND version.email IS NOT NULL
        AND member.person_id = ANY (${[...people]}::uuid[])
      UNION ALL
      SELECT account.person_id, email.address, 2, email.verified_at
      FROM account JOIN account_email AS email ON email.account_id = account.id
      WHERE account.person_id = ANY (${[...people]}::uuid[]) AND email.address NOT LIKE '%@users.noreply.%'
    ) AS known
    ORDER BY person, rank, since DESC, address`;
  return new Map(rows.map(({ person, address }) => [personId(person), address]));
}

/** Their manager stands in the same source, by key or by address. */
export async function managersOf(db: Db | Tx, org: OrgId, people: readonly PersonId[]): Promise<readonly Reporting[]> {
  const rows = await db.$queryRaw<{ person: string; name: string; manager: string; address: string }[]>`
    WITH standing AS (
      SELECT member.person_id, member.source, member.key, version.name, version.email, version.manager
      FROM roster_member AS member
      JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
      WHERE member.org_id = ${BigInt(org)} AND member.ended_at IS NULL
    )
    SELECT DISTINCT ON (own.person_id) own.person_id::text AS person, own.name,
      boss.person_id::text AS manager, boss.email AS address
    FROM standing AS own
    JOIN standing AS boss ON boss.source = own.source AND boss.email IS NOT NULL AND boss.person_id <> own.person_id
      AND (boss.key = own.manager OR boss.email = lower(own.manager))
    WHERE own.person_id = ANY (${[...people]}::uuid[])
    ORDER BY own.person_id, own.source, boss.key`;
  return rows.map(({ person, name, manager, address }) => ({
    person: personId(person),
    name,
    manager: personId(manager),
    managerAddress: address,
  }));
}

/** The slug of a team, by the newest observation. */
export async function findTeam(db: Db | Tx, org: OrgId, slug: string): ReturnType<NoticeStore["findTeam"]> {
  const rows = await db.$queryRaw<{ id: bigint; slug: string }[]>`
    SELECT id, slug FROM (
      SELECT DISTINCT ON (team_id) team_id AS id, role AS slug, present
      FROM access_observation WHERE org_id = ${BigInt(org)} AND kind = 'team'
      ORDER BY team_id, observed_at DESC, access_observation.id DESC
    ) AS team
    WHERE present AND lower(slug) = lower(${slug}) LIMIT 1`;
  const [team] = rows;
  return team ? { id: toNumber(team.id), slug: team.slug } : null;
}

/** What holds now of these accounts, and of the organisation and its teams, by which they may have more. */
export async function accessOf(
  db: Db | Tx,
  org: OrgId,
  accounts: readonly AccountId[],
): Promise<readonly AccessObservation[]> {
  const newest = await listNewest(
    db,
    org,
    Prisma.sql`(
      account_id = ANY (${accounts.map(BigInt)}::bigint[])
      OR kind IN ('team', 'team-parent', 'team-repository', 'base', 'visibility')
      OR kind = 'org-role' AND account_id IS NULL)`,
  );
  return newest.filter(({ present }) => present);
}
