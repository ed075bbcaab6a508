import type { Clock } from "../../domain/clock.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { StoredCheckpoint } from "../../domain/stores/log-tree.ts";
import { TimestampError, type Timestamping } from "./timestamping.ts";

export interface StampDeps {
  readonly stores: Pick<OutsideStores, "logTree" | "anchors">;
  readonly timestamping: Timestamping;
  readonly clock: Clock;
}

/**
 * One timestamp for each day in UTC: on the newest checkpoint, at the first look of the day that finds one. Each covers
 * all that the log held before it. Throws a `TimestampError` where there is none, and the next look tries again.
 */
export async function stampDaily(deps: StampDeps): Promise<void> {
  const { doneAt } = (await deps.stores.anchors.find("timestamp")) ?? { doneAt: null };
  if (doneAt && dayOf(doneAt) === dayOf(deps.clock())) return;
  const checkpoint = await deps.stores.logTree.latest();
  if (checkpoint) await stampCheckpoint(checkpoint, deps);
}

/** Once only: one that has a timestamp keeps it. Throws a `TimestampError`. */
export async function stampCheckpoint(
  { epoch, size, note, tsr }: Omit<StoredCheckpoint, "root" | "createdAt" | "tsrAt">,
  { stores, timestamping, clock }: StampDeps,
): Promise<void> {
  if (tsr) return;
  try {
    const { response, at } = await timestamping.stamp(Buffer.from(note, "utf8"));
    await stores.logTree.stamp({ epoch, size }, response, at);
    await stores.anchors.done("timestamp", { at: clock() });
  } catch (error) {
    if (error instanceof TimestampError)
      await stores.anchors.failed("timestamp", { at: clock(), problem: String(error.detail.reason) });
    throw error;
  }
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
