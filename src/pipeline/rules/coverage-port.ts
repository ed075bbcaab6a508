import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { BranchProtection, RequiringRuleset } from "../../gate/coverage.ts";

/** What is in force on a default branch. */
export interface BranchRules {
  readonly repositoryId: RepositoryId;
  readonly rulesets: readonly RequiringRuleset[];
  readonly protection: BranchProtection | null | "unreadable";
  /** A change needs the approval of somebody else. */
  readonly reviewed: boolean;
}

/** The App as GitHub has it now. */
export interface AppHealth {
  readonly permissions: Readonly<Record<string, string | undefined>>;
  readonly events: readonly string[];
  readonly webhookUrl: string | null;
  /** Of the newest deliveries, at most a hundred. */
  readonly deliveries: { readonly failed: number; readonly total: number };
}

/** What looking whether the gate is real asks of GitHub: reading only. */
export interface CoverageReader {
  /** Three requests. */
  readApp(): Promise<AppHealth>;
  /** Rules in force on the default branches, and who may bypass them; a hundred repositories a request, and a hundred rulesets. */
  readRules(installation: Installation, repositories: readonly Repository[]): Promise<readonly BranchRules[]>;
  /** How many repositories the organisation has; null if that is not told. One request. */
  countRepositories(installation: Installation): Promise<number | null>;
}
