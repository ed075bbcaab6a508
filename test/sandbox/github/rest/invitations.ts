import { invalid, notFound } from "../refusal.ts";
import { leave, sendInvitation } from "../seats.ts";
import { invitationShape } from "../shapes/invitation.ts";
import { teamShape } from "../shapes/team.ts";
import type { Invitation, Organization } from "../state.ts";
import { paged } from "./paging.ts";
import { actorIn, type Call, created, numberIn, organizationIn, type Reply, route } from "./route.ts";
import { memberIn } from "./team-memberships.ts";

const READ = { as: "installation", needs: ["members:read"] } as const;
const WRITE = { as: "installation", needs: ["members:write"] } as const;

export const invitationRoutes = [
  route("GET /orgs/{org}/invitations", READ, (call) => {
    const organization = organizationIn(call);
    return paged(call, [...organization.invitations.values()], (one) => invitationShape(call.world, organization, one));
  }),
  route("POST /orgs/{org}/invitations", { ...WRITE, creates: true }, invite),
  route("GET /orgs/{org}/invitations/{invitation_id}/teams", READ, (call) => {
    const organization = organizationIn(call);
    const teams = invitationIn(call, organization).teamIds.flatMap((id) => organization.teams.get(id) ?? []);
    return paged(call, teams, (team) => teamShape(call.world, organization, team));
  }),
  route("DELETE /orgs/{org}/invitations/{invitation_id}", WRITE, (call) => {
    const organization = organizationIn(call);
    organization.invitations.delete(invitationIn(call, organization).id);
    return { status: 204 };
  }),
  route("DELETE /orgs/{org}/members/{username}", WRITE, (call) => {
    const organization = organizationIn(call);
    const user = memberIn(call);
    if (!organization.members.has(user.id)) throw notFound();
    leave(call, organization, user, actorIn(call));
    return { status: 204 };
  }),
];

function invitationIn(call: Call, { invitations }: Organization): Invitation {
  const invitation = invitations.get(numberIn(call, "invitation_id"));
  if (!invitation) throw notFound();
  return invitation;
}

interface Body {
  readonly invitee_id?: number;
  readonly role?: string;
  readonly team_ids?: readonly number[];
}

/** By account alone: people here have addresses, and nobody is invited by one. */
function invite(call: Call): Reply {
  const organization = organizationIn(call);
  const { invitee_id = 0, role = "direct_member", team_ids: teamIds = [] } = call.body as Body;
  const user = call.world.state.users.get(invitee_id);
  if (!user) throw refused("Invitee is not a user");
  if (organization.members.has(user.id)) throw refused("Invitee is already a part of this organization");
  if (teamIds.some((id) => !organization.teams.has(id))) throw refused("Team is not of this organization");
  const known = [...organization.invitations.values()].find(({ userId }) => userId === user.id);
  if (known) organization.invitations.delete(known.id);
  const inviterId = actorIn(call);
  const invitation = sendInvitation(call, organization, {
    user,
    inviterId,
    teamIds,
    role: role === "admin" ? "admin" : "member",
  });
  return created(invitationShape(call.world, organization, invitation));
}

const refused = (message: string) =>
  invalid("Validation Failed", [{ resource: "OrganizationInvitation", code: "unprocessable", field: "data", message }]);
