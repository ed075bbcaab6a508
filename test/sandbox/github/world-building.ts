import { addCommit, noreply } from "./git.ts";
import type { Installation, Organization, Permissions, Repository, Role, State, Team, User } from "./state.ts";

export function addOrganization(
  state: State,
  given: { login: string; name: string; basePermission?: Role; plan?: Organization["plan"] },
): Organization {
  const organization: Organization = {
    id: state.nextId("organization"),
    type: "Organization",
    login: given.login,
    name: given.name,
    basePermission: given.basePermission ?? "read",
    members: new Map(),
    teams: new Map(),
    roles: [],
    invitations: new Map(),
    invitationsADay: 500,
    invitedAt: [],
    otherApps: new Map(),
    plan: given.plan ?? "enterprise",
    properties: new Map(),
    identities: null,
    createdAt: state.clock(),
  };
  state.organizations.set(organization.id, organization);
  state.logins.set(given.login.toLowerCase(), organization);
  return organization;
}

export interface NewTeam {
  readonly slug: string;
  readonly privacy?: Team["privacy"];
  readonly parent?: Team;
  readonly enterprise?: boolean;
  readonly members?: readonly User[];
  readonly repositories?: ReadonlyArray<readonly [Repository, Role]>;
}

export function addTeam(state: State, organization: Organization, given: NewTeam): Team {
  const team: Team = {
    id: state.nextId("team"),
    organizationId: organization.id,
    slug: given.slug,
    name: given.slug,
    privacy: given.privacy ?? "closed",
    parentId: given.parent?.id ?? null,
    members: new Map((given.members ?? []).map(({ id }) => [id, "member"])),
    repositories: new Map((given.repositories ?? []).map(([{ id }, role]) => [id, role])),
    synced: false,
    enterprise: given.enterprise ?? false,
    createdAt: state.clock(),
  };
  organization.teams.set(team.id, team);
  return team;
}

export interface NewRepository {
  readonly owner: Organization | User;
  readonly name: string;
  readonly visibility?: Repository["visibility"];
  readonly files?: Readonly<Record<string, string>>;
  readonly creator: User;
}

/** A repository with one commit on `main`. */
export function addRepository(state: State, given: NewRepository): Repository {
  const repository = emptyRepository(state, given, null);
  const author = {
    name: given.creator.name ?? given.creator.login,
    email: noreply(given.creator),
    date: state.clock(),
  };
  const files = { "README.md": `# ${given.name}\n`, ...given.files };
  const first = addCommit(state, { repository, parents: [], author, message: "Begin", pusher: given.creator, files });
  repository.branches.set(repository.defaultBranch, first.sha);
  return repository;
}

/** A fork with the branches of its parent; it shares the parent's commits and has none of its access. */
export function addFork(state: State, parent: Repository, owner: User): Repository {
  const known = state.repositoryNames.get(`${owner.login}/${parent.name}`.toLowerCase());
  if (known) return known;
  const fork = emptyRepository(
    state,
    { owner, name: parent.name, visibility: parent.visibility, creator: owner },
    parent,
  );
  for (const [branch, sha] of parent.branches) fork.branches.set(branch, sha);
  return fork;
}

function emptyRepository(
  state: State,
  { owner, name, visibility = "private" }: NewRepository,
  parent: Repository | null,
): Repository {
  const now = state.clock();
  const id = state.nextId("repository");
  const repository: Repository = {
    id,
    ownerId: owner.id,
    name,
    visibility,
    archived: false,
    defaultBranch: "main",
    networkId: parent?.networkId ?? id,
    parentId: parent?.id ?? null,
    branches: new Map(),
    deployKeys: new Map(),
    collaborators: new Map(),
    invitations: new Map(),
    protections: new Map(),
    properties: new Map(),
    mergeQueues: new Map(),
    pulls: new Map(),
    activities: [],
    nextNumber: 1,
    createdAt: now,
    pushedAt: now,
  };
  state.repositories.set(id, repository);
  state.repositoryNames.set(`${owner.login}/${name}`.toLowerCase(), repository);
  return repository;
}

export interface NewInstallation {
  readonly account: Organization | User;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly repositories?: readonly Repository[];
}

/** `emails` is a permission on people, not on the account, and no installation has it. */
export function addInstallation(state: State, given: NewInstallation): Installation {
  const { emails: _, ...permissions } = given.permissions;
  const now = state.clock();
  const installation: Installation = {
    id: state.nextId("installation"),
    accountId: given.account.id,
    permissions,
    events: given.events,
    selected: given.repositories ? new Set(given.repositories.map(({ id }) => id)) : null,
    suspendedAt: null,
    suspendedById: null,
    createdAt: now,
    updatedAt: now,
  };
  state.installations.set(installation.id, installation);
  return installation;
}
