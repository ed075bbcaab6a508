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
 * Where an observation hangs. `team` tells a team's slug, by which policies name it; `team-repository` says what its
 * members may do there. Neither names an account.
 */
export type AccessKind = "member" | "team" | "team-member" | "team-repository" | "collaborator";

/**
 * One dated observation: from `observedAt` on, this key held (`present`) or did not.
 * `role` is `member` or `admin` (owner) for members, `member` or `maintainer` in teams, an `Access` on repositories,
 * and the slug for `team`.
 */
export interface AccessObservation {
  readonly orgId: OrgId;
  readonly kind: AccessKind;
  readonly accountId: AccountId | null;
  readonly teamId: number | null;
  readonly repositoryId: RepositoryId | null;
  readonly role: string | null;
  readonly present: boolean;
  readonly source: "event" | "baseline" | "sweep" | "audit-log";
  readonly deliveryId: string | null;
  readonly observedAt: Date;
}
