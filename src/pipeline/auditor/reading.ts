import type { OrgId, PersonId, RepositoryId } from "../../domain/ids.ts";
import type { LoggedEntry } from "../../domain/stores/verdicts.ts";
import type { CoverageLook, EntryPlace, LogAsked, Scope } from "./port.ts";

/** Entries of one type; of what people finished, of one course each. */
export interface TypeCount {
  readonly type: string;
  readonly course: string | null;
  readonly count: number;
  /** Of decisions: those that were in force. */
  readonly enforced: number;
  readonly newestAt: Date;
}

/** What a search means, in ids. */
export interface EntryQuery extends Scope, Pick<LogAsked, "type" | "outcome" | "enforced" | "seq" | "from"> {
  readonly person: PersonId | null;
  readonly repositories: readonly RepositoryId[] | null;
  readonly limit: number;
}

/** What proves who a random id is. */
export interface Disclosure {
  readonly person: PersonId;
  readonly salt: Uint8Array;
  /** Canonical JSON, as it was committed to. */
  readonly identity: string;
}

/**
 * What the database answers for these pages alone. An organisation sees its own entries and those of the whole instance.
 * Nothing here writes.
 */
export interface AuditReading {
  /** Of entries that occurred in the period. */
  counts(scope: Scope): Promise<readonly TypeCount[]>;
  /** Newest first, or after a place the oldest first, by when they were recorded. */
  search(query: EntryQuery): Promise<readonly LoggedEntry[]>;
  find(org: OrgId, place: EntryPlace): Promise<LoggedEntry | null>;
  neighbours(
    org: OrgId,
    place: EntryPlace,
  ): Promise<{ readonly older: EntryPlace | null; readonly newer: EntryPlace | null }>;
  /** By `owner/name` or by the name alone. */
  repositoriesNamed(org: OrgId, name: string): Promise<readonly RepositoryId[]>;
  repositoryNames(ids: readonly RepositoryId[]): Promise<ReadonlyMap<RepositoryId, string>>;
  /** Of these people those who were not erased. */
  disclosures(people: readonly PersonId[]): Promise<readonly Disclosure[]>;
  /** In the order of time. */
  coverageLooks(scope: Scope): Promise<readonly CoverageLook[]>;
}
