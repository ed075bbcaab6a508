import { atLeast, roleOf } from "../access.ts";
import { fullName } from "../find.ts";
import type { Repository, Role, State, User } from "../state.ts";

/** GitHub would not let this person do this. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

export function refuse(reason: string): never {
  throw new RefusedError(reason);
}

/** Bots act through their own Apps, which the seed takes to be installed everywhere with write. */
export function requireRole(state: State, user: User, repository: Repository, least: Role): void {
  if (user.type === "Bot" && user.login !== "training-gate[bot]") return;
  if (repository.archived && least !== "read") refuse(`${fullName(state, repository)} is archived`);
  const role = roleOf(state, repository, user);
  if (!atLeast(role, least))
    refuse(`${user.login} has ${role} on ${fullName(state, repository)}, and this needs ${least}`);
}
