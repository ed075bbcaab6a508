import { z } from "zod";
import { accountId, repositoryId } from "../domain/ids.ts";
import type { AccountName, PullRequest } from "../domain/pull-request.ts";
import type { PullRequestStore } from "../domain/stores/github-state.ts";
import type { Head } from "../domain/subject.ts";
import type { Db, Tx } from "./client.ts";
import { createCommitStore } from "./commits.ts";
import type { AccountModel, PullRequestModel } from "./generated/models.ts";
import { listOpenHeads } from "./open-heads.ts";
import { toAccountName } from "./people.ts";
import { keyOf, toNumber } from "./rows.ts";

const State = z.enum(["open", "closed", "merged"]);

const author = { author: true } as const;

export function createPullRequestStore(db: Db | Tx): PullRequestStore {
  return {
    observe: (pull, { read }) => observePull(db, pull, read),
    async withHead(head) {
      const rows = await db.pullRequest.findMany({ where: keyOf(head), include: author, orderBy: { number: "asc" } });
      return rows.map((row) => ({ ...toPullRequest(row), needsRead: row.needsRead }));
    },
    async find(repository, number) {
      const key = { repositoryId: BigInt(repository), number };
      const row = await db.pullRequest.findUnique({ where: { repositoryId_number: key }, include: author });
      return row && toPullRequest(row);
    },
    openHeads: (installation) => listOpenHeads(db, installation),
    async markForRead(repository, number) {
      await db.pullRequest.updateMany({
        where: { repositoryId: BigInt(repository), number },
        data: { needsRead: true },
      });
    },
    async listOpen(installation) {
      const rows = await db.pullRequest.findMany({
        where: { state: "open", repository: { installationId: BigInt(installation), removedAt: null } },
        include: author,
        orderBy: [{ repositoryId: "asc" }, { number: "asc" }],
      });
      return rows.map(toPullRequest);
    },
    savePush: (head, pusher, at) => savePush(db, head, pusher, at),
    async pushersOf(head) {
      const rows = await db.headPush.findMany({ where: keyOf(head), orderBy: { pusherId: "asc" } });
      return rows.map((row) => accountId(toNumber(row.pusherId)));
    },
    ...createCommitStore(db),
  };
}

/**
 * One statement, so that two looks at once are put in order by the row's lock. The author's account is made known
 * with it and otherwise left alone: a login is not news here.
 */
async function observePull(db: Db | Tx, pull: PullRequest, read: boolean): Promise<void> {
  const { id = null, login = null, type = null } = pull.author ?? {};
  const seenAt = pull.githubUpdatedAt;
  await db.$executeRaw`
    WITH author AS (
      INSERT INTO account (id, login, type, created_at, updated_at)
      SELECT id, login, type, ${seenAt}::timestamptz, ${seenAt}::timestamptz
      FROM (SELECT ${id}::bigint AS id, ${login}::text AS login, ${type}::text AS type) AS told
      WHERE id IS NOT NULL
      ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO pull_request AS known
      (repository_id, number, state, draft, head_sha, head_ref, base_ref, author_id, github_updated_at, needs_read)
    VALUES
      (${BigInt(pull.repositoryId)}, ${pull.number}, ${pull.state}, ${pull.draft}, ${pull.headSha}, ${pull.headRef},
       ${pull.baseRef}, ${id}::bigint, ${seenAt}::timestamptz, false)
    ON CONFLICT (repository_id, number) DO UPDATE SET
      (state, draft, head_sha, head_ref, base_ref, author_id, github_updated_at, needs_read) =
      (EXCLUDED.state, EXCLUDED.draft, EXCLUDED.head_sha, EXCLUDED.head_ref, EXCLUDED.base_ref, EXCLUDED.author_id,
       EXCLUDED.github_updated_at, EXCLUDED.github_updated_at = known.github_updated_at AND NOT ${read}::boolean)
    WHERE EXCLUDED.github_updated_at > known.github_updated_at
       OR EXCLUDED.github_updated_at = known.github_updated_at AND (${read}::boolean OR
          (EXCLUDED.state, EXCLUDED.draft, EXCLUDED.head_sha, EXCLUDED.head_ref, EXCLUDED.base_ref, EXCLUDED.author_id)
          IS DISTINCT FROM
          (known.state, known.draft, known.head_sha, known.head_ref, known.base_ref, known.author_id))`;
}

async function savePush(db: Db | Tx, head: Head, pusher: AccountName, at: Date): Promise<void> {
  await db.$executeRaw`
    WITH pusher AS (
      INSERT INTO account (id, login, type, created_at, updated_at)
      VALUES (${BigInt(pusher.id)}, ${pusher.login}, ${pusher.type}, ${at}::timestamptz, ${at}::timestamptz)
      ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO head_push (repository_id, head_sha, pusher_id, seen_at)
    VALUES (${BigInt(head.repositoryId)}, ${head.headSha}, ${BigInt(pusher.id)}, ${at}::timestamptz)
    ON CONFLICT DO NOTHING`;
}

function toPullRequest(row: PullRequestModel & { readonly author: AccountModel | null }): PullRequest {
  return {
    repositoryId: repositoryId(toNumber(row.repositoryId)),
    number: row.number,
    state: State.parse(row.state),
    draft: row.draft,
    headSha: row.headSha,
    headRef: row.headRef,
    baseRef: row.baseRef,
    author: row.author && toAccountName(row.author),
    githubUpdatedAt: row.githubUpdatedAt,
  };
}
