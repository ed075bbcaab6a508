import type { OrgId, PersonId, RepositoryId } from "../ids.ts";

/** GitHub's words for what came onto a branch. */
export type ActivityKind = "push" | "force_push" | "pr_merge" | "merge_queue_merge";

/** GitHub's own record of one. */
export interface LandingRecord {
  readonly activityId: number;
  readonly kind: ActivityKind;
  readonly before: string;
  readonly after: string;
  readonly at: Date;
}

/** What came onto the default branch of a repository in the boundary. */
export interface Landing {
  readonly id: string;
  readonly orgId: OrgId;
  readonly repositoryId: RepositoryId;
  readonly branch: string;
  /** Null until GitHub's record of it was read; of a merge that came with others in one record, for good. */
  readonly record: Pick<LandingRecord, "activityId" | "kind"> | null;
  /** The pull request, where it is a merge. */
  readonly number: number | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly landedAt: Date;
  readonly landedBy: PersonId | null;
  readonly result: string;
}

/** How far GitHub's records of a default branch have been read. */
export interface LandingMark {
  readonly repositoryId: RepositoryId;
  readonly orgId: OrgId;
  readonly branch: string;
  /** What stood there at the last look. */
  readonly headSha: string;
  /** From here on it is watched. */
  readonly since: Date;
  readonly activityId: number | null;
  readonly lookedAt: Date;
}

export type BranchTip = Pick<LandingMark, "repositoryId" | "branch" | "headSha">;

export interface LandingStore {
  /** False if this merge or this record is kept already. */
  add(landing: Landing): Promise<boolean>;
  /** Whether a merge is kept that left this commit, or a record of it. */
  isExplained(repository: RepositoryId, after: string): Promise<boolean>;
  /** Of these records of GitHub's, those that are kept. */
  knownAmong(repository: RepositoryId, activityIds: readonly number[]): Promise<ReadonlySet<number>>;
  /**
   * Gives the record to the merge that it tells of: the one that left its `after`, or that of this number. False if there
   * is none that still waits for its record.
   */
  link(repository: RepositoryId, record: LandingRecord, number: number | null): Promise<boolean>;
  mark(repository: RepositoryId): Promise<LandingMark | null>;
  saveMark(mark: LandingMark): Promise<void>;
  /** Begins to watch those that are new here, as they stand; answers those that have moved since the last look. */
  noteTips(org: OrgId, tips: readonly BranchTip[], at: Date): Promise<readonly RepositoryId[]>;
}
