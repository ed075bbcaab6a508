import type { AccessKind, AccessObservation } from "../access.ts";
import type { OrgId, PersonId, RepositoryId } from "../ids.ts";

/** What an event of GitHub's audit log is about. */
export type GithubLogKind = Exclude<AccessKind, "team"> | "rule" | "override";

/** An event that says something about access, rules or overrides. People by our own ids only. */
export interface GithubLogEvent {
  /** GitHub's id of it, or its digest. */
  readonly key: string;
  readonly action: string;
  readonly kind: GithubLogKind;
  readonly present: boolean;
  readonly role: string | null;
  readonly happenedAt: Date;
  readonly person: PersonId | null;
  readonly actor: PersonId | null;
  readonly repositoryId: RepositoryId | null;
  readonly teamId: number | null;
}

export interface ActionCount {
  readonly action: string;
  /** Known there and here. */
  readonly both: number;
  readonly github: number;
  readonly here: number;
}

/** What came of comparing one file. */
export interface GithubLogSummary {
  readonly events: number;
  /** Brought by an earlier file already. */
  readonly known: number;
  readonly counts: readonly ActionCount[];
  /** By action: events that say nothing of access, of our rules, or of overrides. */
  readonly others: Readonly<Record<string, number>>;
  /** Moments of access that were not known so exactly. */
  readonly filled: number;
}

export interface GithubLogFile {
  readonly id: string;
  readonly orgId: OrgId;
  readonly fileSha256: string;
}

export interface Covered {
  readonly from: Date;
  readonly to: Date;
}

/** A moment of access as GitHub dates it. */
export type DatedAccess = Pick<
  AccessObservation,
  "kind" | "accountId" | "teamId" | "repositoryId" | "role" | "present" | "observedAt"
>;

export interface GithubLogStore {
  /** What came of this file, if it was compared before. */
  findSummary(org: OrgId, fileSha256: string): Promise<(Covered & { readonly summary: GithubLogSummary }) | null>;
  /** Begins to read a file; what an attempt left that broke off is dropped. */
  begin(file: GithubLogFile): Promise<void>;
  /** Keeps events to be compared. Answers how many were new. */
  addPending(file: GithubLogFile, events: readonly GithubLogEvent[]): Promise<number>;
  /**
   * Compares what waits of this file with what is known here, each with the nearest in time that is not taken; notes what
   * of the covered time stands here only; and finds when access began or ended that was not known so exactly, in the past
   * alone: what is newest of a person and place stays. Nobody else compares for the organisation meanwhile.
   */
  compare(
    file: GithubLogFile,
    covered: Covered,
  ): Promise<Pick<GithubLogSummary, "counts"> & { readonly dated: readonly DatedAccess[] }>;
  finish(file: GithubLogFile, covered: Covered, summary: GithubLogSummary, at: Date): Promise<void>;
  drop(file: GithubLogFile): Promise<void>;
  /** Ids of the organisation's teams by slug, as last seen. */
  teams(org: OrgId): Promise<ReadonlyMap<string, number>>;
}
