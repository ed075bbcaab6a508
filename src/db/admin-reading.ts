import { decisionId, type OrgId, repositoryId } from "../domain/ids.ts";
import type { AdminReading, LateDecision, OpenPulls, Waiting } from "../pipeline/admin/port.ts";
import type { Db } from "./client.ts";
import { countOpenQuestions } from "./heads/open-questions.ts";
import { toNumber } from "./rows.ts";

/** Counts for the pages of administrators, each by one query. */
export function createAdminReading(db: Db): AdminReading {
  return {
    openPulls: (org) => countOpenPulls(db, org),
    openHeads: (org) => countOpenHeads(db, org),
    waiting: (org, now) => countWaiting(db, org, now),
    openQuestions: (org, now) => countOpenQuestions(db, org, now),
    policySince: (org, digest) => findPolicySince(db, org, digest),
    async wasSeenIn(org, accounts) {
      const where = { orgId: BigInt(org), accountId: { in: accounts.map(BigInt) } };
      return (await db.accessObservation.findFirst({ where, select: { id: true } })) !== null;
    },
    decisionsOn: (org, accounts, limit) => listDecisionsOn(db, org, accounts, limit),
  };
}

async function countOpenPulls(db: Db, org: OrgId): Promise<OpenPulls> {
  const rows = await db.$queryRaw<OpenPulls[]>`
    SELECT count(*)::int AS open,
      count(*) FILTER (WHERE head.conclusion = 'action_required')::int AS blocked,
      count(*) FILTER (WHERE head.conclusion = 'failure')::int AS undecided,
      count(*) FILTER (WHERE head.evaluated_at IS NULL)::int AS "withoutVerdict"
    FROM pull_request AS pull
    JOIN repository ON repository.id = pull.repository_id AND repository.removed_at IS NULL
    JOIN installation ON installation.id = repository.installation_id AND installation.deleted_at IS NULL
    LEFT JOIN head ON head.repository_id = pull.repository_id AND head.head_sha = pull.head_sha
    WHERE pull.state = 'open' AND installation.account_id = ${BigInt(org)}`;
  return rows[0] ?? { open: 0, blocked: 0, undecided: 0, withoutVerdict: 0 };
}

async function countOpenHeads(db: Db, org: OrgId): ReturnType<AdminReading["openHeads"]> {
  const rows = await db.$queryRaw<{ repositoryId: bigint; open: number; answered: number }[]>`
    SELECT pull.repository_id AS "repositoryId", count(DISTINCT pull.head_sha)::int AS open,
      count(DISTINCT pull.head_sha) FILTER (WHERE head.evaluated_at IS NOT NULL)::int AS answered
    FROM pull_request AS pull
    JOIN repository ON repository.id = pull.repository_id AND repository.removed_at IS NULL
    JOIN installation ON installation.id = repository.installation_id AND installation.deleted_at IS NULL
    LEFT JOIN head ON head.repository_id = pull.repository_id AND head.head_sha = pull.head_sha
    WHERE pull.state = 'open' AND installation.account_id = ${BigInt(org)}
    GROUP BY pull.repository_id`;
  return rows.map((row) => ({ ...row, repositoryId: repositoryId(toNumber(row.repositoryId)) }));
}

/** A request for a waiver whose last day has passed waits for nobody. */
async function countWaiting(db: Db, org: OrgId, now: Date): Promise<Waiting> {
  const id = BigInt(org);
  const rows = await db.$queryRaw<Waiting[]>`
    SELECT
      (SELECT count(*)::int FROM waiver
        WHERE org_id = ${id} AND approved_at IS NULL AND ended_at IS NULL AND ends_at > ${now}) AS waivers,
      (SELECT count(*)::int FROM break_glass
        WHERE org_id = ${id} AND (approved_at IS NULL AND ended_at IS NULL
          OR approved_at IS NOT NULL AND reviewed_at IS NULL)) AS "breakGlass",
      (SELECT count(*)::int FROM import_batch
        WHERE org_id = ${id} AND approved_at IS NULL AND ended_at IS NULL) AS imports`;
  return rows[0] ?? { waivers: 0, breakGlass: 0, imports: 0 };
}

async function findPolicySince(db: Db, org: OrgId, digest: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: string }[]>`
    SELECT body::jsonb ->> 'occurred_at' AS at FROM log_entry
    WHERE type = 'policy.activated' AND (body::jsonb ->> 'org')::bigint = ${BigInt(org)}
      AND body::jsonb -> 'rule' ->> 'policy_sha256' = ${digest}
    ORDER BY epoch DESC, seq DESC LIMIT 1`;
  return rows[0] ? new Date(rows[0].at) : null;
}

interface DecisionRow {
  readonly id: string;
  readonly repository: string;
  readonly number: number | null;
  readonly outcome: string;
  readonly mode: string;
  readonly at: Date;
}

/** Of heads that the person is on now, by the last look at each. */
async function listDecisionsOn(
  db: Db,
  org: OrgId,
  accounts: readonly number[],
  limit: number,
): Promise<readonly LateDecision[]> {
  const rows = await db.$queryRaw<DecisionRow[]>`
    SELECT decision.id, repository.owner || '/' || repository.name AS repository, decision.outcome, decision.mode,
      decision.decided_at AS at, (
        SELECT max(pull.number) FROM pull_request AS pull
        WHERE pull.repository_id = decision.repository_id AND pull.head_sha = decision.head_sha) AS number
    FROM decision
    JOIN repository ON repository.id = decision.repository_id
    JOIN installation ON installation.id = repository.installation_id
    WHERE installation.account_id = ${BigInt(org)} AND EXISTS (
      SELECT FROM head_person AS person
      WHERE person.repository_id = decision.repository_id AND person.head_sha = decision.head_sha
        AND person.account_id = ANY (${accounts.map(BigInt)}::bigint[]))
    ORDER BY decision.decided_at DESC, decision.id LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, id: decisionId(row.id) }));
}
