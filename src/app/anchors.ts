import type { Logger } from "pino";
import type { Config } from "../config.ts";
import type { Clock } from "../domain/clock.ts";
import { GateError } from "../domain/errors.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { LogSeen } from "../gate/coverage-log.ts";
import { createMailer } from "../mail/smtp.ts";
import { mailCheckpoint } from "../pipeline/anchors/mail-checkpoint.ts";
import { observeLog } from "../pipeline/anchors/observe-log.ts";
import { type StampDeps, stampCheckpoint, stampDaily } from "../pipeline/anchors/stamp.ts";
import { TimestampError } from "../pipeline/anchors/timestamping.ts";
import { listVkeys } from "../pipeline/anchors/vkeys.ts";
import type { SigningKeys } from "../pipeline/log/deps.ts";
import { createTimestamping } from "../timestamp/authority.ts";
import type { PublicLog } from "../web/deps.ts";

export interface Anchors {
  /** Each does nothing where it is not set up, or nothing is due. */
  stamp(): Promise<void>;
  mail(): Promise<void>;
  seeLog(): Promise<LogSeen>;
  readonly publicLog: PublicLog;
}

export interface AnchorDeps {
  readonly stores: OutsideStores;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What carries the log's checkpoints out of reach of whoever runs this server, as far as it is set up. */
export function anchorsOn(
  config: Config,
  { keys, ...deps }: AnchorDeps & { readonly keys: SigningKeys; readonly baseUrl: string },
): Anchors {
  const { stores, clock, log, baseUrl } = deps;
  const stamping = stampingOn(config, deps);
  const vkeys = () => listVkeys(stores, keys);
  const { mail, gateLog } = config;
  const to = mail?.checkpointTo ?? [];
  return {
    stamp: async () => {
      if (stamping) await warned(log, stampDaily(stamping));
    },
    mail: async () => {
      if (!mail || to.length === 0) return;
      await warned(log, mailCheckpoint({ stores, mailer: createMailer(mail), to, vkeys, baseUrl, clock }));
    },
    seeLog: () => {
      const anchors = { anchor: gateLog.anchor !== undefined, timestamps: stamping !== null, mail: to.length > 0 };
      return observeLog({ stores, clock, anchors });
    },
    publicLog: { checkpoint: async () => (await stores.logTree.latest())?.note ?? null, vkeys },
  };
}

/**
 * For what is about to be handed out: the newest checkpoint gets its timestamp, if an authority is set up and it has none.
 * One that does not answer is told of, and keeps nothing back. Never inside a transaction.
 */
export async function stampNewest(config: Config, deps: AnchorDeps): Promise<void> {
  const stamping = stampingOn(config, deps);
  const newest = await deps.stores.logTree.latest();
  if (!stamping || !newest) return;
  try {
    await stampCheckpoint(newest, stamping);
  } catch (error) {
    if (!(error instanceof TimestampError)) throw error;
    deps.log.warn(error.detail, error.message);
  }
}

function stampingOn({ tsaUrl }: Config, { stores, clock }: AnchorDeps): StampDeps | null {
  return tsaUrl === undefined ? null : { stores, clock, timestamping: createTimestamping({ url: tsaUrl, clock }) };
}

/** A failure is tried again by the queue; whoever looks after the server is told each time. */
async function warned(log: Logger, sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    if (error instanceof GateError) log.warn(error.detail, error.message);
    throw error;
  }
}
