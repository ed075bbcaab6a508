import type { PullRequest } from "../../domain/pull-request.ts";
import type { SeenPush, ToldHead } from "../../domain/stores/github-state.ts";
import type { Db, Tx } from "../client.ts";
import { type HeadRow, toHead } from "../rows.ts";

interface Look {
  readonly read: boolean;
  readonly at?: Date;
}

/** In the order given: of one pull request the later look is written after the earlier one. */
export async function observePulls(db: Db | Tx, pulls: readonly PullRequest[], look: Look): Promise<void> {
  for (const turn of turnsOf(pulls)) await observeTurn(db, turn, look);
}

/** One statement can write a row once, so looks at one pull request take turns. Mostly there is one turn. */
function turnsOf(pulls: readonly PullRequest[]): readonly (readonly PullRequest[])[] {
  const turns: PullRequest[][] = [];
  const looks = new Map<string, number>();
  for (const pull of pulls) {
    const key = `${pull.repositoryId}:${pull.number}`;
    const look = looks.get(key) ?? 0;
    looks.set(key, look + 1);
    const turn = turns[look] ?? [];
    turn.push(pull);
    turns[look] = turn;
  }
  return turns;
}

/**
 * One statement, so that two looks at once are put in order by the rows' locks, and in the order of the keys, so that
 * two of these never wait for each other in a circle. The authors' accounts are made known with it and otherwise left
 * alone: a login is not news here.
 */
async function observeTurn(db: Db | Tx, pulls: readonly PullRequest[], { read, at }: Look): Promise<void> {
  const told = pulls.map(({ author, backing, ...pull }) => ({
    ...pull,
    ...(at === undefined || backing === undefined ? {} : { backing, backingReadAt: at }),
    authorId: author?.id ?? null,
    login: author?.login ?? null,
    type: author?.type ?? null,
  }));
  await db.$executeRaw`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS told (
        "repositoryId" bigint, number int, state text, draft boolean, "headSha" text, "headRef" text, "baseRef" text,
        "authorId" bigint, login text, type text, "githubUpdatedAt" timestamptz, backing jsonb,
        "backingReadAt" timestamptz)
    ), author AS (
      INSERT INTO account (id, login, type, created_at, updated_at)
      SELECT DISTINCT ON ("authorId") "authorId", login, type, "githubUpdatedAt", "githubUpdatedAt" FROM told
      WHERE "authorId" IS NOT NULL
      ORDER BY "authorId"
      ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO pull_request AS known
      (repository_id, number, state, draft, head_sha, head_ref, base_ref, author_id, github_updated_at, needs_read,
       backing, backing_read_at)
    SELECT "repositoryId", number, state, draft, "headSha", "headRef", "baseRef", "authorId", "githubUpdatedAt", false,
      backing, "backingReadAt"
    FROM told
    ORDER BY "repositoryId", number
    ON CONFLICT (repository_id, number) DO UPDATE SET
      (state, draft, head_sha, head_ref, base_ref, author_id, github_updated_at, needs_read, backing, backing_read_at) =
      (EXCLUDED.state, EXCLUDED.draft, EXCLUDED.head_sha, EXCLUDED.head_ref, EXCLUDED.base_ref, EXCLUDED.author_id,
       EXCLUDED.github_updated_at, EXCLUDED.github_updated_at = known.github_updated_at AND NOT ${read}::boolean,
       CASE WHEN EXCLUDED.backing IS NULL AND EXCLUDED.github_updated_at = known.github_updated_at
         THEN known.backing ELSE EXCLUDED.backing END,
       coalesce(EXCLUDED.backing_read_at, known.backing_read_at))
    WHERE EXCLUDED.github_updated_at > known.github_updated_at
       OR EXCLUDED.github_updated_at = known.github_updated_at AND (${read}::boolean OR
          (EXCLUDED.state, EXCLUDED.draft, EXCLUDED.head_sha, EXCLUDED.head_ref, EXCLUDED.base_ref, EXCLUDED.author_id)
          IS DISTINCT FROM
          (known.state, known.draft, known.head_sha, known.head_ref, known.base_ref, known.author_id))`;
}

type AddedRow = HeadRow & { readonly hasPull: boolean };

/** What stands whoever else pushed goes first: then `unlessKnown` sees it. */
export async function savePushes(db: Db | Tx, pushes: readonly SeenPush[]): Promise<readonly ToldHead[]> {
  const plain = await addPushes(
    db,
    pushes.filter(({ unlessKnown }) => !unlessKnown),
  );
  const further = await addPushes(
    db,
    pushes.filter(({ unlessKnown }) => unlessKnown),
  );
  return [...plain, ...further];
}

async function addPushes(db: Db | Tx, pushes: readonly SeenPush[]): Promise<readonly ToldHead[]> {
  if (pushes.length === 0) return [];
  const told = pushes.map(({ head, pusher, at, unlessKnown }) => ({ ...head, ...pusher, at, unlessKnown }));
  const rows = await db.$queryRaw<AddedRow[]>`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS told (
        "repositoryId" bigint, "headSha" text, id bigint, login text, type text, at timestamptz, "unlessKnown" boolean)
    ), pusher AS (
      INSERT INTO account (id, login, type, created_at, updated_at)
      SELECT DISTINCT ON (id) id, login, type, at, at FROM told ORDER BY id
      ON CONFLICT (id) DO NOTHING
    ), added AS (
      INSERT INTO head_push (repository_id, head_sha, pusher_id, seen_at)
      SELECT DISTINCT ON ("repositoryId", "headSha", id) "repositoryId", "headSha", id, at FROM told
      WHERE NOT "unlessKnown" OR NOT EXISTS (
        SELECT FROM head_push AS known
        WHERE known.repository_id = told."repositoryId" AND known.head_sha = told."headSha")
      ORDER BY "repositoryId", "headSha", id, at
      ON CONFLICT DO NOTHING
      RETURNING repository_id, head_sha
    )
    SELECT DISTINCT repository_id AS "repositoryId", head_sha AS "headSha", EXISTS (
      SELECT FROM pull_request AS pull
      WHERE pull.repository_id = added.repository_id AND pull.head_sha = added.head_sha) AS "hasPull"
    FROM added`;
  return rows.map((row) => ({ ...toHead(row), hasPull: row.hasPull }));
}
