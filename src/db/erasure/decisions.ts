import { type DecisionId, decisionId } from "../../domain/ids.ts";
import type { Erased, Traces } from "../../domain/stores/erasure.ts";
import type { Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { type HeadRow, toHead } from "../rows.ts";
import { patternOf } from "./words.ts";

/**
 * A decision with them in it loses facts and reasons whole: without one of its people nobody could decide it again, and
 * who is left out of a list is told by the rest. What was decided stays, and the log commits to what it rested on.
 *
 * A head that rests on such a decision is decided anew at its next look; the digests of the last one go, since they are
 * over ids that can be guessed.
 */
export async function eraseDecisions(
  tx: Tx,
  traces: Traces,
): Promise<Pick<Erased, "heads"> & { readonly decisions: readonly DecisionId[] }> {
  const erased = await tx.$queryRaw<{ id: string }[]>`
    UPDATE decision SET facts = NULL, tree = NULL, facts_salt = NULL, facts_digests = NULL
    WHERE (facts IS NOT NULL OR tree IS NOT NULL) AND (${isAbout(traces)} OR ${isSaid(traces)})
    RETURNING id`;
  const ids = erased.map(({ id }) => id);
  const heads = await tx.$queryRaw<(HeadRow & { readonly isOpen: boolean })[]>`
    UPDATE head SET verdict_sha256 = NULL, shown_sha256 = NULL WHERE decision_id = ANY (${ids}::text[])
    RETURNING repository_id AS "repositoryId", head_sha AS "headSha", EXISTS (
      SELECT FROM pull_request AS pull WHERE pull.repository_id = head.repository_id
        AND pull.head_sha = head.head_sha AND pull.state = 'open') AS "isOpen"`;
  return { decisions: ids.map(decisionId), heads: heads.filter(({ isOpen }) => isOpen).map(toHead) };
}

/** By the ids of their accounts, wherever facts hold one. */
function isAbout({ accounts }: Traces): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM (
      SELECT jsonb_path_query(facts, '$.people[*].account') AS id
      UNION ALL SELECT jsonb_path_query(facts, '$.pushers[*]')
      UNION ALL SELECT jsonb_path_query(facts, '$.pullRequests[*].author')
      UNION ALL SELECT jsonb_path_query(facts, '$.pullRequests[*].backing.**')
      UNION ALL SELECT jsonb_path_query(tree, '$.**.account')
    ) AS told
    WHERE CASE WHEN jsonb_typeof(id) = 'number' THEN id::numeric = ANY (${accounts.map(BigInt)}::numeric[]) END)`;
}

/** By a word of theirs, where a text is not the policy's or a course's: what git wrote, branches and paths. */
function isSaid(traces: Traces): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM (
      SELECT jsonb_path_query(tree, '$.**.login') AS said
      UNION ALL SELECT jsonb_path_query(tree, '$.findings[*].commits[*].*')
      UNION ALL SELECT jsonb_path_query(tree, '$.modules[*].paths[*]')
      UNION ALL SELECT jsonb_path_query(tree, '$.mergeGroup.baseRef')
      UNION ALL SELECT jsonb_path_query(facts, '$.pullRequests[*].baseRef')
      UNION ALL SELECT jsonb_path_query(facts, '$.touched[*].paths[*]')
    ) AS told
    WHERE said #>> '{}' ~* ${patternOf(traces)})`;
}
