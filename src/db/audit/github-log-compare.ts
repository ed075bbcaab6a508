import { z } from "zod";
import { ACCESS_KINDS } from "../../domain/access.ts";
import { accountId, repositoryId } from "../../domain/ids.ts";
import type {
  ActionCount,
  Covered,
  DatedAccess,
  GithubLogFile,
  GithubLogStore,
} from "../../domain/stores/github-log.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { toNumber } from "../rows.ts";

interface DatedRow extends Pick<DatedAccess, "role" | "present" | "observedAt"> {
  readonly kind: string;
  readonly accountId: bigint | null;
  readonly teamId: bigint | null;
  readonly repositoryId: bigint | null;
}

/** Our clock may be behind GitHub's. */
const CLOCKS = Prisma.sql`interval '60 seconds'`;
/** What no delivery told is found by a sweep, within a day. */
const FOUND_WITHIN = Prisma.sql`interval '26 hours'`;
/** A push and the word that it overrode something are of one moment. */
const OVERRIDDEN_WITHIN = Prisma.sql`interval '10 minutes'`;

export const compareLog = async (
  db: Db | Tx,
  file: GithubLogFile,
  covered: Covered,
): ReturnType<GithubLogStore["compare"]> => {
  const org = BigInt(file.orgId);
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('github_log', ${org}::bigint))`;
  for (const candidates of [accessCandidates, ruleCandidates, overrideCandidates])
    await matchAll(db, file, candidates(file, covered));
  await db.$executeRaw`UPDATE github_log_event SET side = 'github' WHERE log_id = ${file.id}::uuid AND side = 'pending'`;
  await noteOwnAccess(db, file, covered);
  await noteOwnRules(db, file, covered);
  // What an earlier file lacked, this one may have.
  await db.$executeRaw`
    DELETE FROM github_log_event AS own WHERE own.org_id = ${org} AND own.side = 'here'
      AND EXISTS (SELECT FROM github_log_event AS met WHERE met.org_id = own.org_id AND met.here_ref = own.key)`;
  return { counts: await countByAction(db, file), dated: await findTimes(db, file) };
};

/** Each with the nearest that is not taken. Two may want the same: the nearer gets it, and the other is asked again. */
async function matchAll(db: Db | Tx, { orgId, id }: GithubLogFile, candidates: Prisma.Sql): Promise<void> {
  for (;;) {
    const matched = await db.$executeRaw`
      UPDATE github_log_event AS event SET side = 'both', here_ref = chosen.ref
      FROM (
        SELECT DISTINCT ON (ref) key, ref FROM (
          SELECT DISTINCT ON (key) key, ref, distance FROM (${candidates}) AS candidate
          WHERE NOT EXISTS (
            SELECT FROM github_log_event AS taken WHERE taken.org_id = ${BigInt(orgId)} AND taken.here_ref = candidate.ref)
          ORDER BY key, distance, ref
        ) AS nearest ORDER BY ref, distance, key
      ) AS chosen
      WHERE event.org_id = ${BigInt(orgId)} AND event.log_id = ${id}::uuid AND event.key = chosen.key`;
    if (matched === 0) return;
  }
}

function accessCandidates({ id }: GithubLogFile): Prisma.Sql {
  return Prisma.sql`
    SELECT event.key, 'observation:' || seen.id AS ref, abs(extract(epoch FROM seen.observed_at - event.happened_at)) AS distance
    FROM github_log_event AS event
    JOIN access_observation AS seen ON seen.org_id = event.org_id AND seen.kind = event.kind AND seen.present = event.present
      AND seen.source IN ('event', 'sweep')
      AND seen.team_id IS NOT DISTINCT FROM event.team_id AND seen.repository_id IS NOT DISTINCT FROM event.repository_id
      AND seen.observed_at BETWEEN event.happened_at - ${CLOCKS} AND event.happened_at + ${FOUND_WITHIN}
    LEFT JOIN account ON account.id = seen.account_id
    WHERE event.log_id = ${id}::uuid AND event.side = 'pending' AND account.person_id IS NOT DISTINCT FROM event.person_id
      AND (event.kind = 'team-repository' OR event.person_id IS NOT NULL)`;
}

const RULE_TYPES = Prisma.sql`('ruleset.changed', 'gate.paused', 'gate.resumed')`;
const occurredAt = Prisma.sql`(entry.body::jsonb ->> 'occurred_at')::timestamptz`;

function ruleCandidates({ orgId, id }: GithubLogFile, { from }: Covered): Prisma.Sql {
  return Prisma.sql`
    SELECT event.key, 'entry:' || entry.epoch || ':' || entry.seq AS ref,
      abs(extract(epoch FROM ${occurredAt} - event.happened_at)) AS distance
    FROM github_log_event AS event
    JOIN log_entry AS entry ON entry.type IN ${RULE_TYPES} AND entry.recorded_at >= ${from}::timestamptz - ${CLOCKS}
      AND (entry.body::jsonb ->> 'org')::bigint = ${BigInt(orgId)}
      AND ${occurredAt} BETWEEN event.happened_at - ${CLOCKS} AND event.happened_at + ${FOUND_WITHIN}
    WHERE event.log_id = ${id}::uuid AND event.side = 'pending' AND event.kind = 'rule'`;
}

function overrideCandidates({ id }: GithubLogFile): Prisma.Sql {
  return Prisma.sql`
    SELECT event.key, 'landing:' || landing.id AS ref, abs(extract(epoch FROM landing.landed_at - event.happened_at)) AS distance
    FROM github_log_event AS event
    JOIN landing ON landing.repository_id = event.repository_id AND landing.result = 'bypassed'
      AND landing.landed_at BETWEEN event.happened_at - ${OVERRIDDEN_WITHIN} AND event.happened_at + ${OVERRIDDEN_WITHIN}
    WHERE event.log_id = ${id}::uuid AND event.side = 'pending' AND event.kind = 'override'`;
}

/** At its begin a file lacks what was found here late. */
async function noteOwnAccess(db: Db | Tx, { orgId, id }: GithubLogFile, { from, to }: Covered): Promise<void> {
  await db.$executeRaw`
    INSERT INTO github_log_event
      (org_id, key, log_id, action, side, kind, present, role, happened_at, person_id, repository_id, team_id)
    SELECT seen.org_id, 'observation:' || seen.id, ${id}::uuid,
      CASE seen.kind WHEN 'member' THEN 'org.' WHEN 'collaborator' THEN 'repo.' ELSE 'team.' END
        || CASE WHEN seen.present THEN 'add_' ELSE 'remove_' END
        || CASE seen.kind WHEN 'team-repository' THEN 'repository' ELSE 'member' END,
      'here', seen.kind, seen.present, seen.role, seen.observed_at, account.person_id, seen.repository_id, seen.team_id
    FROM access_observation AS seen LEFT JOIN account ON account.id = seen.account_id
    WHERE seen.org_id = ${BigInt(orgId)} AND seen.kind IN ('member', 'collaborator', 'team-member', 'team-repository')
      AND seen.source IN ('event', 'sweep')
      AND seen.observed_at <= ${to}::timestamptz
      AND seen.observed_at > ${from}::timestamptz + CASE seen.source WHEN 'sweep' THEN ${FOUND_WITHIN} ELSE ${CLOCKS} END
    ORDER BY seen.id
    ON CONFLICT DO NOTHING`;
}

async function noteOwnRules(db: Db | Tx, { orgId, id }: GithubLogFile, { from, to }: Covered): Promise<void> {
  await db.$executeRaw`
    INSERT INTO github_log_event (org_id, key, log_id, action, side, kind, present, happened_at)
    SELECT ${BigInt(orgId)}, 'entry:' || entry.epoch || ':' || entry.seq, ${id}::uuid, 'repository_ruleset.update', 'here',
      'rule', TRUE, ${occurredAt}
    FROM log_entry AS entry
    WHERE entry.type IN ${RULE_TYPES} AND entry.recorded_at >= ${from}::timestamptz
      AND (entry.body::jsonb ->> 'org')::bigint = ${BigInt(orgId)} AND ${occurredAt} <= ${to}::timestamptz
      AND ${occurredAt} > ${from}::timestamptz + CASE
        WHEN entry.type <> 'ruleset.changed' OR entry.body::jsonb -> 'actor' ->> 'kind' = 'app' THEN ${CLOCKS}
        ELSE ${FOUND_WITHIN} END
    ORDER BY entry.epoch, entry.seq
    ON CONFLICT DO NOTHING`;
}

async function countByAction(db: Db | Tx, { id }: GithubLogFile): Promise<readonly ActionCount[]> {
  return db.$queryRaw<ActionCount[]>`
    SELECT action, (count(*) FILTER (WHERE side = 'both'))::int AS both, (count(*) FILTER (WHERE side = 'github'))::int AS github,
      (count(*) FILTER (WHERE side = 'here'))::int AS here
    FROM github_log_event WHERE log_id = ${id}::uuid GROUP BY action ORDER BY action`;
}

/**
 * A moment of access that was found late, or not at all, is dated by GitHub's own record. Only where something newer is
 * known of the same person and place: what is true now is for a look at GitHub to say, and not for a file.
 */
async function findTimes(db: Db | Tx, { id }: GithubLogFile): Promise<readonly DatedAccess[]> {
  const rows = await db.$queryRaw<DatedRow[]>`
    SELECT event.kind, newer.account_id AS "accountId", event.team_id AS "teamId", event.repository_id AS "repositoryId",
      event.role, event.present, event.happened_at AS "observedAt"
    FROM github_log_event AS event
    CROSS JOIN LATERAL (
      SELECT seen.account_id FROM access_observation AS seen LEFT JOIN account ON account.id = seen.account_id
      WHERE seen.org_id = event.org_id AND seen.kind = event.kind AND account.person_id IS NOT DISTINCT FROM event.person_id
        AND seen.team_id IS NOT DISTINCT FROM event.team_id AND seen.repository_id IS NOT DISTINCT FROM event.repository_id
        AND seen.source <> 'audit-log' AND seen.observed_at > event.happened_at
      ORDER BY seen.observed_at, seen.id LIMIT 1
    ) AS newer
    LEFT JOIN access_observation AS met ON event.here_ref = 'observation:' || met.id
    WHERE event.log_id = ${id}::uuid AND event.kind NOT IN ('rule', 'override')
      AND (event.kind = 'team-repository' OR event.person_id IS NOT NULL)
      AND (event.side = 'github' OR event.side = 'both' AND met.source = 'sweep')
    ORDER BY event.happened_at, event.key`;
  return rows.map(({ kind, accountId: account, teamId, repositoryId: repository, ...row }) => ({
    ...row,
    kind: z.enum(ACCESS_KINDS).parse(kind),
    accountId: account === null ? null : accountId(toNumber(account)),
    teamId: teamId === null ? null : toNumber(teamId),
    repositoryId: repository === null ? null : repositoryId(toNumber(repository)),
  }));
}
