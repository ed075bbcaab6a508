import type { ErasedPart, Traces } from "../../domain/stores/erasure.ts";
import { IS_LOGGED } from "../access/decisions.ts";
import type { Tx } from "../client.ts";

/**
 * A decision on their access loses all that it rested on, and whose it was; that it was made stays, since the log commits
 * to it. `logged`: in how many of those of which the log has an entry facts went.
 */
export async function eraseAccessDecisions(
  tx: Tx,
  { accounts }: Traces,
): Promise<{ readonly parts: readonly ErasedPart[]; readonly logged: number }> {
  const rows = await tx.$queryRaw<{ logged: boolean }[]>`
    WITH own AS (
      SELECT id, ${IS_LOGGED} AS logged FROM access_decision
      WHERE account_id = ANY (${accounts.map(BigInt)}::bigint[]) FOR UPDATE)
    UPDATE access_decision SET facts = NULL, tree = NULL, account_id = NULL
    FROM own WHERE own.id = access_decision.id RETURNING own.logged`;
  return {
    parts: [{ place: "access_decision.facts", how: "emptied", count: rows.length }],
    logged: rows.filter(({ logged }) => logged).length,
  };
}
