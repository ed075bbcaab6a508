import type { AccountId, OrgId, RepositoryId } from "./ids.ts";

/** Roles on a repository, weakest first; a custom role counts as its base. */
export const ACCESS_ORDER = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Access = (typeof ACCESS_ORDER)[number];

export function atLeast(access: Access, floor: Access): boolean {
  return ACCESS_ORDER.indexOf(access) >= ACCESS_ORDER.indexOf(floor);
}

export function strongest(accesses: readonly Access[]): Access {
  return accesses.reduce<Access>((best, access) => (atLeast(access, best) ? access : best), "none");
}

/** What REST (`pull`, `push`) and GraphQL (`WRITE`) call a role. */
const NAMES: ReadonlyMap<string, Access> = new Map([
  ...ACCESS_ORDER.map((access) => [access, access] as const),
  ["pull", "read"],
  ["push", "write"],
]);

/** A role by GitHub's name for it. One that is not known, as a custom role's, gives at least what any access gives. */
export function toAccess(role: string): Access {
  return NAMES.get(role.toLowerCase()) ?? "read";
}

/**
 * Where an observation hangs, and what its `role` says:
 *
 * - `member`: `member` or `admin` (owner) · `team-member`: `member` or `maintainer`; own seats, not a child team's
 * - `collaborator`, `team-repository`: what they, or the team's members, may do on the repository
 * - `team`: the slug, by which policies name it · `team-parent`: the parent's id
 * - `invitation` to the organisation: the role that is offered; `externalId` is GitHub's id of it
 * - `org-role`: with account or team, who has the organisation role `externalId`, by its name; with neither, the access
 *   to every repository that the role gives (`none` where it gives none)
 * - `base`: the access of every member to every repository · `visibility`: private, internal or public
 * - `deploy-key`: read or write, by key (`externalId`)
 * - `app`: what an App's installation (`externalId`, ours among them) may do with every repository · `app-on-some`: likewise,
 *   with repositories that GitHub names to that App alone
 * - `enterprise-team`: the enterprise keeps the team: nobody in the organisation says who is on it
 *
 * Not observed, since GitHub shows it one repository at a time and tells no App of it: who is invited to a single
 * repository. They have no access until they accept, and that is told.
 *
 * `UNKNOWN` as role, with no account, team or repository: GitHub does not show this kind to the installation.
 */
export const ACCESS_KINDS = [
  "member",
  "team",
  "team-member",
  "team-repository",
  "team-parent",
  "collaborator",
  "invitation",
  "org-role",
  "base",
  "visibility",
  "deploy-key",
  "app",
  "app-on-some",
  "enterprise-team",
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

export const UNKNOWN = "unknown";

/**
 * `baseline`: by a full look, of what it was the first look at. `sweep`: by a later one. `verify`: by our own look after
 * a write.
 */
export const ACCESS_SOURCES = ["event", "baseline", "sweep", "audit-log", "verify"] as const;
export type AccessSource = (typeof ACCESS_SOURCES)[number];

/**
 * One dated observation: from `observedAt` on, this key held (`present`) or did not, until the next one of the same key.
 * A full look tells only that it came about after `notBefore`; null: `observedAt` is exact, or nobody looked before.
 * `recordedAt` is when we came to know; what was known at a time is what was recorded up to then.
 */
export interface AccessObservation {
  readonly orgId: OrgId;
  readonly kind: AccessKind;
  readonly accountId: AccountId | null;
  readonly teamId: number | null;
  readonly repositoryId: RepositoryId | null;
  readonly role: string | null;
  readonly present: boolean;
  readonly source: AccessSource;
  readonly deliveryId: string | null;
  /** GitHub's id of what the other ids do not name. */
  readonly externalId: string | null;
  readonly observedAt: Date;
  readonly notBefore: Date | null;
  readonly recordedAt: Date;
}

export type AccessKey = Pick<AccessObservation, "kind" | "accountId" | "teamId" | "repositoryId" | "externalId">;

/** Observations of one key follow each other. */
export function keyOf({ kind, accountId, teamId, repositoryId, externalId }: AccessKey): string {
  return [kind, accountId, teamId, repositoryId, externalId].map((part) => part ?? "").join(":");
}

/** What somebody holds now, and since when without a break. */
export interface Seat extends AccessKey {
  readonly role: string | null;
  /** When it was first observed since it was last absent, and by what; `notBefore` as there. */
  readonly since: Date;
  readonly notBefore: Date | null;
  readonly source: AccessSource;
  /** It was there when the first full look came. */
  readonly preExisting: boolean;
  /** Since when it has this role. */
  readonly roleSince: Date;
}
