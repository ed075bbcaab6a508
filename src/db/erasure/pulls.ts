import type { ErasedPart, Traces } from "../../domain/stores/erasure.ts";
import { ERASED } from "../../domain/traces.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { patternOf } from "./words.ts";

/** Those of which a look at GitHub tells them again. */
export async function listOpenBacked(db: Db | Tx, traces: Traces): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ place: string }[]>`
    SELECT repository.owner || '/' || repository.name || '#' || number AS place
    FROM pull_request JOIN repository ON repository.id = repository_id
    WHERE state = 'open' AND repository.removed_at IS NULL AND ${isBackedBy(traces)} ORDER BY place`;
  return rows.map(({ place }) => place);
}

function isBackedBy({ accounts, logins }: Traces): Prisma.Sql {
  return Prisma.sql`backing IS NOT NULL AND EXISTS (
    SELECT FROM jsonb_path_query(backing, '$.**') AS said
    WHERE CASE WHEN jsonb_typeof(said) = 'number' THEN said::numeric = ANY (${accounts.map(BigInt)}::numeric[])
      WHEN jsonb_typeof(said) = 'string' THEN lower(said #>> '{}') = ANY (${[...logins]}::text[]) END)`;
}

/**
 * Commits and who stands behind a pull request are read from GitHub again where they are needed, so rows with them go
 * whole. People name branches for themselves; the default branch is the repository's own, whatever it is called.
 */
export async function erasePulls(tx: Tx, traces: Traces): Promise<readonly ErasedPart[]> {
  const accounts = traces.accounts.map(BigInt);
  const pattern = patternOf(traces);
  const words = [...traces.emails, ...traces.names, ...traces.logins];
  const ranges = await tx.$executeRaw`
    DELETE FROM commit_range WHERE base_ref ~* ${pattern} AND NOT EXISTS (
      SELECT FROM repository WHERE id = repository_id AND default_branch = base_ref)
    OR EXISTS (
      SELECT FROM (
        SELECT jsonb_path_query(commits, '$[*].author') AS who
        UNION ALL SELECT jsonb_path_query(commits, '$[*].coAuthors[*]')
      ) AS told
      WHERE (who #>> '{account,id}')::bigint = ANY (${accounts}::bigint[])
        OR lower(who ->> 'email') = ANY (${words}::text[]) OR lower(who ->> 'name') = ANY (${words}::text[])
        OR lower(who #>> '{account,login}') = ANY (${words}::text[]))`;
  const backing = await tx.$executeRaw`
    UPDATE pull_request SET backing = NULL, backing_read_at = NULL, backing_told_at = NULL
    WHERE ${isBackedBy(traces)}`;
  const heads = await tx.$executeRaw`
    UPDATE pull_request SET head_ref = regexp_replace(head_ref, ${pattern}, ${ERASED}, 'gi')
    FROM repository WHERE repository.id = repository_id AND head_ref ~* ${pattern} AND head_ref <> default_branch`;
  const bases = await tx.$executeRaw`
    UPDATE pull_request SET base_ref = regexp_replace(base_ref, ${pattern}, ${ERASED}, 'gi')
    FROM repository WHERE repository.id = repository_id AND base_ref ~* ${pattern} AND base_ref <> default_branch
      AND state <> 'open'`;
  return [
    { place: "commit_range", how: "deleted", count: ranges },
    { place: "pull_request.backing", how: "emptied", count: backing },
    { place: "pull_request.head_ref", how: "replaced", count: heads },
    { place: "pull_request.base_ref", how: "replaced", count: bases },
  ];
}
