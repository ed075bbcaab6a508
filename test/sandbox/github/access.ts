import { type Organization, type Repository, ROLES, type Role, type State, type Team, type User } from "./state.ts";

/** One reason why somebody has a role on a repository, as GraphQL's `permissionSources` tells it. */
export interface Source {
  readonly role: Role;
  readonly from: Organization | Team | Repository;
  readonly kind: "Organization" | "Team" | "Repository";
}

export function atLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

export function strongest(roles: Iterable<Role>): Role {
  let best: Role = "none";
  for (const role of roles) if (atLeast(role, best)) best = role;
  return best;
}

/** A member of a child team is a member of its parents too, and has what they give. */
export function teamsOf(organization: Organization, userId: number): Team[] {
  const teams = new Set<Team>();
  for (const team of organization.teams.values()) {
    if (!team.members.has(userId)) continue;
    for (
      let at: Team | undefined = team;
      at && !teams.has(at);
      at = at.parentId ? organization.teams.get(at.parentId) : undefined
    )
      teams.add(at);
  }
  return [...teams];
}

/** Every grant that counts, public visibility aside. */
export function sourcesOf(state: State, repository: Repository, user: User): Source[] {
  const direct = repository.collaborators.get(user.id);
  const sources: Source[] = direct ? [{ role: direct, from: repository, kind: "Repository" }] : [];
  if (repository.ownerId === user.id) sources.push({ role: "admin", from: repository, kind: "Repository" });
  const organization = state.organizations.get(repository.ownerId);
  const membership = organization?.members.get(user.id);
  if (!organization || !membership) return sources;

  const base = membership === "admin" ? "admin" : strongest([organization.basePermission, internalRole(repository)]);
  if (base !== "none") sources.push({ role: base, from: organization, kind: "Organization" });
  for (const team of teamsOf(organization, user.id)) {
    const role = team.repositories.get(repository.id);
    if (role) sources.push({ role, from: team, kind: "Team" });
  }
  return sources;
}

function internalRole(repository: Repository): Role {
  return repository.visibility === "private" ? "none" : "read";
}

/** The effective role: the strongest source, and at least read on what is public. */
export function roleOf(state: State, repository: Repository, user: User): Role {
  const granted = strongest(sourcesOf(state, repository, user).map((source) => source.role));
  return granted === "none" && repository.visibility === "public" ? "read" : granted;
}

/** Everybody with a granted role, effective role included; never the public at large. */
export function collaboratorsOf(
  state: State,
  repository: Repository,
): Array<{ user: User; role: Role; sources: Source[] }> {
  const ids = new Set(repository.collaborators.keys());
  for (const id of state.organizations.get(repository.ownerId)?.members.keys() ?? []) ids.add(id);
  if (state.users.has(repository.ownerId)) ids.add(repository.ownerId);
  return [...ids].flatMap((id) => {
    const user = state.users.get(id);
    const sources = user ? sourcesOf(state, repository, user) : [];
    return user && sources.length > 0 ? [{ user, role: strongest(sources.map((source) => source.role)), sources }] : [];
  });
}

export function isOutsideCollaborator(state: State, organization: Organization, userId: number): boolean {
  if (organization.members.has(userId)) return false;
  return repositoriesOf(state, organization.id).some((repository) => repository.collaborators.has(userId));
}

export function repositoriesOf(state: State, ownerId: number): Repository[] {
  return [...state.repositories.values()].filter((repository) => repository.ownerId === ownerId);
}

/** GitHub's `author_association` for a pull request or a comment. */
export function associationOf(
  state: State,
  repository: Repository,
  userId: number,
): "OWNER" | "MEMBER" | "COLLABORATOR" | "CONTRIBUTOR" | "NONE" {
  if (repository.ownerId === userId) return "OWNER";
  if (state.organizations.get(repository.ownerId)?.members.has(userId)) return "MEMBER";
  if (repository.collaborators.has(userId)) return "COLLABORATOR";
  const merged = [...repository.pulls.values()].some((pull) => pull.authorId === userId && pull.mergedAt);
  return merged ? "CONTRIBUTOR" : "NONE";
}
