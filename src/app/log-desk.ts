import type { Config } from "../config.ts";
import { readIdentities } from "../db/evidence/identities.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import { identitiesPack } from "../evidence/identities.ts";
import { logPack, type PackedLog } from "../evidence/log-pack.ts";
import type { Pack } from "../evidence/pack.ts";
import { openNote, vkeyOf } from "../gatelog/note.ts";
import { loadCheckpointKeys } from "../keys.ts";
import { listVkeys } from "../pipeline/anchors/vkeys.ts";
import { proveInLog } from "../pipeline/auditor/prove.ts";
import type { SigningKeys } from "../pipeline/log/deps.ts";
import { noteKeysOf } from "../pipeline/log/origin.ts";
import { describeProblem } from "../pipeline/log/problem.ts";
import type { Signed } from "../pipeline/log/signer.ts";
import { stampNewest } from "./anchors.ts";
import { allPlaced, onRecords, openRecords } from "./records.ts";
import { signerOn, signingKeysOf } from "./signing.ts";
import type { Deps, Storage } from "./storage.ts";

/** What the command line does with the gate log, with or without a server beside it. */
export interface LogDesk {
  readonly stores: Pick<OutsideStores, "log" | "logTree">;
  /** Signs all that was written before it was asked. */
  sign(): Promise<Signed>;
  /** Why it is not signed, in words. */
  readonly describeProblem: typeof describeProblem;
  vkeys(): Promise<readonly string[]>;
  /** All epochs, each up to its newest checkpoint; null before the first. */
  pack(): Promise<Pack | null>;
  /** A `tlog-proof`; null where no checkpoint covers that entry. */
  prove(place: { readonly epoch: number; readonly seq: number }): Promise<string | null>;
  close(): Promise<void>;
}

export async function openLog(config: Config, deps: Deps): Promise<LogDesk> {
  const given = await loadCheckpointKeys(config.keys);
  const keys = signingKeysOf(given);
  return onRecords(await openRecords(config, deps), async (records) => {
    const { storage, clock, close } = records;
    const { stores } = storage;
    const signer = await signerOn(config, { ...deps, storage, keys: given, clock });
    return {
      stores,
      async sign() {
        await allPlaced(stores);
        return signer.signNow();
      },
      describeProblem,
      vkeys: () => listVkeys(stores, keys),
      async pack() {
        await stampNewest(config, { stores, clock, log: deps.log });
        return packOf(storage, keys, [identitiesPack(readIdentities(storage.db))]);
      },
      prove: (place) => proveInLog(stores, place),
      close,
    };
  });
}

/** Everything that was signed, and `others` beside it; null before the first checkpoint. */
export async function packOf(
  { stores, readBundles }: Storage,
  keys: SigningKeys,
  others: readonly Pack[] = [],
): Promise<Pack | null> {
  const logs: PackedLog[] = [];
  for (const { epoch, origin } of await stores.logTree.epochs()) {
    const checkpoint = await stores.logTree.latest(epoch);
    if (checkpoint) logs.push({ ...checkpoint, vkeys: vkeysOn(checkpoint.note, origin, keys) });
  }
  return logs.length === 0 ? null : logPack({ logs, readBundles, tiles: stores.logTree.tiles, others });
}

/** Of the keys here, those that have signed it. */
function vkeysOn(note: string, origin: string, keys: SigningKeys): readonly string[] {
  const opened = openNote(note, noteKeysOf(origin, keys));
  return opened.ok ? opened.signedBy.map(({ publicKey }) => vkeyOf(origin, publicKey)) : [];
}
