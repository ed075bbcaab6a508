import type { DecisionId, OrgId, PersonId, RepositoryId } from "../../domain/ids.ts";
import type { Hook, HookTrouble } from "../../domain/stores/hooks.ts";
import type { Completion } from "../../domain/stores/training.ts";
import type { Preview } from "../../gate/preview.ts";
import type { Topic } from "../../policy/explain.ts";
import type { Mode } from "../../policy/order.ts";
import type { Problem } from "../../policy/problem.ts";
import type { Actor, Done, WaiverView } from "../exceptions/port.ts";
import type { FailedDelivery } from "../github-port.ts";
import type { RolloutStanding, RolloutStep } from "./rollout-steps.ts";

/** One part of a longer list. Pages count from 1. */
export interface Paged<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** `not-asked`: no rule asks them for anything where they have access. */
export const PERSON_STATES = ["missing", "grace", "current", "not-asked"] as const;
export type PersonState = (typeof PERSON_STATES)[number];

export interface LayerStatus {
  readonly layer: string;
  readonly state: "met" | "grace" | "missing";
  /** When time alone changes the state. */
  readonly until: Date | null;
  /** Met by a waiver alone. */
  readonly waived: boolean;
  /** Courses that are not good now. */
  readonly missing: readonly string[];
}

export interface PersonStatus {
  readonly person: PersonId;
  /** By which they are known now; of several accounts the oldest first. */
  readonly logins: readonly string[];
  readonly state: PersonState;
  readonly layers: readonly LayerStatus[];
}

export interface PeopleAsked {
  /** Part of a login. */
  readonly search: string;
  readonly state: PersonState | null;
}

export interface LateDecision {
  readonly id: DecisionId;
  readonly repository: string;
  /** Null where no pull request is known with that head any more. */
  readonly number: number | null;
  readonly outcome: string;
  readonly mode: string;
  readonly at: Date;
}

export interface PersonView {
  /** Without layers where they have no access now. */
  readonly status: PersonStatus;
  readonly hasAccess: boolean;
  readonly completions: readonly Completion[];
  readonly waivers: readonly WaiverView[];
  /** Newest first, some. */
  readonly decisions: readonly LateDecision[];
}

/** What the newest stored look at GitHub found. */
export interface CoverageSeen {
  readonly sentence: string;
  readonly observedAt: Date;
  readonly holes: number;
}

export interface RepositoryRow {
  readonly id: RepositoryId;
  readonly name: string;
  readonly visibility: string;
  readonly archived: boolean;
  readonly inBoundary: boolean;
  readonly mode: Mode;
  /** Its place in `scopes`, counted from 1; null: what holds for all others. */
  readonly scope: number | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly changesOn: string | null;
  /** Null where the newest look did not see it. */
  readonly required: "pinned" | "by-anybody" | "no" | null;
  readonly holes: readonly { readonly kind: string; readonly detail: string; readonly remedy: string }[];
  readonly openHeads: number;
  readonly answered: number;
}

/** `outside`: of the boundary. `hole`: the newest look found something wrong there. */
export const REPOSITORY_SHOWS = ["block", "flag", "observe", "outside", "hole"] as const;
export type RepositoryShow = (typeof REPOSITORY_SHOWS)[number];

export interface RepositoriesAsked {
  /** Part of a name. */
  readonly search: string;
  readonly show: RepositoryShow | null;
}

export interface RepositoriesView extends Paged<RepositoryRow> {
  readonly coverage: CoverageSeen | null;
}

export interface PolicyView {
  readonly inForce: {
    readonly digest: string;
    readonly topics: readonly Topic[];
    /** Null while the entry waits for its place in the log. */
    readonly since: Date | null;
    readonly readAt: Date;
  } | null;
  /** A newer file that cannot be used. */
  readonly problem: string | null;
  readonly held: {
    readonly digest: string;
    readonly at: Date;
    readonly newlyBlocked: number;
    readonly open: number;
    readonly capPercent: number;
  } | null;
}

/** What a change would do, before it is made. */
export interface Impact {
  readonly preview: Preview;
  /** Of open pull requests that newly block; null where no policy is in force yet. */
  readonly capPercent: number | null;
  /** Whether that is over the cap: it would wait for an administrator. */
  readonly wouldBeHeld: boolean;
}

export interface StagedCourse {
  readonly course: string;
  readonly inForce: string;
  /** Null: its folder is gone. */
  readonly staged: string | null;
}

export interface RolloutView {
  readonly standing: RolloutStanding;
  readonly steps: readonly RolloutStep[];
  readonly staged: readonly StagedCourse[];
  /** What putting all of them in force would do; null where nothing is staged, or no policy in force. */
  readonly impact: Impact | null;
  /** The organisation's own file in force; null if it has none. */
  readonly text: string | null;
}

export type PreviewedText =
  | { readonly ok: true; readonly impact: Impact }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What waits for somebody who may change something. */
export interface Waiting {
  readonly waivers: number;
  readonly breakGlass: number;
  readonly imports: number;
}

/** What asks for an answer on a page of its own: how much of each there is. */
export interface OpenQuestions {
  /** Access that waits for training, and since when the oldest does. */
  readonly holds: number;
  readonly oldestHold: Date | null;
  /** Of these: whose notice reached nobody. */
  readonly unreached: number;
  /** Runs that a cap stopped, and that wait for a word. */
  readonly stoppedRuns: number;
  /** Not signed in time; and signed, and not approved. */
  readonly overdueReviews: number;
  readonly signedReviews: number;
  /** On the roster, without an account. */
  readonly unmatched: number;
  /** 1 where the newest training policy is a draft. */
  readonly draftPolicies: number;
}

export interface Overview {
  readonly pulls: OpenPulls;
  readonly people: Readonly<Record<PersonState, number>>;
  readonly coverage: CoverageSeen | null;
  readonly waiting: Waiting;
  readonly open: OpenQuestions;
  readonly held: boolean;
  readonly problem: boolean;
  readonly staged: readonly StagedCourse[];
  readonly troubledJobs: number;
}

/** Of open pull requests. */
export interface OpenPulls {
  readonly open: number;
  /** Merging waits for training. */
  readonly blocked: number;
  readonly undecided: number;
  readonly withoutVerdict: number;
}

export interface TroubledJob {
  readonly id: string;
  readonly queue: string;
  /** `failed`: given up. `retry`: tried again by itself at `nextAt`. `active`: being tried again now. */
  readonly state: "failed" | "retry" | "active";
  readonly tries: number;
  readonly filedAt: Date;
  readonly nextAt: Date | null;
  /** What it is about, in words of the queue: ids alone. */
  readonly about: string;
  /** What went wrong the last time. */
  readonly problem: string | null;
}

export interface JobsView extends Paged<TroubledJob> {
  readonly newestDeliveryAt: Date | null;
  /** What the newest look at GitHub found wrong with deliveries. */
  readonly deliveryHoles: readonly { readonly detail: string; readonly remedy: string }[];
  readonly seenAt: Date | null;
}

/** Newest first; `arrived`: a later attempt has brought it here. */
export type DeliveriesView =
  | { readonly ok: true; readonly rows: readonly (FailedDelivery & { readonly arrived: boolean })[] }
  /** GitHub, whose list it is, did not answer. */
  | { readonly ok: false; readonly why: string };

/** Another system that asks who is trained, or is told of it. */
export interface ClientView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly reads: number;
  readonly lastReadAt: Date | null;
  readonly hooks: readonly Hook[];
}

/** What the database answers for these pages alone: counts, each in one query. */
export interface AdminReading {
  openPulls(org: OrgId): Promise<OpenPulls>;
  openHeads(
    org: OrgId,
  ): Promise<readonly { readonly repositoryId: RepositoryId; readonly open: number; readonly answered: number }[]>;
  waiting(org: OrgId, now: Date): Promise<Waiting>;
  openQuestions(org: OrgId, now: Date): Promise<OpenQuestions>;
  /** When the policy came into force, by the newest entry that says so. */
  policySince(org: OrgId, digest: string): Promise<Date | null>;
  /** Whether anything was ever observed of these accounts in the organisation. */
  wasSeenIn(org: OrgId, accounts: readonly number[]): Promise<boolean>;
  decisionsOn(org: OrgId, accounts: readonly number[], limit: number): Promise<readonly LateDecision[]>;
}

/** The queue's own records of what does not go well, and its own way to try again. */
export interface TroubledJobs {
  count(org: OrgId): Promise<number>;
  list(org: OrgId, range: { readonly offset: number; readonly limit: number }): Promise<readonly TroubledJob[]>;
  /** False where it is done, being done, or there is none of that id in the organisation. */
  retry(org: OrgId, id: string): Promise<boolean>;
}

/** The pages of administrators and auditors, one organisation at a time. Who may read them is asked before. */
export interface AdminPages {
  overview(org: OrgId): Promise<Overview>;
  waiting(org: OrgId): Promise<Waiting>;
  people(org: OrgId, asked: PeopleAsked & { readonly page: number }): Promise<Paged<PersonStatus>>;
  allPeople(org: OrgId, asked: PeopleAsked): Promise<readonly PersonStatus[]>;
  /** Null for somebody of whom nothing was ever seen in the organisation. */
  person(org: OrgId, id: string): Promise<PersonView | null>;
  repositories(org: OrgId, asked: RepositoriesAsked & { readonly page: number }): Promise<RepositoriesView>;
  allRepositories(org: OrgId, asked: RepositoriesAsked): Promise<readonly RepositoryRow[]>;
  policy(org: OrgId): Promise<PolicyView>;
  /** Lets in what is held, if it is what was seen (`digest`). Only for admins. */
  releasePolicy(by: Actor, org: OrgId, given: { readonly digest: string; readonly reason: string }): Promise<Done>;
  rollout(org: OrgId): Promise<RolloutView>;
  previewText(org: OrgId, text: string): Promise<PreviewedText>;
  /** Puts staged courses in force. Only for admins of all organisations that the instance serves. */
  publishContent(by: Actor, given: { readonly courses: readonly string[]; readonly reason: string }): Promise<Done>;
  jobs(org: OrgId, page: number): Promise<JobsView>;
  deliveries(org: OrgId): Promise<DeliveriesView>;
  /** By name, those that are revoked too. */
  clients(org: OrgId): Promise<readonly ClientView[]>;
  /** Hooks of other systems that did not take all that they were told. */
  silentHooks(org: OrgId): Promise<readonly HookTrouble[]>;
  /** Has GitHub send it again, by the id of the attempt that failed. Only for admins. */
  redeliver(by: Actor, org: OrgId, id: number): Promise<Done>;
  /** Tries it now. Only for admins. */
  retryJob(by: Actor, org: OrgId, id: string): Promise<Done>;
}
