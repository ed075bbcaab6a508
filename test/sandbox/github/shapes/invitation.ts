import { fullName, userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Invitation, Organization, Repository, RepositoryInvitation } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";
import { repositoryShape } from "./repository.ts";

/** `organization-invitation`. All of them are to accounts; by e-mail nobody is invited here. */
export function invitationShape(world: World, organization: Organization, invitation: Invitation) {
  return {
    id: invitation.id,
    node_id: nodeId("Invitation", invitation.id),
    login: userById(world.state, invitation.userId).login,
    email: null,
    role: invitation.role === "admin" ? "admin" : "direct_member",
    created_at: invitation.createdAt.toISOString(),
    failed_at: null,
    failed_reason: null,
    inviter: simpleUser(world, userById(world.state, invitation.inviterId)),
    team_count: invitation.teamIds.length,
    invitation_teams_url: apiUrl(world, `/organizations/${organization.id}/invitations/${invitation.id}/teams`),
    invitation_source: "member",
  };
}

/** `repository-invitation`. */
export function repositoryInvitationShape(world: World, repository: Repository, invitation: RepositoryInvitation) {
  const { id, role } = invitation;
  return {
    id,
    node_id: nodeId("Invitation", id),
    repository: repositoryShape(world, repository),
    invitee: simpleUser(world, userById(world.state, invitation.userId)),
    inviter: simpleUser(world, userById(world.state, invitation.inviterId)),
    permissions: role,
    created_at: invitation.createdAt.toISOString(),
    expired: false,
    url: apiUrl(world, `/user/repository_invitations/${id}`),
    html_url: `${htmlUrl(world, `/${fullName(world.state, repository)}`)}/invitations`,
  };
}
