import type { AccountId, RepositoryId } from "./ids.ts";

export interface AccountName {
  readonly id: AccountId;
  readonly login: string;
  /** GitHub's account type: `User`, `Bot`, `Organization`, `Mannequin`. */
  readonly type: string;
}

/** A pull request as last seen. `githubUpdatedAt` (whole seconds) orders what several deliveries tell of it. */
export interface PullRequest {
  readonly repositoryId: RepositoryId;
  readonly number: number;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
  readonly headSha: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly author: AccountName | null;
  readonly githubUpdatedAt: Date;
  /** Absent where it was not read, or something was told of it since. */
  readonly backing?: Backing;
}

/** Who takes part in a pull request beside its author and pushers: for a bot's, one of them has to answer. */
export interface Backing {
  /** Everybody who was ever assigned, and by whom (null: an account that is gone). GitHub keeps it for good. */
  readonly assigned: readonly {
    readonly account: AccountName;
    readonly by: AccountId | null;
    /** Assigned now. */
    readonly still: boolean;
  }[];
  /** Whose latest opinion approves, and of which commit; only who may write here, as GitHub tells. */
  readonly approved: readonly { readonly account: AccountName; readonly sha: string }[];
}

/** A git identity in a commit: free text, linked by GitHub to an account where it knows the address. */
export interface CommitIdentity {
  readonly account: AccountName | null;
  readonly email: string;
  readonly name: string;
}

/** One commit of a pull request, as read from GitHub once; it does not change under its SHA. */
export interface PullRequestCommit {
  readonly sha: string;
  readonly author: CommitIdentity;
  readonly coAuthors: readonly CommitIdentity[];
  /** GitHub itself made the signature (merge button, web editor, its own bots): nobody else can forge it. */
  readonly signedByGitHub: boolean;
  readonly parents: number;
  /**
   * Heads of merged pull requests of the same repository that GitHub ties to this commit. That they were merged does not
   * say that they passed the gate: a branch without protection takes anything.
   */
  readonly mergedHeads: readonly string[];
}

/** The commits that a head brings to a base, all of them: `commits.length` has reached GitHub's `totalCount`. */
export interface CommitRange {
  readonly repositoryId: RepositoryId;
  readonly headSha: string;
  readonly baseRef: string;
  readonly commits: readonly PullRequestCommit[];
}
