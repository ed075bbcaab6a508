import { to } from "pg-copy-streams";
import type { ReadBundles, StoredBundle } from "../../domain/stores/log-copy.ts";
import { Connection } from "../connection.ts";
import { type CopiedRow, rowsOf } from "../copied-rows.ts";

const BUNDLE = 256;

/**
 * By `COPY … TO STDOUT`, on a connection of its own. Postgres makes the bundles: a row of the stream is 256 entries, and
 * what is left to do here does not grow with how many those are.
 */
export function createBundleReader(url: string): ReadBundles {
  return async function* ({ epoch, size }) {
    if (size === 0) return;
    const client = new Connection(url);
    await client.connect();
    try {
      let expected = 0;
      for await (const row of rowsOf(client.query(to(copyOf(epoch, size))))) {
        const bundle = toBundle(row);
        if (bundle.index !== expected++) throw new RangeError(`Postgres sent bundle ${bundle.index} out of its order`);
        yield bundle;
      }
    } finally {
      // Of a reader that stopped early, the rest of the stream goes with the connection.
      await client.end();
    }
  };
}

/**
 * COPY takes no parameters. Each bundle is a look of its own into the index, since no plan for all of them at once would
 * know that they come in order, and would sort the whole log.
 */
function copyOf(epoch: number, size: number): string {
  if (![epoch, size].every(Number.isSafeInteger)) throw new RangeError(`No log has epoch ${epoch} and size ${size}`);
  return `COPY (
    SELECT
      bundle.index,
      placed.entries,
      coalesce((SELECT hashes FROM log_tile WHERE epoch = ${epoch} AND level = 0 AND index = bundle.index), placed.hashes)
    FROM generate_series(0::bigint, ${Math.floor((size - 1) / BUNDLE)}) AS bundle (index),
    LATERAL (
      SELECT
        string_agg(substring(int4send(octet_length(body)) FROM 3) || convert_to(body, 'UTF8'), ''::bytea ORDER BY seq) AS entries,
        string_agg(leaf_hash, ''::bytea ORDER BY seq) AS hashes
      FROM log_entry
      WHERE epoch = ${epoch} AND seq >= bundle.index * ${BUNDLE} AND seq < least((bundle.index + 1) * ${BUNDLE}, ${size})
    ) AS placed
  ) TO STDOUT (FORMAT binary)`;
}

/** Where all entries of a bundle are gone, there is nothing to join, which SQL calls null. */
function toBundle([index, entries, hashes]: CopiedRow): StoredBundle {
  const none = new Uint8Array();
  return { index: Number(index?.readBigInt64BE()), entries: entries ?? none, hashes: hashes ?? none };
}
