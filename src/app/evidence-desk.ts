import type { Config } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Pack } from "../evidence/pack.ts";
import { loadFiles } from "../files.ts";
import { loadCheckpointKeys } from "../keys.ts";
import { describeProblem } from "../pipeline/log/problem.ts";
import { stampNewest } from "./anchors.ts";
import { type DrawAsked, drawEvidence, type ExportAsked, exportEvidence } from "./evidence.ts";
import { allPlaced, entriesOf, instanceIdOf, onRecords, openRecords } from "./records.ts";
import { signerOn, signingKeysOf } from "./signing.ts";
import type { Deps } from "./storage.ts";

/** What the command line takes evidence from: the records of this installation, with or without a server beside it. */
export interface EvidenceDesk {
  readonly stores: OutsideStores;
  readonly now: Clock;
  export(asked: ExportAsked): Pack;
  sample(asked: DrawAsked): Pack;
  close(): Promise<void>;
}

/** On the database that is there, or the embedded one. */
export async function openEvidence(config: Config, deps: Deps): Promise<EvidenceDesk> {
  const files = await loadFiles(config);
  const keys = await loadCheckpointKeys(config.keys);
  return onRecords(await openRecords(config, deps), async (records) => {
    const { storage, clock, close } = records;
    const { version } = deps;
    const signer = await signerOn(config, { ...deps, storage, keys, clock });
    const parts = {
      storage,
      clock,
      files,
      keys: signingKeysOf(keys),
      instance: await instanceIdOf(storage.stores),
      version,
      entries: await entriesOf(storage, version),
      by: "cli",
      async sign() {
        await allPlaced(storage.stores);
        const signed = await signer.signNow();
        if (signed.kind === "refused") deps.log.error(REFUSED + describeProblem(signed.problem));
        await stampNewest(config, { stores: storage.stores, clock, log: deps.log });
      },
    } as const;
    return {
      stores: storage.stores,
      now: clock,
      export: (asked) => exportEvidence(asked, parts),
      sample: (asked) => drawEvidence(asked, parts),
      close,
    };
  });
}

const REFUSED = "Nothing new is signed, and what was written since the last checkpoint is not in this export: ";
