import type { StoredEpoch } from "../../domain/stores/log-tree.ts";
import type { DraftOf } from "../entries.ts";
import { type Compared, hex } from "./compare-anchor.ts";
import type { SigningDeps } from "./deps.ts";
import { hostOf, originOf } from "./origin.ts";
import { placeNow } from "./place-now.ts";

/** The log that entries now go to. The first is opened here; its origin is settled from then on. */
export async function currentEpoch({ stores, transact, clock, host }: SigningDeps): Promise<{
  readonly newest: StoredEpoch;
  readonly epochs: readonly StoredEpoch[];
}> {
  const known = await stores.logTree.epochs();
  const first = { epoch: 1, origin: originOf(host, 1), openedAt: clock() };
  if (known.length === 0) await transact((inside) => inside.logTree.saveEpoch(first));
  const epochs = known.length === 0 ? await stores.logTree.epochs() : known;
  return { newest: epochs.at(-1) ?? first, epochs };
}

/**
 * Nothing is signed in `newest` again. Entries that wait, and all later ones, go to a log of its own, whose first entry
 * says which one it follows and why. Done once, whichever process comes first.
 */
export async function openEpoch(
  { newest, conflict }: { readonly newest: StoredEpoch; readonly conflict: Extract<Compared, { kind: "conflict" }> },
  deps: SigningDeps,
): Promise<void> {
  const now = deps.clock();
  await deps.transact(async (stores) => {
    const last = await stores.logTree.lockSigning(newest.epoch);
    const epochs = await stores.logTree.epochs();
    if (epochs.at(-1)?.epoch !== newest.epoch) return;
    const epoch = Math.max(newest.epoch, conflict.anchor.epoch) + 1;
    const origin = originOf(hostOf(epochs, deps.host), epoch);
    const draft = deps.entries.draft<DraftOf<"epoch.opened">>(now, {
      type: "epoch.opened",
      actor: { kind: "app" },
      source: { kind: "timer" },
      cause: conflict.cause,
      previous: {
        epoch: newest.epoch,
        entries: await stores.log.size(newest.epoch),
        ...(last && { checkpoint: { size: last.size, root_sha256: hex(last.root) } }),
        anchor: conflict.anchor,
      },
    });
    await stores.logTree.saveEpoch({ epoch, origin, openedAt: now });
    await placeNow(stores.logTree, draft, now);
  });
}
