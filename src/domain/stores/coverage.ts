import type { OrgId, RepositoryId } from "../ids.ts";

/** A rule at GitHub that the app keeps so that its check is required: of the organisation, or of one repository. */
export interface KeptRule {
  /** Null: it is the organisation's. */
  readonly repositoryId: RepositoryId | null;
  readonly kind: "organisation" | "repository" | "protection";
  readonly rulesetId: number | null;
  /** The repositories in which it requires the check, as last written. */
  readonly targets: readonly RepositoryId[];
  /** Since when it is seen disabled: it is left so until somebody enables it. */
  readonly pausedAt: Date | null;
  readonly writtenAt: Date;
}

export interface RuleStore {
  listKept(org: OrgId): Promise<readonly KeptRule[]>;
  saveKept(org: OrgId, rule: KeptRule): Promise<void>;
  dropKept(org: OrgId, repositoryId: RepositoryId | null): Promise<void>;
  /** In how many repositories the check is to be required, and how many of them wait for verdicts. */
  saveProgress(org: OrgId, progress: RuleProgress): Promise<void>;
  /** Of all organisations together. */
  progress(): Promise<RuleProgress>;
}

export interface RuleProgress {
  readonly wanted: number;
  readonly waiting: number;
}

/** One look at whether the gate is real; `report` is plain JSON. */
export interface CoverageRun {
  readonly id: string;
  readonly orgId: OrgId;
  readonly holes: number;
  readonly report: unknown;
  readonly observedAt: Date;
}

export interface CoverageStore {
  save(run: CoverageRun): Promise<void>;
  newest(org: OrgId): Promise<CoverageRun | null>;
}
