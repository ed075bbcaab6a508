import type { ErasedPart, Traces } from "../../domain/stores/erasure.ts";
import type { Tx } from "../client.ts";

/** No account has this id: it keeps the place of those that were told, so that each hook is told that they are no more. */
const NOBODY = 0n;

/** Of whom a hook was told stays our random id, by which it knows them too. */
export async function eraseHookTold(tx: Tx, { people }: Traces): Promise<readonly ErasedPart[]> {
  const count = await tx.$executeRaw`
    UPDATE hook_told SET
      accounts = CASE WHEN cardinality(accounts) > 0 THEN ARRAY[${NOBODY}::bigint] ELSE accounts END,
      message_accounts =
        CASE WHEN cardinality(message_accounts) > 0 THEN ARRAY[${NOBODY}::bigint] ELSE message_accounts END
    WHERE person_id = ANY (${[...people]}::uuid[])`;
  return [{ place: "hook_told.accounts", how: "replaced", count }];
}
