import { inBatches } from "./batches.ts";
import type { Leaf, Sources } from "./sources.ts";

/** What became of a waiver that somebody asked for. */
export interface WaiverLife {
  readonly requested: Leaf<"waiver.requested">;
  readonly granted: Leaf<"waiver.granted"> | null;
  readonly ended: Leaf<"waiver.declined" | "waiver.revoked"> | null;
}

export type WaiverSources = Pick<Sources, "entries" | "asOf">;

const BATCH = 200;

/** Every waiver, in the order in which they were asked for. */
export async function* waiverLives({ entries }: WaiverSources): AsyncIterable<WaiverLife> {
  for await (const asked of inBatches(entries.of(["waiver.requested"]), BATCH)) {
    const ids = asked.map(({ entry }) => entry.waiver_id);
    const granted = byWaiver(await entries.about(["waiver.granted"], "waiver_id", ids));
    const ended = byWaiver(await entries.about(["waiver.declined", "waiver.revoked"], "waiver_id", ids));
    for (const requested of asked) {
      const id = requested.entry.waiver_id;
      yield { requested, granted: granted.get(id) ?? null, ended: ended.get(id) ?? null };
    }
  }
}

function byWaiver<One extends { readonly entry: { readonly waiver_id: string } }>(
  leaves: readonly One[],
): ReadonlyMap<string, One> {
  return new Map(leaves.map((leaf) => [leaf.entry.waiver_id, leaf]));
}
