import type { OrgId } from "../../domain/ids.ts";
import type { PeopleSource, PersonShown, RepositorySource } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";
import { toNumber } from "../rows.ts";

/**
 * People as the roster of this organisation has them now, else as GitHub does. A person who was found to be another goes
 * by that one's name; one who was erased is not found.
 */
export function createPeopleSource(db: Db | Tx, org: OrgId): PeopleSource {
  return {
    async find(personKeys) {
      if (personKeys.length === 0) return new Map();
      const rows = await db.$queryRaw<(PersonShown & { readonly key: string })[]>`
        SELECT asked.id::text AS key, roster.name, coalesce(roster.email, verified.address) AS email, account.login,
          coalesce(roster.source, CASE WHEN account.login IS NOT NULL THEN 'github' END) AS source
        FROM person AS asked
        JOIN person ON person.id = coalesce(asked.merged_into, asked.id)
        LEFT JOIN LATERAL (
          SELECT login FROM account WHERE account.person_id = person.id ORDER BY account.id LIMIT 1
        ) AS account ON TRUE
        LEFT JOIN LATERAL (
          SELECT address FROM account_email JOIN account ON account.id = account_email.account_id
          WHERE account.person_id = person.id ORDER BY address LIMIT 1
        ) AS verified ON TRUE
        LEFT JOIN LATERAL (
          SELECT version.name, version.email, member.source FROM roster_member AS member
          JOIN roster_version AS version ON version.member_id = member.id AND version.recorded_to IS NULL
          WHERE member.person_id = person.id AND member.org_id = ${BigInt(org)}
          ORDER BY member.ended_at DESC NULLS FIRST, member.source, member.id LIMIT 1
        ) AS roster ON TRUE
        WHERE asked.id = ANY (${[...personKeys]}::uuid[])`;
      return new Map(rows.map(({ key, ...shown }) => [key, shown]));
    },
  };
}

export function createRepositorySource(db: Db | Tx): RepositorySource {
  return {
    async names(ids) {
      const rows = await db.repository.findMany({
        where: { id: { in: [...new Set(ids)].map(BigInt) } },
        select: { id: true, owner: true, name: true },
      });
      return new Map(rows.map(({ id, owner, name }) => [toNumber(id), `${owner}/${name}`]));
    },
  };
}
