import type { ErasedPart, Traces } from "../../domain/stores/erasure.ts";
import type { Tx } from "../client.ts";
import { patternOf } from "./words.ts";

/**
 * The queue's own table. A job that waits to record a merge does it without saying who merged; of one that is done, or
 * that failed, the message goes. What is told by words here is told by an id in the log.
 */
export async function eraseJobs(tx: Tx, traces: Traces): Promise<readonly ErasedPart[]> {
  const accounts = traces.accounts.map(BigInt);
  const pattern = patternOf(traces);
  const mergers = await tx.$executeRaw`
    UPDATE pgboss.job SET data = jsonb_set(data, '{mergedById}', 'null')
    WHERE jsonb_typeof(data -> 'mergedById') = 'number' AND (data ->> 'mergedById')::bigint = ANY (${accounts}::bigint[])`;
  const outputs = await tx.$executeRaw`
    UPDATE pgboss.job SET output = NULL WHERE output IS NOT NULL AND output::text ~* ${pattern}`;
  // Looks at what they may have, done or to come: there is nothing left to look at.
  const looks = await tx.$executeRaw`
    DELETE FROM pgboss.job
    WHERE jsonb_typeof(data -> 'accountId') = 'number' AND (data ->> 'accountId')::bigint = ANY (${accounts}::bigint[])
      AND state <> 'active'`;
  return [
    { place: "pgboss.job", how: "deleted", count: looks },
    { place: "pgboss.job.data", how: "emptied", count: mergers },
    { place: "pgboss.job.output", how: "emptied", count: outputs },
  ];
}
