import type { AccountId, DecisionId, RepositoryId } from "../ids.ts";
import type { StoredDecision } from "./verdicts.ts";

export interface LogPlace {
  readonly epoch: number;
  readonly seq: number;
}

/** A `gate.decided` entry of the log, and what is stored of the decision; null where nothing is. */
export interface DecidedEntry extends LogPlace {
  /** The exact canonical JSON that was hashed. */
  readonly body: string;
  readonly decision: StoredDecision | null;
}

/** Whom and what a decision of the past was about. Of the last three each is left out where it does not matter. */
export interface DecidedAbout {
  readonly accounts: readonly AccountId[];
  readonly at: Date;
  readonly repositoryId?: RepositoryId | undefined;
  readonly number?: number | undefined;
  readonly headSha?: string | undefined;
}

/** What decisions can be made again from. */
export interface DecidedStore {
  /** Those with a higher place than `after`, lowest first; from the first on, if it is null. */
  list(range: { readonly after: LogPlace | null; readonly limit: number }): Promise<readonly DecidedEntry[]>;
  find(id: DecisionId): Promise<DecidedEntry | null>;
  /** Of each pull request the decision that stood at that time, newest first; erased ones cannot be found by whom they are about. */
  stoodAt(about: DecidedAbout, limit: number): Promise<readonly StoredDecision[]>;
  /** Decisions that stand in no entry and wait for no place: nobody made them by the product. */
  withoutEntry(limit: number): Promise<readonly DecisionId[]>;
  /** Of how many decisions the log says that their facts were erased or purged. */
  countLoggedErasures(): Promise<number>;
}
