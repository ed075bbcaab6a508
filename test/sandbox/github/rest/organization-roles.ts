import { teamsOf } from "../access.ts";
import { userById } from "../find.ts";
import { notFound } from "../refusal.ts";
import { organizationSimple, simpleUser } from "../shapes/account.ts";
import { teamShape } from "../shapes/team.ts";
import type { Organization, OrganizationRole } from "../state.ts";
import { paged } from "./paging.ts";
import { type Call, numberIn, ok, organizationIn, route } from "./route.ts";

const READ = { as: "installation", needs: ["organization_custom_org_roles:read"] } as const;

export const organizationRoleRoutes = [
  route("GET /orgs/{org}/organization-roles", READ, list),
  route("GET /orgs/{org}/organization-roles/{role_id}/teams", READ, teams),
  route("GET /orgs/{org}/organization-roles/{role_id}/users", READ, users),
];

function list(call: Call) {
  const organization = organizationIn(call);
  const roles = rolesOf(organization);
  const at = organization.createdAt.toISOString();
  return ok({
    total_count: roles.length,
    roles: roles.map(({ id, name, baseRole }) => ({
      ...{ id, name, description: null, base_role: baseRole, source: "Predefined", permissions: [] },
      organization: organizationSimple(call.world, organization),
      created_at: at,
      updated_at: at,
    })),
  });
}

function teams(call: Call) {
  const organization = organizationIn(call);
  const having = [...roleIn(call, organization).teams].flatMap((id) => organization.teams.get(id) ?? []);
  return paged(call, having, (team) => ({ ...teamShape(call.world, organization, team), assignment: "direct" }));
}

/** Members of its teams are listed too, marked as having it by way of them. */
function users(call: Call) {
  const organization = organizationIn(call);
  const role = roleIn(call, organization);
  const byTeam = (id: number) => teamsOf(organization, id).some((team) => role.teams.has(team.id));
  const having = [...organization.members.keys()].filter((id) => role.users.has(id) || byTeam(id));
  return paged(call, having, (id) => ({
    ...simpleUser(call.world, userById(call.world.state, id)),
    assignment: role.users.has(id) ? (byTeam(id) ? "mixed" : "direct") : "indirect",
    inherited_from: [],
  }));
}

function rolesOf({ roles }: Organization): readonly OrganizationRole[] {
  if (roles === null) throw notFound();
  return roles;
}

function roleIn(call: Call, organization: Organization): OrganizationRole {
  const role = rolesOf(organization).find(({ id }) => id === numberIn(call, "role_id"));
  if (!role) throw notFound();
  return role;
}
