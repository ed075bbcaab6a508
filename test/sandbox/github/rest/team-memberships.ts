import { userById } from "../find.ts";
import { notFound } from "../refusal.ts";
import { giveSeat, invitationOf, seatOn, sendInvitation, takeSeat, teamSynced } from "../seats.ts";
import type { Invitation, Organization, Team, User } from "../state.ts";
import { apiUrl } from "../world.ts";
import { actorIn, type Call, ok, organizationIn, type Reply, route } from "./route.ts";

const PATH = "/orgs/{org}/teams/{team_slug}/memberships/{username}";
const WRITE = { as: "installation", needs: ["members:write"] } as const;

export const teamMembershipRoutes = [
  route(`GET ${PATH}`, { as: "installation", needs: ["members:read"] }, read),
  route(`PUT ${PATH}`, WRITE, put),
  route(`DELETE ${PATH}`, WRITE, remove),
];

interface Named {
  readonly organization: Organization;
  readonly team: Team;
  readonly user: User;
}

function named(call: Call): Named {
  const organization = organizationIn(call);
  const team = teamIn(call, organization);
  return { organization, team, user: memberIn(call) };
}

export function teamIn(call: Call, organization: Organization): Team {
  const team = [...organization.teams.values()].find(({ slug }) => slug === call.params.team_slug);
  if (!team) throw notFound();
  return team;
}

/** The person of the path. */
export function memberIn({ world, params }: Call): User {
  const user = world.state.logins.get((params.username ?? "").toLowerCase());
  if (!user || user.type === "Organization") throw notFound();
  return user;
}

function read(call: Call): Reply {
  const { organization, team, user } = named(call);
  const role = seatOn(organization, team, user.id);
  if (role) return membership(call, { team, user }, role, "active");
  if (!invitationOf(organization, user.id)?.teamIds.includes(team.id)) throw notFound();
  return membership(call, { team, user }, "member", "pending");
}

/** Who is no member is invited to the organisation; who is invited gets one team more with the invitation. */
function put(call: Call): Reply {
  const { organization, team, user } = named(call);
  if (team.synced || team.enterprise) throw teamSynced();
  const { role = "member" } = (call.body ?? {}) as { role?: "member" | "maintainer" };
  if (organization.members.has(user.id)) {
    giveSeat(call, { organization, team, user, senderId: actorIn(call) }, role);
    return membership(call, { team, user }, role, "active");
  }
  const invited = invitationOf(organization, user.id);
  if (invited) addTeamTo(organization, invited, team);
  else sendInvitation(call, organization, { user, inviterId: actorIn(call), teamIds: [team.id] });
  return membership(call, { team, user }, role, "pending");
}

function addTeamTo(organization: Organization, invitation: Invitation, team: Team): void {
  const teamIds = [...new Set([...invitation.teamIds, team.id])];
  organization.invitations.set(invitation.id, { ...invitation, teamIds });
}

function remove(call: Call): Reply {
  const { organization, team, user } = named(call);
  if (team.synced || team.enterprise) throw teamSynced();
  const taken = takeSeat(call, { organization, team, user, senderId: actorIn(call) });
  const invited = invitationOf(organization, user.id);
  const waits = invited?.teamIds.includes(team.id) ?? false;
  if (!taken && !waits) throw notFound();
  if (invited && waits) {
    const teamIds = invited.teamIds.filter((id) => id !== team.id);
    organization.invitations.set(invited.id, { ...invited, teamIds });
  }
  return { status: 204 };
}

function membership(
  { world }: Call,
  { team, user }: Pick<Named, "team" | "user">,
  role: "member" | "maintainer",
  state: "active" | "pending",
): Reply {
  const { login } = userById(world.state, user.id);
  const url = apiUrl(world, `/organizations/${team.organizationId}/team/${team.id}/memberships/${login}`);
  return ok({ url, role, state });
}
