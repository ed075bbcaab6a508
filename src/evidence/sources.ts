import type { EntryDraft } from "../gatelog/entry.ts";
import type { Policy } from "../policy/policy.ts";
import type { Curriculum } from "../training/curriculum.ts";
import type { Mapping } from "../training/mapping/mapping.ts";
import type { Completion } from "../training/passes.ts";
import type { CoverageLook, Surroundings } from "./coverage-intervals.ts";
import type { PolicyDocumentSource } from "./policy-sources.ts";
import type { AwarenessSource, EffectivenessSource } from "./programme-sources.ts";
import type { Period } from "./report.ts";
import type { PopulationSource } from "./roster-sources.ts";

export type EntryType = EntryDraft["type"];

/** An entry as it was hashed, read back. */
export type EntryOf<Type extends EntryType> = Extract<EntryDraft, { type: Type }> & {
  readonly epoch: number;
  readonly seq: number;
  readonly recorded_at: string;
};

export interface Leaf<Type extends EntryType> {
  readonly entry: EntryOf<Type>;
  /** The leaf's hash in the tree, lower-case hex. */
  readonly sha256: string;
}

/** What entries about one thing name it by. */
export type AboutKey = "waiver_id" | "break_glass_id" | "decision_id" | "batch_id" | "hold_id" | "member_id";

/** The gate log of one organisation up to the checkpoint that the manifest names, with what concerns the whole instance. */
export interface EntrySource {
  /** Those of these types, in their order; of a period: those that occurred in it. */
  of<Type extends EntryType>(types: readonly Type[], period?: Period): AsyncIterable<Leaf<Type>>;
  /** In their order. */
  about<Type extends EntryType>(
    types: readonly Type[],
    key: AboutKey,
    ids: readonly string[],
  ): Promise<readonly Leaf<Type>[]>;
  /** How many of each type occurred in the period: counted by the database, and not by who reads them. */
  countByType(period?: Period): Promise<ReadonlyMap<string, number>>;
}

/** Who somebody is, for display. Of a person who was erased nothing stands here, and nothing is invented. */
export interface PersonShown {
  readonly name: string | null;
  readonly email: string | null;
  readonly login: string | null;
  /** Where they are known from: the roster's source, or `github`. */
  readonly source: string | null;
}

export interface PeopleSource {
  /** Of these people, those of whom something is known. */
  find(personKeys: readonly string[]): Promise<ReadonlyMap<string, PersonShown>>;
}

export interface RepositorySource {
  /** `owner/name` by GitHub's id; those that were seen, removed ones too. */
  names(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
}

/** What the records keep of a completion beside its entry. */
export interface CompletionKept {
  readonly startedAt: Date | null;
  readonly passMark: number | null;
  /** The number of the attempt that it rests on, of the person at this course. */
  readonly attempt: number | null;
  readonly attestationId: string | null;
}

/** What only the erasable records hold of a signature. */
export interface AttestationKept {
  readonly attestationId: string;
  readonly typedName: string;
  readonly statement: string;
}

/** A completion as terms are reckoned from it. */
export type PastCompletion = Completion & { readonly id: string };

export interface TrainingSource {
  /** Those of these that are kept. */
  completions(ids: readonly string[]): Promise<ReadonlyMap<string, CompletionKept>>;
  /** By the completion that each signs. */
  attestations(completionIds: readonly string[]): Promise<ReadonlyMap<string, AttestationKept>>;
  /** All that these people completed, by person. */
  historyOf(personKeys: readonly string[]): Promise<ReadonlyMap<string, readonly PastCompletion[]>>;
}

export interface PolicySource {
  /** Null while none is in force. */
  inForce(): Promise<{ readonly digest: string; readonly policy: Policy } | null>;
  /** Null for one that is not kept, or was edited since: its text is then not what its digest names. */
  find(digest: string): Promise<Policy | null>;
}

/** What only the erasable records hold of a waiver. */
export interface WaiverKept {
  readonly reason: string;
  readonly repositories: readonly string[];
  /** Decisions that would have been others without it. */
  readonly uses: number;
  readonly endReason: string | null;
  readonly endedBy: string | null;
}

export interface BreakGlassKept {
  readonly reason: string;
  readonly number: number;
  readonly reviewNote: string | null;
}

export interface ExceptionSource {
  waivers(ids: readonly string[]): Promise<ReadonlyMap<string, WaiverKept>>;
  breakGlasses(ids: readonly string[]): Promise<ReadonlyMap<string, BreakGlassKept>>;
}

export interface ReasonSource {
  /** By their digests, as far as they are kept. */
  texts(sha256s: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface CheckpointSeen {
  readonly epoch: number;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  readonly note: string;
  readonly createdAt: Date;
  /** When an authority stamped the time on it. */
  readonly stampedAt: Date | null;
}

export interface SigningSeen {
  readonly refusedSince: Date | null;
  readonly problem: unknown;
  readonly anchorSilentSince: Date | null;
  readonly anchorProblem: string | null;
  readonly checkedAt: Date | null;
  readonly checkedProblem: unknown;
}

export interface CheckpointSource {
  epochs(): Promise<readonly { readonly epoch: number; readonly origin: string; readonly openedAt: Date }[]>;
  /** Signed in the period, in their order. */
  signedIn(period: Period): AsyncIterable<CheckpointSeen>;
  countSignedIn(period: Period): Promise<number>;
  signing(): Promise<SigningSeen>;
}

/** What stands on one side only: in GitHub's own audit log, or here. */
export interface OneSided {
  readonly key: string;
  readonly side: "github" | "here";
  readonly action: string;
  readonly happenedAt: Date;
  readonly person: string | null;
  readonly actor: string | null;
  readonly repositoryId: number | null;
}

export interface GithubLogSource {
  /** In the order of time. */
  oneSided(period: Period): AsyncIterable<OneSided>;
}

/** GitHub's words for what came onto a branch. */
export const LANDING_KINDS = ["pr_merge", "merge_queue_merge", "push", "force_push"] as const;

/** What the records keep of something that came onto a gated branch, beside its entry. */
export interface LandingKept {
  readonly branch: string;
  readonly number: number | null;
  /** Null where GitHub's record of it was not read, or is another's. */
  readonly kind: string | null;
  readonly activityId: number | null;
}

export interface LandingSource {
  kept(ids: readonly string[]): Promise<ReadonlyMap<string, LandingKept>>;
  /** How many records GitHub has of each kind, as far as they were read. */
  records(period: Period): Promise<ReadonlyMap<string, number>>;
  /** How many merges of pull requests are kept. */
  merges(period: Period): Promise<number>;
}

export interface CoverageSource {
  /** In the order of time. */
  looks(from: Date, to: Date): AsyncIterable<CoverageLook>;
  around(period: Period): Promise<Pick<Surroundings, "pauses" | "silences">>;
}

/** Somebody who may write somewhere that the gate blocks, and lacks what that asks for. */
export interface Untrained {
  readonly person: string;
  readonly missing: readonly string[];
  /** Names of repositories. */
  readonly repositories: readonly string[];
  /** Owners of the organisation cannot be held back. */
  readonly isOwner: boolean;
}

export interface StandingSource {
  /** As of the snapshot. */
  untrained(): Promise<readonly Untrained[]>;
  /** Layers that the policy in force asks of people now, by person: of everybody with access inside the boundary. */
  asked(): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** What the roster's sources said of somebody at a time, of those that they had not left. */
export interface RosterThen {
  /** Job roles, by all sources that name them. */
  readonly roles: readonly string[];
  /** `YYYY-MM-DD` */
  readonly startsOn: string | null;
  readonly employer: string | null;
}

export interface RosterSource {
  /** As it was told up to that time, of those of whom it said something. */
  factsAt(personKeys: readonly string[], at: Date): Promise<ReadonlyMap<string, RosterThen>>;
}

export interface AccountSource {
  /** GitHub's ids of their accounts by person, as they are linked now; of who was erased there is none. */
  of(personKeys: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
  /** How many people have a seat of their own then, as the rows tell that are kept beside the log. */
  countSeated(validAt: Date, knownAt: Date): Promise<number>;
}

/** How a team was called then, by its slug; null where nobody knows. Instants in ms. */
export type TeamSlugs = (team: number, instant: number) => string | null;

/** The log has no words that an organisation made up; rules that go by team name them by these. */
export interface TeamSource {
  slugs(): Promise<TeamSlugs>;
}

/** Everything that reports are made of, as of one snapshot. */
export interface Sources {
  readonly entries: EntrySource;
  readonly people: PeopleSource;
  readonly repositories: RepositorySource;
  readonly training: TrainingSource;
  readonly policies: PolicySource;
  readonly exceptions: ExceptionSource;
  readonly reasons: ReasonSource;
  readonly checkpoints: CheckpointSource;
  readonly githubLog: GithubLogSource;
  readonly landings: LandingSource;
  readonly coverage: CoverageSource;
  readonly standing: StandingSource;
  readonly awareness: AwarenessSource;
  readonly effectiveness: EffectivenessSource;
  readonly policyDocuments: PolicyDocumentSource;
  readonly roster: RosterSource;
  readonly population: PopulationSource;
  readonly accounts: AccountSource;
  readonly teams: TeamSource;
  readonly mapping: Mapping;
  /** In force. */
  readonly curriculum: Curriculum;
  readonly asOf: Date;
}
