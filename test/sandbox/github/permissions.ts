import type { InstallationCaller } from "./auth.ts";
import { notAccessible, notFound } from "./refusal.ts";
import type { Permissions, Repository } from "./state.ts";

/** `checks:write`, `members:read`: an App permission and the least level that is enough. */
export type Need = `${string}:${"read" | "write"}`;

const LEVELS = ["read", "write", "admin"] as const;

export function grants(permissions: Permissions, need: Need): boolean {
  const [name = "", least = "read"] = need.split(":");
  const level = permissions[name];
  return level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(least as "read" | "write");
}

/** Any one of the needs is enough, as GitHub's permission tables have it. */
export function requirePermission(permissions: Permissions, needs: readonly Need[]): void {
  if (needs.length > 0 && !needs.some((need) => grants(permissions, need))) throw notAccessible();
}

/** Does the installation hold this repository, and has the token not been narrowed to others? */
export function reaches(caller: InstallationCaller, repository: Repository): boolean {
  const { installation, repositories } = caller;
  if (repository.ownerId !== installation.accountId) return false;
  if (installation.selected && !installation.selected.has(repository.id)) return false;
  return repositories === null || repositories.has(repository.id);
}

/**
 * What GitHub does about a repository and a token: out of reach it is 404, or, if public, readable and not
 * writable; within reach the permissions count.
 */
export function requireRepository(
  caller: InstallationCaller,
  repository: Repository,
  needs: readonly Need[],
  writes: boolean,
): void {
  if (reaches(caller, repository)) requirePermission(caller.permissions, needs);
  else if (repository.visibility !== "public") throw notFound();
  else if (writes) throw notAccessible();
}
