import type { AccountId, InstallationId, RepositoryId } from "../../domain/ids.ts";
import type { Head } from "../../domain/subject.ts";
import type { Db, Tx } from "../client.ts";
import { type HeadRow, toHead } from "../rows.ts";

/** Heads of open pull requests in repositories that an installation reaches, newest activity first. Two that share a head count once. */
export async function listOpenHeads(db: Db | Tx, installation: InstallationId): Promise<readonly Head[]> {
  const rows = await db.$queryRaw<HeadRow[]>`
    SELECT pull.repository_id AS "repositoryId", pull.head_sha AS "headSha"
    FROM pull_request AS pull
    JOIN repository ON repository.id = pull.repository_id AND repository.removed_at IS NULL
    WHERE repository.installation_id = ${BigInt(installation)} AND pull.state = 'open'
    GROUP BY pull.repository_id, pull.head_sha
    ORDER BY max(pull.github_updated_at) DESC`;
  return rows.map(toHead);
}

export async function listOpenHeadsIn(db: Db | Tx, repositories: readonly RepositoryId[]): Promise<readonly Head[]> {
  const rows = await db.pullRequest.findMany({
    where: { repositoryId: { in: repositories.map(BigInt) }, state: "open" },
    select: { repositoryId: true, headSha: true },
    distinct: ["repositoryId", "headSha"],
    orderBy: { githubUpdatedAt: "desc" },
  });
  return rows.map(toHead);
}

export async function listOpenHeadsOf(db: Db | Tx, accounts: readonly AccountId[]): Promise<readonly Head[]> {
  const rows = await db.$queryRaw<HeadRow[]>`
    SELECT DISTINCT pull.repository_id AS "repositoryId", pull.head_sha AS "headSha"
    FROM head_person AS person
    JOIN pull_request AS pull ON pull.repository_id = person.repository_id AND pull.head_sha = person.head_sha
    JOIN repository ON repository.id = pull.repository_id AND repository.removed_at IS NULL
    WHERE person.account_id = ANY (${accounts.map(BigInt)}::bigint[]) AND pull.state = 'open'`;
  return rows.map(toHead);
}

export async function countUnansweredHeads(db: Db | Tx, now: Date): Promise<{ count: number; oldestSeconds: number }> {
  const rows = await db.$queryRaw<{ count: number; oldest: Date | null }[]>`
    SELECT count(DISTINCT (pull.repository_id, pull.head_sha))::int AS count, min(pull.github_updated_at) AS oldest
    FROM pull_request AS pull
    JOIN repository ON repository.id = pull.repository_id AND repository.removed_at IS NULL
    LEFT JOIN head ON head.repository_id = pull.repository_id AND head.head_sha = pull.head_sha
    WHERE pull.state = 'open' AND head.evaluated_at IS NULL`;
  const { count = 0, oldest = null } = rows[0] ?? {};
  const waited = oldest === null ? 0 : (now.getTime() - oldest.getTime()) / 1000;
  // GitHub's clock may run ahead of ours, which is no age.
  return { count, oldestSeconds: Math.max(0, waited) };
}
