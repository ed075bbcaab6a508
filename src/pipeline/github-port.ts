import type { AccessKind, AccessObservation } from "../domain/access.ts";
import type { AccountId, InstallationId, RepositoryId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { CommitRange, PullRequest } from "../domain/pull-request.ts";
import type { BranchTip } from "../domain/stores/landings.ts";

export interface HeadRead {
  /** Every pull request with this head that GitHub names, whatever its state. */
  readonly pulls: readonly PullRequest[];
  /** One for each open pull request, complete. */
  readonly ranges: readonly CommitRange[];
  /** Sources that did not give all they have, in words. */
  readonly missing: readonly string[];
  /** One for each open pull request, where they were asked for. */
  readonly changed: readonly ChangedFiles[];
}

/** The files that a pull request changes. */
export interface ChangedFiles {
  readonly number: number;
  /** As far as they were read; null: GitHub did not tell. */
  readonly paths: readonly string[] | null;
  /** GitHub lists 3,000 files at most. */
  readonly isAll: boolean;
}

/** Which head to read, and what of it. */
export interface HeadAsked {
  readonly headSha: string;
  /** Pull requests known with this head. */
  readonly numbers: readonly number[];
  /** Given: files are asked for too. Told each page of a pull request's paths, it answers whether to read another. */
  readonly wantsMore?: (number: number, page: readonly string[]) => boolean;
}

export interface OpenHead {
  readonly pull: PullRequest;
  /** Our newest run on the head, if there is one. Without its id: GraphQL has none for runs, whose ids outgrew its Int. */
  readonly run: { readonly externalId: string | null; readonly conclusion: string | null } | null;
  /** The commit of the merge group that ends with this pull request; null where it waits in no queue or none is built. */
  readonly groupSha: string | null;
}

/** What evaluating a head asks of GitHub: reading only. All methods throw `GitHubUnavailableError` or `InstallationUnusableError`. */
export interface HeadReader {
  /**
   * One GraphQL request for up to 25 commits, and 100 files where they are asked for, of each of `numbers`; one more for
   * each further 100 of either. Also names pull requests with this head that we did not know.
   */
  readHead(repository: Repository, asked: HeadAsked): Promise<HeadRead>;
  /** One request. Null if there is no such pull request. */
  readPullRequest(repository: Repository, number: number): Promise<PullRequest | null>;
}

/** A pull request that waits in a merge queue. */
export interface QueueEntry {
  /** The commit of the group that ends with this entry; null where GitHub has built none. */
  readonly groupSha: string | null;
  /** GitHub means to take it out again: whether groups behind it hold its commits cannot be told. */
  readonly leaving: boolean;
  /** Null where GitHub does not name it. */
  readonly pull: PullRequest | null;
}

/** What evaluating a merge group asks of GitHub: reading only. */
export interface MergeQueueReader {
  /**
   * What waits for this branch, first to merge first; one request for each 100. Empty if there is no queue. Null if
   * GitHub did not give all that it counts.
   */
  readEntries(repository: Repository, baseRef: string): Promise<readonly QueueEntry[] | null>;
}

/** What a sweep asks of GitHub. */
export interface InstallationReader {
  /** Every installation of the App, as App. */
  listInstallations(): Promise<readonly Omit<Installation, "baselineAt">[]>;
  listRepositories(installation: InstallationId): Promise<readonly Repository[]>;
  /**
   * Open pull requests of these repositories with our run on each head; many repositories a request. `tell` hears by the
   * way where each default branch stands.
   */
  listOpenHeads(
    installation: Installation,
    repositories: readonly Repository[],
    tell?: (tip: BranchTip) => void,
  ): Promise<readonly OpenHead[]>;
  /** Of those, what changed since, as far as GitHub finds it: one request for each 100. */
  listRecentHeads(
    installation: Installation,
    repositories: readonly Repository[],
    since: Date,
  ): Promise<readonly OpenHead[]>;
  /** Who has which access now, as observations dated `at`. */
  readAccess(installation: Installation, repositories: readonly Repository[], at: Date): Promise<AccessSnapshot>;
}

export interface AccessSnapshot {
  readonly observations: readonly AccessObservation[];
  readonly accounts: readonly { readonly id: AccountId; readonly login: string; readonly type: string }[];
  /** What GitHub does not show to the installation; of each there is one observation that says so, and no other. */
  readonly unread: ReadonlySet<AccessKind>;
  readonly counts: { readonly members: number; readonly teams: number; readonly repositories: number };
}

/** Where the organisation's policy stands in `POLICY_REPOSITORY`; always read on the default branch. */
export const POLICY_PATH = ".github/app.yml";

export interface PolicyFileReader {
  /** Text of the organisation's policy file on the default branch; null if there is none. */
  readPolicyFile(installation: Installation): Promise<{ readonly text: string } | null>;
}

export interface PolicyProposalReader {
  /**
   * The organisation's policy file as the head of this pull request has it; `text` is null where it is deleted there.
   * Null if the pull request does not change it, or has another head by now. One request for each 100 files changed.
   */
  readProposal(
    repository: Repository,
    headSha: string,
    number: number,
  ): Promise<{ readonly text: string | null } | null>;
}

export interface DeliveryReader {
  /**
   * Deliveries since `since` with a failed attempt, oldest first, one for each GUID; a later attempt may have gone well.
   * With `requests` no more than so many are spent on it: then it is the newest of them.
   */
  listFailedDeliveries(since: Date, requests?: number): Promise<readonly FailedDelivery[]>;
}

/** The newest attempt at a delivery, as GitHub lists it. */
export interface FailedDelivery {
  /** Of the attempt: by it GitHub is asked to try again. */
  readonly id: number;
  readonly guid: string;
  readonly deliveredAt: Date;
  readonly event: string;
  readonly action: string | null;
  /** Null for what belongs to no installation. */
  readonly installationId: InstallationId | null;
  /** What GitHub got: our answer's code and its own words for it, as `502` and `Invalid HTTP Response: 502`. */
  readonly statusCode: number;
  readonly status: string;
}

export interface DeliveryWriter {
  redeliver(id: number): Promise<void>;
}

export interface CheckOutput {
  readonly conclusion: "success" | "neutral" | "action_required" | "failure";
  readonly title: string;
  /** Markdown, at most 65,535 characters each (GitHub's limit). */
  readonly summary: string;
  readonly text: string | null;
  readonly detailsUrl: string | null;
  readonly externalId: string;
  /** At most 50; GitHub adds them to those that the run has. */
  readonly annotations?: readonly Annotation[];
}

/** A failure that GitHub shows beside a line of a file. */
export interface Annotation {
  readonly path: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** Writes check runs. The only port that changes what a pull request shows. */
export interface CheckWriter {
  /**
   * Updates the run `runId`, or makes a new one where it is null. Answers the run's id. One request. Null if GitHub
   * no longer knows the commit or the repository: there is nothing left to show it on.
   */
  publish(
    repository: Repository,
    headSha: string,
    runId: number | null,
    output: CheckOutput,
  ): Promise<{ readonly runId: number } | null>;
}

/** Finds a run that we made and may have lost sight of. One request. */
export interface RunFinder {
  newestRun(
    repository: Repository,
    headSha: string,
  ): Promise<{ readonly id: number; readonly conclusion: string | null } | null>;
}

export interface CommentWriter {
  /** Idempotent at GitHub: the same reaction twice is one. A comment that is gone gets none. */
  react(repositoryId: RepositoryId, commentId: number, reaction: "eyes" | "+1"): Promise<void>;
}
