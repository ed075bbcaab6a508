import { isOutsideCollaborator, repositoriesOf } from "../access.ts";
import { userById } from "../find.ts";
import { grants, reaches } from "../permissions.ts";
import { notFound } from "../refusal.ts";
import { organizationFull, organizationSimple, simpleUser } from "../shapes/account.ts";
import { installationShape, otherInstallationShape } from "../shapes/app.ts";
import { permissionFlags, repositoryShape } from "../shapes/repository.ts";
import { teamShape } from "../shapes/team.ts";
import type { Organization, Repository, User } from "../state.ts";
import { apiUrl } from "../world.ts";
import { paged, pagedIn } from "./paging.ts";
import { type Call, ok, organizationIn, route } from "./route.ts";
import { teamIn } from "./team-memberships.ts";

const MEMBERS = { as: "installation", needs: ["members:read"] } as const;

export const organizationRoutes = [
  route("GET /orgs/{org}", { as: "installation" }, organization),
  route("GET /orgs/{org}/repos", { as: "administrator", needs: ["metadata:read"] }, (call) =>
    paged(
      call,
      repositoriesOf(call.world.state, organizationIn(call).id).filter((one) => isSeen(call, one)),
      (one) => repositoryShape(call.world, one),
    ),
  ),
  route("GET /orgs/{org}/installations", { as: "installation", needs: ["organization_administration:read"] }, apps),
  route("GET /orgs/{org}/members", MEMBERS, members),
  route("GET /orgs/{org}/memberships/{username}", MEMBERS, membership),
  route("GET /orgs/{org}/outside_collaborators", MEMBERS, outsideCollaborators),
  route("GET /orgs/{org}/teams", MEMBERS, (call) => {
    const organization = organizationIn(call);
    return paged(call, [...organization.teams.values()], (team) => teamShape(call.world, organization, team));
  }),
  route("GET /orgs/{org}/teams/{team_slug}/members", MEMBERS, teamMembers),
  route("GET /orgs/{org}/teams/{team_slug}/repos", MEMBERS, teamRepositories),
];

/** The base permission is for those alone who may administer the organisation. */
function organization(call: Call) {
  const { default_repository_permission: base, ...shape } = organizationFull(call.world, organizationIn(call));
  const administers =
    call.caller.kind !== "installation" || grants(call.caller.permissions, "organization_administration:read");
  return ok(administers ? { ...shape, default_repository_permission: base } : shape);
}

/** The App under test first, then everybody else's. */
function apps(call: Call) {
  const { world } = call;
  const organization = organizationIn(call);
  const own = [...world.state.installations.values()].filter(({ accountId }) => accountId === organization.id);
  return pagedIn(
    call,
    "installations",
    [
      ...own.map((one) => installationShape(world, one)),
      ...[...organization.otherApps.values()].map((one) => otherInstallationShape(world, organization, one)),
    ],
    (shape) => shape,
  );
}

function isSeen({ caller }: Call, repository: Repository): boolean {
  return caller.kind !== "installation" || reaches(caller, repository) || repository.visibility === "public";
}

function members(call: Call) {
  const { role = "all" } = call.query;
  const chosen = [...organizationIn(call).members].filter(([, has]) => role === "all" || has === role);
  return paged(call, chosen, ([id]) => simpleUser(call.world, userById(call.world.state, id)));
}

function membership(call: Call) {
  const organization = organizationIn(call);
  const user = call.world.state.logins.get((call.params.username ?? "").toLowerCase());
  if (!user || user.type === "Organization") throw notFound();
  return ok(membershipShape(call, organization, user));
}

function membershipShape({ world }: Call, organization: Organization, user: User) {
  const role = organization.members.get(user.id);
  const invited = [...organization.invitations.values()].find((invitation) => invitation.userId === user.id);
  if (!role && !invited) throw notFound();
  return {
    url: apiUrl(world, `/orgs/${organization.login}/memberships/${user.login}`),
    state: role ? "active" : "pending",
    role: role ?? invited?.role,
    direct_membership: true,
    organization_url: apiUrl(world, `/orgs/${organization.login}`),
    organization: organizationSimple(world, organization),
    user: simpleUser(world, user),
  };
}

function outsideCollaborators(call: Call) {
  const { state } = call.world;
  const organization = organizationIn(call);
  const outside = [...state.users.values()].filter((user) => isOutsideCollaborator(state, organization, user.id));
  return paged(call, outside, (user) => simpleUser(call.world, user));
}

/** Members of child teams are listed too, marked as inherited. */
function teamMembers(call: Call) {
  const team = teamIn(call, organizationIn(call));
  const { role = "all" } = call.query;
  const children = [...organizationIn(call).teams.values()].filter(({ parentId }) => parentId === team.id);
  const inherited = children.flatMap((child) => [...child.members]).filter(([id]) => !team.members.has(id));
  const all = new Map([...inherited, ...team.members]);
  const chosen = [...all].filter(([, has]) => role === "all" || has === role);
  return paged(call, chosen, ([id, has]) => ({
    ...simpleUser(call.world, userById(call.world.state, id)),
    role: has,
    inherited: !team.members.has(id),
  }));
}

function teamRepositories(call: Call) {
  const team = teamIn(call, organizationIn(call));
  const all = repositoriesOf(call.world.state, team.organizationId).filter(({ id }) => team.repositories.has(id));
  return paged(call, all, (repository) => {
    const role = team.repositories.get(repository.id) ?? "none";
    return { ...repositoryShape(call.world, repository), permissions: permissionFlags(role), role_name: role };
  });
}
