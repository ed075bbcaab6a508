import type { AccountId, OrgId, PersonId } from "../ids.ts";
import type { Head } from "../subject.ts";

/** All by which somebody can be recognised in what is kept. Words in lower case. */
export interface Traces {
  /** The person, and those of the roster who turned out to be the same. */
  readonly people: readonly PersonId[];
  readonly accounts: readonly AccountId[];
  readonly logins: readonly string[];
  readonly emails: readonly string[];
  /** As signed, as git has them, and as the roster has them. */
  readonly names: readonly string[];
}

/** What one place lost: rows that went, or rows in which something was emptied or replaced. */
export interface ErasedPart {
  /** As `table` or `table.column`. */
  readonly place: string;
  readonly how: "deleted" | "emptied" | "replaced";
  readonly count: number;
}

export interface Erased {
  readonly parts: readonly ErasedPart[];
  /** In how many of those of the log facts went. */
  readonly decisions: number;
  /** Open, and without the reasons of their verdict now. */
  readonly heads: readonly Head[];
}

export interface Erasure {
  readonly subject: PersonId;
  readonly basis: "request" | "retention" | "other";
  readonly salt: Uint8Array;
  readonly reason: string;
  readonly erasedBy: PersonId;
  readonly erasedAt: Date;
}

export interface ErasureStore {
  /** Every word and id under which they stand anywhere; no people, if there is no such person. */
  tracesOf(person: PersonId): Promise<Traces>;
  /** Open ones to which they are assigned or which they approve, as `owner/name#number`: a look at one tells of them. */
  openPullsBacked(traces: Traces): Promise<readonly string[]>;
  /** Installations on accounts of their own. */
  ownInstallations(traces: Traces): Promise<readonly OrgId[]>;
  /** Takes them out of every table but the log, where only their random id stands. Long: scans what it has to. */
  erase(traces: Traces): Promise<Erased>;
  /** A version that is not in force; replaying what was decided by it says that it was erased. */
  erasePolicy(digest: string): Promise<void>;
  listPolicyDigests(): Promise<readonly string[]>;
  record(erasure: Erasure): Promise<void>;
}
