import type { OrgId } from "../../domain/ids.ts";
import type { AccountSource, RosterSource, RosterThen, TeamSource } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";
import { toNumber } from "../rows.ts";

/** What the organisation's roster said at a time. A person who was found to be another goes by that one's records. */
export function createRosterSource(db: Db | Tx, org: OrgId): RosterSource {
  return {
    async factsAt(personKeys, at) {
      if (personKeys.length === 0) return new Map();
      const rows = await db.$queryRaw<(RosterThen & { readonly key: string })[]>`
        SELECT asked.id::text AS key,
          coalesce(array_agg(DISTINCT version.role) FILTER (WHERE version.role IS NOT NULL), '{}') AS roles,
          to_char(min(version.starts_on), 'YYYY-MM-DD') AS "startsOn", min(version.company) AS employer
        FROM person AS asked
        JOIN roster_member AS member ON member.person_id = coalesce(asked.merged_into, asked.id)
        JOIN roster_version AS version ON version.member_id = member.id
          AND version.recorded_from <= ${at}::timestamptz
          AND (version.recorded_to IS NULL OR version.recorded_to > ${at}::timestamptz)
        WHERE asked.id = ANY (${[...personKeys]}::uuid[]) AND member.org_id = ${BigInt(org)}
          AND (member.ended_at IS NULL OR member.ended_at > ${at}::timestamptz)
        GROUP BY asked.id`;
      return new Map(rows.map(({ key, ...then }) => [key, then]));
    },
  };
}

export function createAccountSource(db: Db | Tx, org: OrgId): AccountSource {
  return {
    async of(personKeys) {
      const rows = await db.account.findMany({
        where: { personId: { in: [...personKeys] } },
        orderBy: { id: "asc" },
        select: { id: true, personId: true },
      });
      const found = new Map<string, number[]>();
      for (const { id, personId } of rows) {
        if (personId === null) continue;
        found.set(personId, [...(found.get(personId) ?? []), toNumber(id)]);
      }
      return found;
    },
    countSeated: (validAt, knownAt) => countSeated(db, { org, validAt, knownAt }),
  };
}

export function createTeamSource(db: Db | Tx, org: OrgId): TeamSource {
  return {
    async slugs() {
      const rows = await db.accessObservation.findMany({
        where: { orgId: BigInt(org), kind: "team", present: true, role: { not: null } },
        orderBy: [{ observedAt: "asc" }, { id: "asc" }],
        select: { teamId: true, role: true, observedAt: true },
      });
      const byTeam = new Map<number, { readonly slug: string; readonly from: number }[]>();
      for (const { teamId, role, observedAt } of rows) {
        if (teamId === null || role === null) continue;
        const named = { slug: role, from: observedAt.getTime() };
        byTeam.set(toNumber(teamId), [...(byTeam.get(toNumber(teamId)) ?? []), named]);
      }
      return (team, instant) => byTeam.get(team)?.findLast(({ from }) => from <= instant)?.slug ?? null;
    },
  };
}

interface When {
  readonly org: OrgId;
  readonly validAt: Date;
  readonly knownAt: Date;
}

/** By accounts that somebody is known to have; what is offered is no seat yet. */
async function countSeated(db: Db | Tx, { org, validAt, knownAt }: When): Promise<number> {
  const [row] = await db.$queryRaw<[{ count: bigint }]>`
    SELECT count(DISTINCT account.person_id) AS count FROM (
      SELECT DISTINCT ON (key) account_id, present FROM access_observation
      WHERE org_id = ${BigInt(org)} AND account_id IS NOT NULL
        AND observed_at <= ${validAt}::timestamptz AND recorded_at <= ${knownAt}::timestamptz
        AND kind <> 'invitation'
      ORDER BY key, observed_at DESC, id DESC
    ) AS newest
    JOIN account ON account.id = newest.account_id
    WHERE newest.present`;
  return toNumber(row.count);
}
