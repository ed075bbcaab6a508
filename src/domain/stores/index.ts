import type { Subject } from "../subject.ts";
import type { AccessEffectStore, AccessGateStore, AccessRunStore } from "./access-gate.ts";
import type { AnchorStore } from "./anchors.ts";
import type { ApiClientStore } from "./api-clients.ts";
import type { AwarenessStore } from "./awareness.ts";
import type { CoverageStore, RuleStore } from "./coverage.ts";
import type { DecidedStore } from "./decided.ts";
import type { ErasureStore } from "./erasure.ts";
import type { BreakGlassStore, ImportStore, WaiverStore } from "./exceptions.ts";
import type { GithubLogStore } from "./github-log.ts";
import type {
  AccessStore,
  DeliveryStore,
  InstallationStore,
  PaceStore,
  PullRequestStore,
  RepositoryStore,
} from "./github-state.ts";
import type { HoldStore } from "./holds.ts";
import type { HookStore } from "./hooks.ts";
import type { LandingStore } from "./landings.ts";
import type { LogTreeReader, LogTreeStore } from "./log-tree.ts";
import type { NoticeStore } from "./notices.ts";
import type { PauseStore } from "./pauses.ts";
import type { PeopleStore, SessionStore } from "./people.ts";
import type { AcknowledgementStore, TrainingPolicyStore } from "./policy-documents.ts";
import type { RetentionStore } from "./retention.ts";
import type { ReviewStore } from "./reviews.ts";
import type { RosterImportStore, RosterStore } from "./roster.ts";
import type { CourseStore, PolicyCheckStore, ReasonStore } from "./staging.ts";
import type { TrainingStore } from "./training.ts";
import type { LogStore, PolicyStore, SettingStore, VerdictStore } from "./verdicts.ts";

/** All stored things, bound to one connection or to one transaction. */
export interface Stores {
  readonly people: PeopleStore;
  readonly sessions: SessionStore;
  readonly installations: InstallationStore;
  readonly repositories: RepositoryStore;
  readonly pulls: PullRequestStore;
  readonly access: AccessStore;
  readonly holds: HoldStore;
  readonly accessEffects: AccessEffectStore;
  readonly accessGates: AccessGateStore;
  readonly accessRuns: AccessRunStore;
  readonly deliveries: DeliveryStore;
  readonly pace: PaceStore;
  readonly pauses: PauseStore;
  readonly verdicts: VerdictStore;
  readonly decided: DecidedStore;
  readonly policies: PolicyStore;
  readonly policyChecks: PolicyCheckStore;
  readonly courses: CourseStore;
  readonly reasons: ReasonStore;
  readonly log: LogStore;
  readonly logTree: LogTreeStore;
  readonly training: TrainingStore;
  readonly waivers: WaiverStore;
  readonly breakGlass: BreakGlassStore;
  readonly imports: ImportStore;
  readonly roster: RosterStore;
  readonly rosterImports: RosterImportStore;
  readonly awareness: AwarenessStore;
  readonly rules: RuleStore;
  readonly coverage: CoverageStore;
  readonly landings: LandingStore;
  readonly githubLogs: GithubLogStore;
  readonly settings: SettingStore;
  readonly retention: RetentionStore;
  readonly erasure: ErasureStore;
  readonly apiClients: ApiClientStore;
  readonly hooks: HookStore;
  readonly trainingPolicies: TrainingPolicyStore;
  readonly acknowledgements: AcknowledgementStore;
  readonly reviews: ReviewStore;
  readonly anchors: AnchorStore;
  readonly notices: NoticeStore;
}

/** Outside a transaction: the log is read only, since an entry is written with the change that it records or not at all. */
export interface OutsideStores extends Omit<Stores, "log" | "logTree"> {
  readonly log: Omit<LogStore, "append" | "appendAll">;
  readonly logTree: LogTreeReader;
}

export interface FileJob {
  readonly subject: Subject;
  /** Higher first; a fresh event goes before a sweep. */
  readonly priority?: number;
  /** Not before this time: goes to the queue of timed looks, never into the subject's own. */
  readonly at?: Date;
}

/** Jobs filed in the transaction: committed with it or not at all. One that waits already for the subject is enough. */
export interface Jobs {
  file(jobs: readonly FileJob[]): Promise<void>;
  /** Whether a job of this queue and key waits, runs, or ended well since `since`. */
  hasLiveOrDone(queue: string, key: string, since: Date): Promise<boolean>;
}

export interface TxStores extends Stores {
  readonly jobs: Jobs;
}

/** Runs `run` in one transaction. Inside: these stores only; never GitHub, a file or another client. */
export type Transact = <T>(
  run: (stores: TxStores) => Promise<T>,
  options?: { readonly timeoutMs?: number },
) => Promise<T>;
