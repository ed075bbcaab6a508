import type { KeyObject } from "node:crypto";
import type { Clock } from "../../domain/clock.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Entries } from "../entries.ts";
import type { CheckpointAnchor } from "./anchor.ts";

export interface SigningKeys {
  /** Ed25519. */
  readonly current: KeyObject;
  /** The one before, while it is still known. */
  readonly previous?: KeyObject;
}

export interface Cut {
  /** The log in which nothing is signed again. */
  readonly epoch: number;
  readonly cause: string;
  /** How much of it was signed once, by what stands outside. */
  readonly anchoredSize: number;
  readonly anchoredEpoch: number;
}

export interface SigningDeps {
  readonly stores: Pick<OutsideStores, "log" | "logTree">;
  readonly transact: Transact;
  readonly entries: Pick<Entries, "draft">;
  readonly clock: Clock;
  readonly keys: SigningKeys;
  /** What origins begin with, for a log that has none yet: a host, or the installation's id. */
  readonly host: string;
  /** Null where none is set. */
  readonly anchor: CheckpointAnchor | null;
  /** Told where a log was found to be cut or restored, and another one was opened. */
  readonly tellCut: (cut: Cut) => void;
}
