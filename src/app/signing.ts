import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { createAnchor } from "../anchor.ts";
import type { Config } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { CheckpointKeys, Keys } from "../keys.ts";
import type { SigningKeys } from "../pipeline/log/deps.ts";
import type { Beat } from "../pipeline/log/heartbeat.ts";
import { describeProblem, type LogProblem } from "../pipeline/log/problem.ts";
import { createSigner, type Signed, type Signer } from "../pipeline/log/signer.ts";
import { entriesOf, instanceIdOf } from "./records.ts";
import type { Deps, Storage } from "./storage.ts";

const PAUSE_MS = 1_000;
/** What was refused is refused again until somebody has mended it. */
const PAUSE_AFTER_REFUSAL_MS = 60_000;

export function signingKeysOf({ checkpointKey, previousCheckpointKey }: CheckpointKeys): SigningKeys {
  return { current: checkpointKey, ...(previousCheckpointKey && { previous: previousCheckpointKey }) };
}

/** The first key's, whichever signs now: names in the log are to stay the same when a key is changed. */
export async function instanceKeyOf({ settings }: Pick<OutsideStores, "settings">, keys: Keys): Promise<Uint8Array> {
  const stored = await settings.once("instance-key", () => Buffer.from(keys.instanceKey).toString("base64"));
  return new Uint8Array(Buffer.from(stored, "base64"));
}

export function tellBeat(beat: Beat, log: Logger): void {
  if (beat.kind === "beaten") return;
  if (beat.problem) log.error({ problem: beat.problem }, `The gate log is not whole: ${describeProblem(beat.problem)}`);
  else log.info({ entries: beat.entries }, "all of the gate log was checked");
}

interface SigningParts extends Pick<Deps, "version" | "log"> {
  readonly storage: Storage;
  readonly keys: CheckpointKeys;
  readonly clock: Clock;
}

export async function signerOn(config: Config, { storage, keys, clock, version, log }: SigningParts): Promise<Signer> {
  const { stores, transact } = storage;
  const { anchor, host } = config.gateLog;
  return createSigner({
    stores,
    transact,
    entries: await entriesOf(storage, version),
    clock,
    keys: signingKeysOf(keys),
    host: host ?? (await instanceIdOf(stores)),
    anchor: anchor ? createAnchor(anchor) : null,
    tellCut: (cut) =>
      log.error(
        cut,
        "The gate log was cut, or restored from a backup: CHECKPOINT_ANCHOR knows more of it. Another log was opened, and entries go there",
      ),
  });
}

/** Signs while the process lives: at start, and whenever it is due. Whatever goes wrong, the gate goes on. */
export function startSigning(signer: Signer, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let told: string | null = null;

  /** Each refusal once, in words, until signing goes on. */
  function tell(problem: LogProblem | null): void {
    const text = problem && describeProblem(problem);
    if (text !== null && text !== told) log.error({ problem }, `Nothing is signed: ${text}`);
    if (text === null && told !== null) log.info("the gate log is signed again");
    told = text;
  }

  async function once(sign: () => Promise<Signed | null>): Promise<number> {
    try {
      const signed = await sign();
      if (signed) tell(signed.kind === "refused" ? signed.problem : null);
      return signed?.kind === "refused" ? PAUSE_AFTER_REFUSAL_MS : PAUSE_MS;
    } catch (error) {
      log.error({ err: error }, "the gate log could not be signed; it is tried again");
      return PAUSE_AFTER_REFUSAL_MS;
    }
  }

  const running = (async () => {
    let sign = signer.signNow;
    while (!stopping.signal.aborted) {
      const pause = await once(sign);
      sign = signer.signIfDue as typeof sign;
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
