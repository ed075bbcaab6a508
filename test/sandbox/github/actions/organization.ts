import { organizationOf, repositoryOf, teamOf, userOf } from "../find.ts";
import type { Services } from "../rest/route.ts";
import { giveSeat, join, leave, sendInvitation, takeSeat } from "../seats.ts";
import type { Invitation, Organization, Role, Team, User } from "../state.ts";
import { teamEvent } from "../webhooks/organization-events.ts";
import { addTeam } from "../world-building.ts";
import { refuse } from "./refused.ts";

export interface OrganizationGiven {
  readonly as: string;
  /** Default: the first, of which the seed has one. */
  readonly organization?: string;
}

interface Chosen {
  readonly organization: Organization;
  readonly sender: User;
}

/** Members and teams are managed by owners. */
export function chooseOrganization({ world: { state } }: Services, given: OrganizationGiven): Chosen {
  const first = state.organizations.values().next().value;
  const organization =
    given.organization === undefined && first ? first : organizationOf(state, given.organization ?? "");
  const sender = userOf(state, given.as);
  if (organization.members.get(sender.id) !== "admin") refuse(`${given.as} is no owner of ${organization.login}`);
  return { organization, sender };
}

export interface MemberGiven extends OrganizationGiven {
  readonly user: string;
  readonly role?: "admin" | "member";
  readonly teams?: readonly string[];
}

export function inviteMember(services: Services, given: MemberGiven): Invitation {
  const { state } = services.world;
  const { organization, sender } = chooseOrganization(services, given);
  const user = userOf(state, given.user);
  if (organization.members.has(user.id)) refuse(`${given.user} is a member already`);
  const teamIds = (given.teams ?? []).map((slug) => teamOf(organization, slug).id);
  const role = given.role ?? "member";
  return sendInvitation(services, organization, { user, inviterId: sender.id, role, teamIds });
}

/** `as` accepts their own invitation; the seats on teams come with it. */
export function acceptInvitation(services: Services, given: OrganizationGiven): void {
  const { state } = services.world;
  const user = userOf(state, given.as);
  const invited = [...state.organizations.values()].flatMap((organization) =>
    [...organization.invitations.values()].map((invitation) => ({ organization, invitation })),
  );
  const own =
    invited.find(({ invitation }) => invitation.userId === user.id) ?? refuse(`${given.as} has no invitation`);
  join(services, own.organization, own.invitation);
}

/** Invites and accepts in one go. */
export function addMember(services: Services, given: MemberGiven): void {
  inviteMember(services, given);
  acceptInvitation(services, { as: given.user });
}

/** Takes the seats on teams and the direct access with it, as GitHub does. */
export function removeMember(services: Services, given: MemberGiven): void {
  const { state } = services.world;
  const { organization, sender } = chooseOrganization(services, given);
  const user = userOf(state, given.user);
  const role = organization.members.get(user.id) ?? refuse(`${given.user} is no member`);
  const owners = [...organization.members.values()].filter((one) => one === "admin").length;
  if (role === "admin" && owners === 1) refuse("the last owner cannot be removed");
  leave(services, organization, user, sender.id);
}

export interface SeatGiven extends OrganizationGiven {
  readonly team: string;
  readonly user: string;
  readonly role?: "member" | "maintainer";
}

export function addToTeam(services: Services, given: SeatGiven): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  const user = userOf(services.world.state, given.user);
  if (!organization.members.has(user.id)) refuse(`${given.user} is no member; GitHub would invite them`);
  giveSeat(services, { organization, team, user, senderId: sender.id }, given.role);
}

export function removeFromTeam(services: Services, given: SeatGiven): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  const user = userOf(services.world.state, given.user);
  if (!takeSeat(services, { organization, team, user, senderId: sender.id }))
    refuse(`${given.user} is not on ${given.team}`);
}

export interface TeamGiven extends OrganizationGiven {
  readonly team: string;
}

export function createTeam(
  services: Services,
  given: TeamGiven & { readonly privacy?: Team["privacy"]; readonly parent?: string },
): Team {
  const { organization, sender } = chooseOrganization(services, given);
  const team = addTeam(services.world.state, organization, {
    slug: given.team,
    privacy: given.privacy ?? "closed",
    ...(given.parent ? { parent: teamOf(organization, given.parent) } : {}),
  });
  services.emit(teamEvent(services.world, "created", { organization, team, senderId: sender.id }));
  return team;
}

export function deleteTeam(services: Services, given: TeamGiven): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  organization.teams.delete(team.id);
  services.emit(teamEvent(services.world, "deleted", { organization, team, senderId: sender.id }));
}

export function giveTeamRepository(
  services: Services,
  given: TeamGiven & { readonly repository: string; readonly role: Role },
): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  const repository = repositoryOf(services.world.state, given.repository);
  team.repositories.set(repository.id, given.role);
  services.emit(
    teamEvent(services.world, "added_to_repository", {
      organization,
      team,
      repository,
      role: given.role,
      senderId: sender.id,
    }),
  );
}

export function takeTeamRepository(services: Services, given: TeamGiven & { readonly repository: string }): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  const repository = repositoryOf(services.world.state, given.repository);
  if (!team.repositories.delete(repository.id)) refuse(`${given.team} is not on ${given.repository}`);
  services.emit(
    teamEvent(services.world, "removed_from_repository", { organization, team, repository, senderId: sender.id }),
  );
}
