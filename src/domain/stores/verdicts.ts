import type { AccountId, DecisionId, InstallationId, OrgId, RepositoryId } from "../ids.ts";
import type { Head } from "../subject.ts";
import type { HeldPolicy } from "./staging.ts";

/** The last verdict on a head and the check run that shows it; all null before the first. */
export interface HeadVerdict extends Head {
  readonly decisionId: DecisionId | null;
  readonly outcome: string | null;
  readonly verdictSha256: string | null;
  readonly evaluatedAt: Date | null;
  readonly changesAt: Date | null;
  readonly checkRunId: number | null;
  readonly conclusion: string | null;
  readonly shownSha256: string | null;
  readonly rerunAt: Date | null;
  /**
   * Set before a run is made and cleared after, and by a sweep that sees another run than ours: while it stands, the run
   * that GitHub shows may be one that we do not know.
   */
  readonly creatingAt: Date | null;
}

export interface StoredDecision extends Head {
  readonly id: DecisionId;
  readonly outcome: string;
  readonly mode: string;
  readonly policyDigest: string;
  readonly factsSha256: string;
  /** Plain JSON of `Facts` and `Decision`; null once erased. */
  readonly facts: unknown;
  /** Of each fact its digest under the salt: `factsSha256` is over these. Absent in decisions of before, and once erased. */
  readonly digests?: { readonly salt: Uint8Array; readonly of: Readonly<Record<string, string>> };
  readonly tree: unknown;
  readonly decidedAt: Date;
}

export interface VerdictStore {
  find(head: Head): Promise<HeadVerdict | null>;
  /** Of all open heads of the installation, in one query. */
  listOpen(installation: InstallationId): Promise<readonly HeadVerdict[]>;
  /** Inserts or updates; keys that are left out stay as they are. */
  save(head: Head, change: Partial<Omit<HeadVerdict, keyof Head>>): Promise<void>;
  savePeople(head: Head, accounts: readonly AccountId[]): Promise<void>;
  /** Heads of open pull requests with any of these accounts on them. */
  openHeadsOf(accounts: readonly AccountId[]): Promise<readonly Head[]>;
  saveDecision(decision: StoredDecision): Promise<void>;
  findDecision(id: DecisionId): Promise<StoredDecision | null>;
  /** The person's open pull requests with the newest verdict on each, newest first. */
  openPullRequestsOf(accounts: readonly AccountId[]): Promise<
    readonly {
      readonly repositoryId: RepositoryId;
      readonly owner: string;
      readonly name: string;
      readonly number: number;
      readonly outcome: string | null;
      readonly conclusion: string | null;
      readonly decisionId: DecisionId | null;
    }[]
  >;
  /** Open heads without a verdict, and the age in seconds of the oldest: for the metrics. */
  unanswered(now: Date): Promise<{ readonly count: number; readonly oldestSeconds: number }>;
}

export interface StoredPolicy {
  readonly digest: string;
  /** Plain JSON of the policy in force and of where each value stands. */
  readonly policy: unknown;
  readonly sources: unknown;
}

export interface PolicyStore {
  save(version: StoredPolicy, at: Date): Promise<void>;
  find(digest: string): Promise<StoredPolicy | null>;
  /** What is in force for the organisation; `text` is its own file as last read well, null if it has none. */
  inForce(org: OrgId): Promise<{
    readonly digest: string;
    readonly text: string | null;
    readonly problem: string | null;
    readonly readAt: Date;
    /** Since when this digest is the one in force. */
    readonly since: Date;
  } | null>;
  /** What waited is forgotten with it. */
  putInForce(
    org: OrgId,
    state: { digest: string; text: string | null; problem: string | null; readAt: Date },
  ): Promise<void>;
  /** Notes that the first file ever read cannot be used. Nothing is in force. */
  refuseFirst(org: OrgId, state: { problem: string; readAt: Date }): Promise<void>;
  /** Notes what waits for an admin, beside what stays in force. */
  hold(org: OrgId, held: HeldPolicy): Promise<void>;
  /** All that is known of the organisation's policy; null before its file was read once. */
  stateOf(org: OrgId): Promise<{
    readonly inForce: Awaited<ReturnType<PolicyStore["inForce"]>>;
    readonly problem: string | null;
    readonly held: HeldPolicy | null;
  } | null>;
}

/** An entry that waits for its place in the log. `body` lacks only what the sequencer adds (epoch, seq, recorded_at). */
export interface LogDraft {
  readonly body: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

export interface LoggedEntry {
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly subject: string | null;
  /** The exact canonical JSON that was hashed. */
  readonly body: string;
  readonly leafHash: Uint8Array;
  readonly recordedAt: Date;
}

export interface LogStore {
  /** Only inside the transaction of the change that it records: both happen or neither. */
  append(draft: LogDraft): Promise<void>;
  /** As `append`, in this order. */
  appendAll(drafts: readonly LogDraft[]): Promise<void>;
  /** Of the newest epoch, unless another is named. */
  read(range: { epoch?: number; from: number; limit: number }): Promise<readonly LoggedEntry[]>;
  /** The newest entry of a type, in whichever epoch. */
  findLast(type: string): Promise<LoggedEntry | null>;
  /** How many entries the newest epoch has, or the one that is named. */
  size(epoch?: number): Promise<number>;
  /** Entries that wait for their place. */
  waiting(): Promise<number>;
}

export interface SettingStore {
  /** The value under `key`; `make` supplies it the first time. Two processes get the same value. */
  once(key: string, make: () => string): Promise<string>;
}
