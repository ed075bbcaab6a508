import { repositoriesOf, teamsOf } from "../access.ts";
import { userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import { GHOST } from "../people.ts";
import type { App, Organization, Repository, State, Team, User } from "../state.ts";
import { installedRepositories } from "../webhooks/emit.ts";
import { htmlUrl } from "../world.ts";
import { connect } from "./connections.ts";
import { type Args, type Context, fields, int32, requireNeed, sees } from "./context.ts";
import { identityProviderOf } from "./identities.ts";

export const userFields = fields<User>({
  id: ({ id }) => nodeId("User", id),
  databaseId: ({ id }) => int32(id),
  login: ({ login }) => login,
  name: ({ name }) => name,
  email: () => "",
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  url: ({ login }, _, { world }) => htmlUrl(world, `/${login}`),
  avatarUrl: ({ id }, _, { world }) => htmlUrl(world, `/avatars/u/${id}`),
});

/** Null for a deleted account, where REST shows a ghost. */
export function actorOf(state: State, id: number): User | null {
  const user = state.users.get(id);
  return user === undefined || user === GHOST ? null : user;
}

/** GraphQL writes a bot's login without the `[bot]` that REST adds. */
export const botFields = fields<User>({
  id: ({ id }) => nodeId("Bot", id),
  databaseId: ({ id }) => int32(id),
  login: ({ login }) => login.replace(/\[bot\]$/, ""),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  url: ({ login }, _, { world }) => htmlUrl(world, `/apps/${login.replace(/\[bot\]$/, "")}`),
  avatarUrl: ({ id }, _, { world }) => htmlUrl(world, `/avatars/u/${id}`),
});

/** Whom an import left behind; none here, but queries ask for what an author may be. */
export const mannequinFields = fields<User>({
  id: ({ id }) => nodeId("User", id),
  databaseId: ({ id }) => int32(id),
  login: ({ login }) => login,
  url: ({ login }, _, { world }) => htmlUrl(world, `/${login}`),
  avatarUrl: ({ id }, _, { world }) => htmlUrl(world, `/avatars/u/${id}`),
});

export const appFields = fields<App>({
  id: ({ id }) => nodeId("App", id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  slug: ({ slug }) => slug,
});

export const organizationFields = fields<Organization>({
  id: ({ id }) => nodeId("Organization", id),
  databaseId: ({ id }) => int32(id),
  login: ({ login }) => login,
  name: ({ name }) => name,
  url: ({ login }, _, { world }) => htmlUrl(world, `/${login}`),
  avatarUrl: ({ id }, _, { world }) => htmlUrl(world, `/avatars/u/${id}`),
  membersWithRole: ({ members }, args, context) => {
    requireNeed(context, "members:read");
    const { state } = context.world;
    return connect(
      args,
      [...members],
      ([id]) => userById(state, id),
      ([, role]) => ({ role: role.toUpperCase() }),
    );
  },
  pendingMembers: ({ invitations }, args, context) => {
    requireNeed(context, "members:read");
    return connect(args, [...invitations.values()], ({ userId }) => userById(context.world.state, userId));
  },
  teams: (organization, args, context) => {
    requireNeed(context, "members:read");
    return connect(args, chosenTeams(organization, args, context), (team) => team);
  },
  team: ({ teams }, { slug }, context) => {
    requireNeed(context, "members:read");
    return [...teams.values()].find((team) => team.slug === slug) ?? null;
  },
  samlIdentityProvider: (organization, _, context) => identityProviderOf(organization, context),
  repositories: (organization, args, context) =>
    connect(args, chosenRepositories(organization, args, context), (repository) => repository),
});

function chosenTeams(
  organization: Organization,
  { privacy, rootTeamsOnly, query, userLogins }: Args,
  { world: { state } }: Context,
): readonly Team[] {
  const logins = userLogins as readonly string[] | null | undefined;
  const theirs = logins?.flatMap((login) => {
    const user = state.logins.get(login.toLowerCase());
    return user ? teamsOf(organization, user.id) : [];
  });
  return [...organization.teams.values()].filter(
    (team) =>
      !team.enterprise &&
      (theirs === undefined || theirs.includes(team)) &&
      (privacy == null || privacyOf(team) === privacy) &&
      (rootTeamsOnly !== true || team.parentId === null) &&
      (query == null || team.name.toLowerCase().includes(String(query).toLowerCase())),
  );
}

function chosenRepositories({ id }: Organization, args: Args, context: Context): Repository[] {
  const visibility = args.visibility ?? args.privacy;
  return repositoriesOf(context.world.state, id).filter(
    (repository) =>
      sees(context, repository) &&
      (visibility == null || repository.visibility.toUpperCase() === visibility) &&
      (args.isArchived == null || repository.archived === args.isArchived) &&
      (args.isFork == null || (repository.parentId !== null) === args.isFork),
  );
}

const privacyOf = (team: Team) => (team.privacy === "secret" ? "SECRET" : "VISIBLE");

export const teamFields = fields<Team>({
  id: ({ id }) => nodeId("Team", id),
  databaseId: ({ id }) => int32(id),
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  privacy: privacyOf,
  organization: ({ organizationId }, _, { world }) => world.state.organizations.get(organizationId),
  parentTeam: ({ organizationId, parentId }, _, { world }) =>
    parentId === null ? null : (world.state.organizations.get(organizationId)?.teams.get(parentId) ?? null),
  members: teamMembers,
  repositories: (team, args, { world, caller }) => {
    const all = installedRepositories(world.state, caller.installation).filter(({ id }) => team.repositories.has(id));
    return connect(
      args,
      all,
      (repository) => repository,
      ({ id }) => ({ permission: team.repositories.get(id)?.toUpperCase() }),
    );
  },
});

function teamMembers(team: Team, args: Args, { world: { state } }: Context) {
  const { membership = "ALL", role, query } = args;
  const teams = state.organizations.get(team.organizationId)?.teams.values() ?? [];
  const below = [...teams].filter(({ parentId }) => parentId === team.id).flatMap((child) => [...child.members]);
  const inherited = below.filter(([id]) => !team.members.has(id));
  const chosen = new Map([
    ...(membership === "IMMEDIATE" ? [] : inherited),
    ...(membership === "CHILD_TEAM" ? [] : team.members),
  ]);
  const named = (id: number) => query == null || userById(state, id).login.includes(String(query));
  const all = [...chosen].filter(([id, has]) => (role == null || has.toUpperCase() === role) && named(id));
  return connect(
    args,
    all,
    ([id]) => userById(state, id),
    ([, has]) => ({ role: has.toUpperCase() }),
  );
}
