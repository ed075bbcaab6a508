import type { Access, AccessKey, AccessObservation, Seat } from "../access.ts";
import type { AccountId, InstallationId, OrgId, RepositoryId } from "../ids.ts";
import type { Installation, Repository, RepositoryProperties } from "../installation.ts";
import type { AccountName, CommitRange, PullRequest } from "../pull-request.ts";
import type { Head } from "../subject.ts";

export interface InstallationStore {
  /**
   * Inserts or updates what GitHub tells. A row that was deleted and is told again is alive again. `baselineAt` is kept,
   * but not past a suspension or deletion: of what changes meanwhile nothing is told.
   */
  save(installation: Omit<Installation, "baselineAt">, at: Date): Promise<void>;
  /** Makes one known by what any delivery tells of it; changes nothing of a known one. */
  ensure(
    installations: readonly Pick<Installation, "id" | "orgId" | "orgLogin" | "accountType">[],
    at: Date,
  ): Promise<void>;
  find(id: InstallationId): Promise<Installation | null>;
  /** Installations that can be used: neither suspended nor deleted. */
  listActive(): Promise<readonly Installation[]>;
  markBaseline(id: InstallationId, at: Date): Promise<void>;
  markSwept(id: InstallationId, at: Date): Promise<void>;
  /** Of those that can be used, the oldest last sweep; of one that was never swept, when it came. Null if there are none. */
  sweptLongestAgo(): Promise<Date | null>;
}

export interface RepositoryStore {
  /** Answers those that were added or changed. */
  save(repositories: readonly Repository[], at: Date): Promise<readonly RepositoryId[]>;
  /** Whether any that the installation reaches was added or changed after this time. */
  changedSince(installation: InstallationId, at: Date): Promise<boolean>;
  /** Null also for one that the installation no longer reaches. */
  find(id: RepositoryId): Promise<Repository | null>;
  listOf(installation: InstallationId): Promise<readonly Repository[]>;
  remove(ids: readonly RepositoryId[], at: Date): Promise<void>;
  /** Keeps what was read; null forgets it. Answers those of which something else was known, where they are known at all. */
  saveProperties(
    read: readonly { readonly id: RepositoryId; readonly properties: RepositoryProperties | null }[],
  ): Promise<readonly RepositoryId[]>;
  /** Answers those of which the contrary was known. */
  markRequired(ids: readonly RepositoryId[], requiresCheck: boolean): Promise<readonly RepositoryId[]>;
}

export interface PaceStore {
  /**
   * Takes the next moment at which the installation may write, `spacingMs` after the one before, and answers in how many
   * milliseconds it is. One order for all processes, by the clock of the database.
   */
  takeMoment(installation: InstallationId, spacingMs: number): Promise<number>;
}

export interface SeenPush {
  readonly head: Head;
  readonly pusher: AccountName;
  readonly at: Date;
  readonly unlessKnown: boolean;
}

/** A head, and whether a pull request is known that has it. */
export type ToldHead = Head & { readonly hasPull: boolean };

export interface PullRequestStore {
  /**
   * Keeps what was seen, newest `githubUpdatedAt` first: an older look changes nothing; an equal one that tells
   * something else marks the row `needsRead`, because whole seconds cannot order them. `read: true` is a look at
   * GitHub itself: it wins over an equal time and clears `needsRead`. `backing` is kept with `at`, when that look began;
   * a newer look without it forgets it.
   */
  observe(pull: PullRequest, options: { read: boolean; at?: Date }): Promise<void>;
  /** As if one after the other, by one statement. */
  observeAll(pulls: readonly PullRequest[], options: { read: boolean; at?: Date }): Promise<void>;
  /** Somebody was assigned or gave an opinion: a `backing` from a look that began before is no longer told. */
  forgetBacking(repository: RepositoryId, number: number, at: Date): Promise<void>;
  /** Every pull request known with this head, closed ones too. */
  withHead(head: Head): Promise<readonly (PullRequest & { readonly needsRead: boolean })[]>;
  find(repository: RepositoryId, number: number): Promise<PullRequest | null>;
  /** Heads of open pull requests of the installation's repositories. */
  openHeads(installation: InstallationId): Promise<readonly Head[]>;
  openHeadsIn(repositories: readonly RepositoryId[]): Promise<readonly Head[]>;
  /** Of all repositories that the installation reaches. */
  listOpen(installation: InstallationId): Promise<readonly PullRequest[]>;
  /** The next look at its head asks GitHub what became of it. */
  markForRead(repository: RepositoryId, number: number): Promise<void>;
  /** Answers the heads of which something was new. */
  savePushes(pushes: readonly SeenPush[]): Promise<readonly ToldHead[]>;
  /** Who pushed any of these commits when it was a head. */
  pushersOf(repository: RepositoryId, shas: readonly string[]): Promise<readonly AccountId[]>;
  saveRange(range: CommitRange, at: Date): Promise<void>;
  findRange(head: Head, baseRef: string): Promise<CommitRange | null>;
  /** False if it was observed before: a merge is in the gate log once. */
  markMergeObserved(repository: RepositoryId, number: number, at: Date): Promise<boolean>;
  saveMerged(repository: RepositoryId, number: number, shas: readonly string[], at: Date): Promise<void>;
  /** Which of these commits passed the gate as part of a merged pull request. */
  mergedAmong(repository: RepositoryId, shas: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface AccessStore {
  record(observations: readonly AccessObservation[]): Promise<void>;
  /**
   * Effective access of each account on the repository by the newest observations: owner → admin; direct role;
   * roles of their teams; a member of the organisation has at least read (the base permission is not readable with
   * the merge gate's permissions, so it is taken for what GitHub's default is).
   */
  on(
    org: OrgId,
    repository: RepositoryId,
    accounts: readonly AccountId[],
  ): Promise<
    ReadonlyMap<AccountId, { readonly access: Access; readonly belongs: boolean; readonly teams: readonly string[] }>
  >;
  /** Whether an account owns the organisation, and the slugs of its teams, by the newest observations. */
  inOrganisation(
    org: OrgId,
    account: AccountId,
  ): Promise<{ readonly isOwner: boolean; readonly teams: readonly string[] }>;
  /** The newest observation of every key of the organisation, present ones only: what a snapshot is compared with. */
  current(org: OrgId): Promise<readonly AccessObservation[]>;
  /** What the account holds now, each with since when. What it has through its teams is the teams' and not in it. */
  seatsOf(org: OrgId, account: AccountId): Promise<readonly Seat[]>;
  /** The newest of each of these keys, also where it says that it is not there. */
  newestOf(org: OrgId, keys: readonly AccessKey[]): Promise<readonly AccessObservation[]>;
  /** The newest of all that the account has of its own, present ones only. */
  ofAccount(org: OrgId, account: AccountId): Promise<readonly AccessObservation[]>;
  /** Likewise of teams: their seats, repositories, parents, roles. */
  ofTeams(org: OrgId, teams: readonly number[]): Promise<readonly AccessObservation[]>;
  /** All that was observed of the account, newest first; `next` is handed in as `after` for the page that follows. */
  historyOf(
    org: OrgId,
    account: AccountId,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<{ readonly observations: readonly AccessObservation[]; readonly next: string | null }>;
  /**
   * What held at `validAt`, as was known at `knownAt`: of each key the newest that was observed up to the one and recorded
   * up to the other, where it is present. In pages, ordered by key; what is recorded after `knownAt` changes nothing.
   */
  at(org: OrgId, when: { readonly validAt: Date; readonly knownAt: Date }): AsyncIterable<readonly AccessObservation[]>;
}

export interface DeliveryRecord {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: InstallationId | null;
  readonly subjects: readonly { readonly queue: string; readonly key: string }[];
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly receivedAt: Date;
}

export interface DeliveryStore {
  /** Inserts those that are new and returns their ids; a known id changes nothing. */
  insert(deliveries: readonly DeliveryRecord[]): Promise<ReadonlySet<string>>;
  find(ids: readonly string[]): Promise<readonly DeliveryRecord[]>;
  newestAt(): Promise<Date | null>;
}
