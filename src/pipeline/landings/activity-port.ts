import type { Repository } from "../../domain/installation.ts";
import type { AccountName, PullRequest } from "../../domain/pull-request.ts";
import type { LandingRecord } from "../../domain/stores/landings.ts";

/** GitHub's record of what came onto a branch, and who brought it. */
export interface Activity extends LandingRecord {
  /** Null: an account that is gone. */
  readonly actor: AccountName | null;
}

/** A merged pull request, by the commit that it left on its base. */
export interface LeftBehind {
  readonly sha: string;
  readonly pull: PullRequest;
  readonly mergedAt: Date;
  readonly mergedBy: AccountName | null;
}

/** What looking for landings asks of GitHub: reading only. */
export interface ActivityReader {
  /**
   * What came onto this branch, newest first, down to the first that `isOld`: one request for each hundred. Creating and
   * deleting the branch is left out.
   */
  readActivity(
    repository: Repository,
    branch: string,
    isOld: (activity: Activity) => boolean,
  ): Promise<readonly Activity[]>;
  /** The merged pull requests that left any of these commits: one request for each 25. */
  readMergedPulls(repository: Repository, shas: readonly string[]): Promise<readonly LeftBehind[]>;
}
