import type { OrgId } from "../../domain/ids.ts";
import type { CurrentMember, RosterPerson, RosterQuery, RosterTotals } from "../../domain/stores/roster.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { claimsOf } from "./links.ts";
import { CURRENT_COLUMNS, type CurrentRow, toCurrent } from "./rows.ts";

/** What a line points to, where that is not the one whom the member is, or not clear. `rival` and `claim` as in `claimsOf`. */
const UNCLEAR = Prisma.sql`
  torn AS (SELECT id FROM claim GROUP BY id HAVING count(DISTINCT person) > 1),
  unclear AS (
    SELECT claim.id, array_agg(DISTINCT claim.person) AS people
    FROM claim JOIN standing ON standing.id = claim.id
    WHERE claim.person <> standing.person_id AND EXISTS (SELECT FROM account WHERE account.person_id = standing.person_id)
      OR (claim.source, claim.person) IN (SELECT source, person FROM rival)
      OR claim.id IN (SELECT id FROM torn)
    GROUP BY claim.id
  )`;

type RosterRow = CurrentRow & { readonly logins: readonly string[]; readonly claims: readonly string[] };

export async function listRoster(db: Db | Tx, query: RosterQuery): Promise<readonly RosterPerson[]> {
  const rows = await db.$queryRaw<RosterRow[]>`
    WITH ${claimsOf(query.org)}, ${UNCLEAR}
    SELECT ${CURRENT_COLUMNS},
      ARRAY(SELECT login FROM account WHERE account.person_id = member.person_id ORDER BY account.id) AS logins,
      ARRAY(SELECT login FROM account WHERE account.person_id = ANY (unclear.people) ORDER BY login) AS claims
    FROM roster_member AS member
    JOIN LATERAL (
      SELECT * FROM roster_version WHERE member_id = member.id ORDER BY recorded_from DESC LIMIT 1
    ) AS version ON TRUE
    LEFT JOIN unclear ON unclear.id = member.id
    WHERE member.org_id = ${BigInt(query.org)} AND ${shown(query)} AND ${fits(query)} AND ${following(query)}
    ORDER BY member.source, member.key LIMIT ${query.limit}`;
  return rows.map(({ logins, claims, ...row }) => ({ ...toCurrent(row), logins, claims }));
}

function shown({ show }: RosterQuery): Prisma.Sql {
  switch (show) {
    case "all":
      return Prisma.sql`member.ended_at IS NULL`;
    case "unlinked":
      return Prisma.sql`
        member.ended_at IS NULL AND NOT EXISTS (SELECT FROM account WHERE account.person_id = member.person_id)`;
    case "conflicts":
      return Prisma.sql`unclear.id IS NOT NULL`;
    case "ended":
      return Prisma.sql`member.ended_at IS NOT NULL`;
  }
}

function fits({ search }: RosterQuery): Prisma.Sql {
  if (search === undefined || search.trim() === "") return Prisma.sql`TRUE`;
  const wanted = search.trim().replace(/^@/, "").toLowerCase();
  return Prisma.sql`(
    strpos(lower(concat_ws(' ', member.key, version.name, version.email, version.role, version.department)), ${wanted}) > 0
    OR EXISTS (
      SELECT FROM account WHERE account.person_id = member.person_id AND strpos(lower(account.login), ${wanted}) > 0))`;
}

function following({ after }: Pick<RosterQuery, "after">): Prisma.Sql {
  return after ? Prisma.sql`(member.source, member.key) > (${after.source}, ${after.key})` : Prisma.sql`TRUE`;
}

export async function rosterTotals(db: Db | Tx, org: OrgId): Promise<RosterTotals> {
  const rows = await db.$queryRaw<RosterTotals[]>`
    WITH ${claimsOf(org)}, ${UNCLEAR}
    SELECT (SELECT count(*) FROM standing)::int AS current,
      (SELECT count(*) FROM roster_member WHERE org_id = ${BigInt(org)} AND ended_at IS NOT NULL)::int AS ended,
      (SELECT count(*) FROM standing
        WHERE EXISTS (SELECT FROM account WHERE account.person_id = standing.person_id))::int AS linked,
      (SELECT count(*) FROM unclear)::int AS conflicts`;
  const [totals] = rows;
  if (!totals) throw new Error("A count answers one row");
  return totals;
}

/**
 * Of each member what was said on that day: by the version that stood then, or, of a day before anybody told us, by the
 * first one if it reaches back so far. What was told later of an end counts.
 */
export async function onDay(
  db: Db | Tx,
  org: OrgId,
  { day, knownAt }: { readonly day: string; readonly knownAt: Date },
  { after, limit }: Pick<RosterQuery, "after" | "limit">,
): Promise<readonly CurrentMember[]> {
  const rows = await db.$queryRaw<CurrentRow[]>`
    WITH asked AS (
      SELECT ${day}::date AS day, ${day}::date::timestamp AT TIME ZONE 'UTC' AS starts,
        (${day}::date + 1)::timestamp AT TIME ZONE 'UTC' AS ends
    )
    SELECT ${CURRENT_COLUMNS}
    FROM asked, roster_member AS member
    JOIN LATERAL (
      SELECT told.* FROM asked, roster_version AS told
      WHERE told.member_id = member.id AND told.recorded_from <= ${knownAt}::timestamptz AND (
        told.recorded_from < asked.ends
          AND (told.recorded_to IS NULL OR told.recorded_to > asked.starts OR told.recorded_to > ${knownAt}::timestamptz)
        OR told.recorded_from >= asked.ends AND told.starts_on <= asked.day AND NOT EXISTS (
          SELECT FROM roster_version AS before
          WHERE before.member_id = told.member_id AND before.recorded_from < told.recorded_from))
      ORDER BY told.recorded_from DESC LIMIT 1
    ) AS version ON TRUE
    WHERE member.org_id = ${BigInt(org)} AND ${following({ after })}
      AND (version.starts_on IS NULL OR version.starts_on <= asked.day)
      AND (version.ends_on IS NULL OR version.ends_on >= asked.day)
      AND NOT EXISTS (
        SELECT FROM roster_version AS later
        WHERE later.member_id = member.id AND later.recorded_from > version.recorded_from
          AND later.recorded_from <= ${knownAt}::timestamptz AND later.ends_on < asked.day)
    ORDER BY member.source, member.key LIMIT ${limit}`;
  return rows.map(toCurrent);
}
