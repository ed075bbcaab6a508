import type { Clock } from "../../../src/domain/clock.ts";

/** Roles on a repository, weakest first; GitHub's REST names `pull` and `push` are `read` and `write` here. */
export const ROLES = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface Email {
  readonly email: string;
  readonly verified: boolean;
  readonly primary: boolean;
}

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot";
  readonly name: string | null;
  readonly emails: readonly Email[];
  readonly createdAt: Date;
}

export interface Team {
  readonly id: number;
  readonly organizationId: number;
  readonly slug: string;
  readonly name: string;
  readonly privacy: "closed" | "secret";
  readonly parentId: number | null;
  readonly members: Map<number, "member" | "maintainer">;
  /** Repository id to the role that the team gives. */
  readonly repositories: Map<number, Role>;
  /** An identity provider says who is on it: nobody else may. */
  synced: boolean;
  /** The enterprise keeps it, and has assigned it to the organisation. */
  readonly enterprise: boolean;
  readonly createdAt: Date;
}

/** An App that somebody else wrote, installed in the organisation. */
export interface OtherApp {
  readonly id: number;
  readonly slug: string;
  readonly permissions: Permissions;
  /** Of which repositories is told to it alone. */
  readonly selection: "all" | "selected";
  suspendedAt: Date | null;
  readonly createdAt: Date;
}

export interface Invitation {
  readonly id: number;
  readonly userId: number;
  readonly inviterId: number;
  readonly role: "admin" | "member";
  readonly teamIds: readonly number[];
  readonly createdAt: Date;
}

/** To one repository, for somebody from outside. */
export interface RepositoryInvitation {
  readonly id: number;
  readonly userId: number;
  readonly inviterId: number;
  readonly role: Role;
  readonly createdAt: Date;
}

/** A role in the organisation itself, and who has it. */
export interface OrganizationRole {
  readonly id: number;
  readonly name: string;
  /** What it gives on every repository. */
  readonly baseRole: Exclude<Role, "none"> | null;
  readonly users: Set<number>;
  readonly teams: Set<number>;
}

export interface DeployKey {
  readonly id: number;
  readonly title: string;
  readonly readOnly: boolean;
}

export interface Organization {
  readonly id: number;
  readonly login: string;
  readonly type: "Organization";
  readonly name: string;
  /** What every member has on every private repository. */
  basePermission: Role;
  readonly members: Map<number, "admin" | "member">;
  readonly teams: Map<number, Team>;
  /** Null: its plan knows none. */
  roles: readonly OrganizationRole[] | null;
  readonly invitations: Map<number, Invitation>;
  /** How many invitations may be sent in a day, and when those of late were. */
  invitationsADay: number;
  readonly invitedAt: Date[];
  readonly otherApps: Map<number, OtherApp>;
  /** Rulesets and branch protection depend on it; see `plan.ts`. */
  plan: Plan;
  /** Custom properties by name. */
  readonly properties: Map<string, PropertyDefinition>;
  /** Whom its SAML provider knows; null where it has none. */
  identities: readonly ExternalIdentity[] | null;
  readonly createdAt: Date;
}

export interface ExternalIdentity {
  readonly guid: string;
  /** Null until they sign in through the provider. */
  readonly userId: number | null;
  readonly nameId: string;
  readonly emails: readonly string[];
}

export type Plan = "free" | "team" | "enterprise";

export interface PropertyDefinition {
  readonly name: string;
  readonly kind: "string" | "single_select" | "multi_select" | "true_false";
  /** What a repository has of which nothing is said. */
  readonly standard: PropertyValue | null;
  readonly allowed: readonly string[] | null;
}

export type PropertyValue = string | readonly string[];

export type Owner = User | Organization;

export interface RequiredCheck {
  readonly context: string;
  readonly integrationId: number | null;
}

export interface Repository {
  readonly id: number;
  ownerId: number;
  name: string;
  visibility: "private" | "internal" | "public";
  archived: boolean;
  readonly defaultBranch: string;
  /** A fork and its parent are one network: each sees the other's commits by SHA. */
  readonly networkId: number;
  readonly parentId: number | null;
  readonly branches: Map<string, string>;
  readonly deployKeys: Map<number, DeployKey>;
  /** Direct collaborators: user id to role. */
  readonly collaborators: Map<number, Role>;
  /** Those that nobody has accepted yet. */
  readonly invitations: Map<number, RepositoryInvitation>;
  /** Classic protection, by branch. What rulesets ask of it stands in the state's `rulesets`. */
  readonly protections: Map<string, BranchProtection>;
  /** Values of custom properties that were set here. */
  readonly properties: Map<string, PropertyValue>;
  /** Branches that are merged into through a queue alone. */
  readonly mergeQueues: Map<string, MergeQueue>;
  readonly pulls: Map<number, PullRequest>;
  /** What happened to its branches, oldest first. */
  readonly activities: Activity[];
  nextNumber: number;
  readonly createdAt: Date;
  pushedAt: Date;
}

export interface Activity {
  readonly id: number;
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly before: string;
  readonly after: string;
  readonly actorId: number;
  readonly at: Date;
  readonly kind: "push" | "force_push" | "branch_creation" | "branch_deletion" | "pr_merge" | "merge_queue_merge";
}

export interface BranchProtection {
  readonly id: number;
  /** Null: no status check is asked for. */
  checks: readonly RequiredCheck[] | null;
  strict: boolean;
  /** False: those who administer the repository need not mind. */
  enforceAdmins: boolean;
}

/** A ruleset as its body travels, since that is how it is written, read and kept in its history. */
export interface Ruleset {
  readonly id: number;
  readonly source: { readonly kind: "Organization" | "Repository"; readonly id: number };
  body: RulesetBody;
  /** Oldest first; the last is what is in force. */
  readonly versions: RulesetVersion[];
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface RulesetVersion {
  readonly id: number;
  readonly actorId: number;
  readonly at: Date;
  readonly body: RulesetBody;
}

export interface RulesetBody {
  readonly name: string;
  readonly target: "branch" | "tag" | "push" | "repository";
  readonly enforcement: "active" | "disabled" | "evaluate";
  readonly bypass_actors: readonly BypassActor[];
  readonly conditions: RulesetConditions;
  readonly rules: readonly Rule[];
}

export interface BypassActor {
  readonly actor_id?: number | null;
  readonly actor_type: "Integration" | "OrganizationAdmin" | "RepositoryRole" | "Team" | "DeployKey" | "User";
  readonly bypass_mode?: "always" | "pull_request" | "exempt";
}

interface Patterns {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

interface PropertyPattern {
  readonly name: string;
  readonly property_values: readonly string[];
}

export interface RulesetConditions {
  readonly ref_name?: Patterns;
  readonly repository_name?: Patterns & { readonly protected?: boolean };
  readonly repository_id?: { readonly repository_ids?: readonly number[] };
  readonly repository_property?: {
    readonly include?: readonly PropertyPattern[];
    readonly exclude?: readonly PropertyPattern[];
  };
}

/** The stand-in enforces `required_status_checks`; of the others it knows that they are there. */
export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface GitPerson {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}

export interface Commit {
  readonly sha: string;
  readonly networkId: number;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: GitPerson;
  readonly committer: GitPerson;
  /** Who GitHub authenticated when the commit arrived. */
  readonly pusherId: number;
  readonly signature: "none" | "github";
  readonly files: ReadonlyMap<string, string>;
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly repositoryId: number;
  readonly authorId: number;
  title: string;
  readonly body: string | null;
  readonly headRepositoryId: number;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  /** Frozen when the head or the base changes, as GitHub does; oldest first. */
  commits: readonly string[];
  draft: boolean;
  state: "open" | "closed";
  /** Every assignment that was ever made, oldest first. */
  readonly assignments: Assignment[];
  /** Who is assigned now. */
  assigneeIds: readonly number[];
  readonly reviews: Review[];
  readonly createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  mergedAt: Date | null;
  mergedById: number | null;
  mergeCommitSha: string | null;
}

export interface Assignment {
  readonly assigneeId: number;
  readonly actorId: number;
  readonly at: Date;
}

export interface Review {
  readonly id: number;
  readonly number: number;
  readonly repositoryId: number;
  readonly reviewerId: number;
  readonly sha: string;
  readonly body: string | null;
  state: ReviewState;
  readonly submittedAt: Date;
}

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";

export interface MergeQueue {
  readonly repositoryId: number;
  readonly branch: string;
  /** Must every group pass (`ALLGREEN`), or only the last of those that merge together (`HEADGREEN`)? */
  strategy: "ALLGREEN" | "HEADGREEN";
  /** First to merge first. */
  entries: readonly QueueEntry[];
}

export interface QueueEntry {
  readonly id: number;
  readonly pull: PullRequest;
  readonly enqueuerId: number;
  readonly enqueuedAt: Date;
  readonly group: MergeGroup;
}

/** The branch that GitHub builds for an entry: its base, or the group of the entry ahead, with the pull request merged. */
export interface MergeGroup {
  /** Without `refs/heads/`. */
  readonly branch: string;
  readonly baseSha: string;
  readonly headSha: string;
}

export type Conclusion =
  | "action_required"
  | "cancelled"
  | "failure"
  | "neutral"
  | "success"
  | "skipped"
  | "stale"
  | "timed_out";

export type CheckStatus = "queued" | "in_progress" | "completed";

export interface CheckSuite {
  readonly id: number;
  readonly appId: number;
  readonly repositoryId: number;
  readonly headSha: string;
  readonly headBranch: string | null;
  /** Set to queued by a re-run until a run of it is written again. */
  requeued: boolean;
  readonly runs: CheckRun[];
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly title?: string;
  readonly message: string;
}

export interface CheckOutput {
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: readonly CheckAnnotation[];
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  name: string;
  externalId: string;
  detailsUrl: string | null;
  status: CheckStatus;
  conclusion: Conclusion | null;
  startedAt: Date;
  completedAt: Date | null;
  readonly output: CheckOutput;
  actions: readonly CheckAction[];
}

export interface Comment {
  readonly id: number;
  readonly repositoryId: number;
  readonly number: number;
  readonly userId: number;
  readonly body: string;
  readonly createdAt: Date;
  readonly reactions: Reaction[];
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly repositoryId: number;
  readonly userId: number;
  readonly title: string;
  readonly body: string;
  readonly createdAt: Date;
}

export interface Reaction {
  readonly id: number;
  readonly userId: number;
  readonly content: string;
  readonly createdAt: Date;
}

export type Permissions = Readonly<Record<string, "read" | "write" | "admin">>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookSecret: string;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly botId: number;
  readonly ownerId: number;
  permissions: Permissions;
  events: readonly string[];
  webhookUrl: string | null;
  callbackUrls: readonly string[];
  readonly createdAt: Date;
}

export interface Installation {
  readonly id: number;
  readonly accountId: number;
  permissions: Permissions;
  events: readonly string[];
  /** Null means all repositories of the account. */
  selected: Set<number> | null;
  suspendedAt: Date | null;
  suspendedById: number | null;
  readonly createdAt: Date;
  updatedAt: Date;
}

/** Everything the stand-in remembers. Plain maps: whoever writes also keeps the indexes (see `git.ts`, `checks.ts`). */
export interface State {
  readonly clock: Clock;
  readonly users: Map<number, User>;
  readonly organizations: Map<number, Organization>;
  readonly repositories: Map<number, Repository>;
  readonly commits: Map<string, Commit>;
  /** Commit SHA to the pull requests that hold it. */
  readonly pullsByCommit: Map<string, Set<PullRequest>>;
  /** What is reachable from the few tips asked for last; see `git.ts`. */
  readonly ancestry: Map<string, ReadonlySet<string>>;
  readonly suites: Map<number, CheckSuite>;
  readonly runs: Map<number, CheckRun>;
  /** `${repositoryId}/${sha}` to its suites. */
  readonly suitesByHead: Map<string, CheckSuite[]>;
  readonly comments: Map<number, Comment>;
  readonly issues: Map<number, Issue>;
  readonly installations: Map<number, Installation>;
  readonly rulesets: Map<number, Ruleset>;
  /** Called at the very moment at which a ruleset has changed, before anybody else gets to do something. */
  readonly rulesetWatchers: Set<() => void>;
  readonly logins: Map<string, Owner>;
  readonly repositoryNames: Map<string, Repository>;
  /** Verified and noreply addresses, lower case, to the account that they link to. */
  readonly emails: Map<string, User>;
  /** A fresh id; kinds that outgrew 32 bits on GitHub do so here too. */
  nextId(kind: IdKind): number;
  nextSha(): string;
}

export type IdKind =
  | "user"
  | "organization"
  | "team"
  | "repository"
  | "installation"
  | "invitation"
  | "pull"
  | "comment"
  | "issue"
  | "review"
  | "reaction"
  | "suite"
  | "run"
  | "entry"
  | "ruleset"
  | "version"
  | "protection"
  | "activity"
  | "delivery";
