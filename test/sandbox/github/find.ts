import type { Commit, Organization, Owner, PullRequest, Repository, State, Team, User } from "./state.ts";

/** What the caller named is not there; `actions` throw it as it is, HTTP turns it into a 404. */
export class NotThereError extends Error {
  override readonly name = "NotThereError";
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotThereError(`There is no ${what}`);
  return value;
}

export function userOf(state: State, login: string): User {
  const owner = state.logins.get(login.toLowerCase());
  return found(owner && owner.type !== "Organization" ? owner : undefined, `user ${login}`);
}

export function userById(state: State, id: number): User {
  return found(state.users.get(id), `user ${id}`);
}

export function organizationOf(state: State, login: string): Organization {
  const owner = state.logins.get(login.toLowerCase());
  return found(owner?.type === "Organization" ? owner : undefined, `organization ${login}`);
}

export function ownerById(state: State, id: number): Owner {
  return found(state.organizations.get(id) ?? state.users.get(id), `account ${id}`);
}

export function teamOf(organization: Organization, slug: string): Team {
  const team = [...organization.teams.values()].find((candidate) => candidate.slug === slug);
  return found(team, `team ${slug} in ${organization.login}`);
}

/** By `owner/name`; a bare name is looked up in the first organisation, which saves typing in stories. */
export function repositoryOf(state: State, name: string): Repository {
  const first = state.organizations.values().next().value;
  const full = name.includes("/") || !first ? name : `${first.login}/${name}`;
  return found(state.repositoryNames.get(full.toLowerCase()), `repository ${full}`);
}

export function repositoryById(state: State, id: number): Repository {
  return found(state.repositories.get(id), `repository ${id}`);
}

export function fullName(state: State, repository: Repository): string {
  return `${ownerById(state, repository.ownerId).login}/${repository.name}`;
}

export function pullOf(repository: Repository, number: number): PullRequest {
  return found(repository.pulls.get(number), `pull request ${repository.name}#${number}`);
}

export function commitOf(state: State, sha: string): Commit {
  return found(state.commits.get(sha), `commit ${sha}`);
}

/** A SHA, a branch, `refs/heads/…`, `heads/…` or HEAD; undefined when this network holds no such commit. */
export function resolveRef(state: State, repository: Repository, ref: string): Commit | undefined {
  const branch = ref === "HEAD" ? repository.defaultBranch : ref.replace(/^(refs\/)?heads\//, "");
  const sha = repository.branches.get(branch) ?? ref;
  const commit = state.commits.get(sha);
  return commit?.networkId === repository.networkId ? commit : undefined;
}
