import type { AccountId, DecisionId, RepositoryId } from "../ids.ts";
import type { AccessDecided } from "./access-gate.ts";
import type { StoredDecision } from "./verdicts.ts";

export interface LogPlace {
  readonly epoch: number;
  readonly seq: number;
}

interface EntryOf<Type extends string, Stored> extends LogPlace {
  readonly type: Type;
  /** The exact canonical JSON that was hashed. */
  readonly body: string;
  /** Null where nothing is stored. */
  readonly decision: Stored | null;
}

/** The entry of a decision on a head or a merge group, and what is stored of it. */
export type HeadDecidedEntry = EntryOf<"gate.decided", StoredDecision>;

/** What a decision on somebody's access rests on: as long as it is kept, and null then. */
export type StoredAccessDecision = Pick<AccessDecided, "id" | "verdictSha256" | "factsSha256" | "facts" | "tree">;
export type AccessDecidedEntry = EntryOf<"access.decided", StoredAccessDecision>;

/** An entry of the log that can be decided again. */
export type DecidedEntry = HeadDecidedEntry | AccessDecidedEntry;

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
  /** Of how many decisions, on heads and on access, the log says that their facts were erased or purged. */
  countLoggedErasures(): Promise<number>;
}
