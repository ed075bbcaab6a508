import type { AccountId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";

export interface GateVersion {
  readonly id: number;
  readonly at: Date;
  /** Who wrote it; null where GitHub does not tell. */
  readonly by: AccountId | null;
  readonly enforced: boolean;
}

export interface GateHistory {
  readonly rulesetId: number;
  /** Oldest first. */
  readonly versions: readonly GateVersion[];
}

export interface GateHistoryReader {
  /**
   * What became of the organisation's ruleset of our name since the version that `after` answers for it; the newest
   * version alone where it answers null. Null if there is none, or it may not be read.
   */
  readGateHistory(
    installation: Installation,
    after: (rulesetId: number) => Promise<number | null>,
  ): Promise<GateHistory | null>;
}
