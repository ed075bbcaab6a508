import { nodeId } from "../node-id.ts";
import type { Organization, Role, Team } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { permissionFlags, teamPermission } from "./repository.ts";

function teamCore(world: World, organization: Organization, team: Team) {
  const url = apiUrl(world, `/organizations/${organization.id}/team/${team.id}`);
  return {
    id: team.id,
    node_id: nodeId("Team", team.id),
    url,
    html_url: htmlUrl(world, `/orgs/${organization.login}/teams/${team.slug}`),
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: team.privacy,
    notification_setting: "notifications_enabled",
    ...(team.enterprise ? { type: "enterprise", enterprise_id: 1 } : { type: "organization" }),
  };
}

/** `team`. `role` is what the team has on the repository in question; a team alone has `pull`. */
export function teamShape(world: World, organization: Organization, team: Team, role: Role = "read") {
  const parent = team.parentId === null ? undefined : organization.teams.get(team.parentId);
  return {
    ...teamCore(world, organization, team),
    organization_id: organization.id,
    permission: teamPermission(role),
    permissions: permissionFlags(role),
    parent: parent ? { ...teamCore(world, organization, parent), permission: "pull" } : null,
  };
}
