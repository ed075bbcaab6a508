import type { OrgId } from "../ids.ts";

/** The version of a ruleset of ours that was looked at last. */
export interface WatchedGate {
  readonly rulesetId: number;
  readonly orgId: OrgId;
  readonly versionId: number;
  readonly enforced: boolean;
}

export interface PauseStore {
  findWatched(rulesetId: number): Promise<WatchedGate | null>;
  /** As above, and nobody else may change it before the transaction ends. */
  lockWatched(rulesetId: number): Promise<WatchedGate | null>;
  saveWatched(gate: WatchedGate): Promise<void>;
  begin(gate: WatchedGate, at: Date): Promise<void>;
  /** Answers when the pause began that ends here. */
  end(gate: WatchedGate, at: Date): Promise<Date | null>;
  isPaused(org: OrgId, at: Date): Promise<boolean>;
}
