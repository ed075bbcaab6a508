import { organizationOf, repositoryOf, teamOf, userById, userOf } from "../find.ts";
import type { Services } from "../rest/route.ts";
import type { Invitation, Organization, Role, Team, User } from "../state.ts";
import { invitedEvent, memberEvent, membershipEvent, teamEvent } from "../webhooks/organization-events.ts";
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
  const invitation: Invitation = {
    id: state.nextId("invitation"),
    userId: user.id,
    inviterId: sender.id,
    role: given.role ?? "member",
    teamIds: (given.teams ?? []).map((slug) => teamOf(organization, slug).id),
    createdAt: state.clock(),
  };
  organization.invitations.set(invitation.id, invitation);
  services.emit(invitedEvent(services.world, organization, invitation));
  return invitation;
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

function join({ world, emit }: Services, organization: Organization, invitation: Invitation): void {
  const user = userById(world.state, invitation.userId);
  organization.invitations.delete(invitation.id);
  organization.members.set(user.id, invitation.role);
  const senderId = invitation.inviterId;
  emit(memberEvent(world, "member_added", { organization, user, role: invitation.role, senderId }));
  for (const id of invitation.teamIds) {
    const team = organization.teams.get(id);
    if (!team) continue;
    team.members.set(user.id, "member");
    emit(membershipEvent(world, "added", { organization, team, user, senderId }));
  }
}

/** Invites and accepts in one go. */
export function addMember(services: Services, given: MemberGiven): void {
  inviteMember(services, given);
  acceptInvitation(services, { as: given.user });
}

/** Takes the seats on teams and the direct access with it, as GitHub does. */
export function removeMember({ world, emit, ...rest }: Services, given: MemberGiven): void {
  const { state } = world;
  const { organization, sender } = chooseOrganization({ world, emit, ...rest }, given);
  const user = userOf(state, given.user);
  const role = organization.members.get(user.id) ?? refuse(`${given.user} is no member`);
  const owners = [...organization.members.values()].filter((one) => one === "admin").length;
  if (role === "admin" && owners === 1) refuse("the last owner cannot be removed");
  const seats = [...organization.teams.values()].filter(({ members }) => members.delete(user.id));
  organization.members.delete(user.id);
  for (const repository of state.repositories.values())
    if (repository.ownerId === organization.id) repository.collaborators.delete(user.id);
  for (const team of seats) emit(membershipEvent(world, "removed", { organization, team, user, senderId: sender.id }));
  emit(memberEvent(world, "member_removed", { organization, user, role, senderId: sender.id }));
}

export interface SeatGiven extends OrganizationGiven {
  readonly team: string;
  readonly user: string;
}

export function addToTeam(services: Services, given: SeatGiven): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  const user = userOf(services.world.state, given.user);
  if (!organization.members.has(user.id)) refuse(`${given.user} is no member; GitHub would invite them`);
  if (team.members.has(user.id)) return;
  team.members.set(user.id, "member");
  services.emit(membershipEvent(services.world, "added", { organization, team, user, senderId: sender.id }));
}

export function removeFromTeam(services: Services, given: SeatGiven): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  const user = userOf(services.world.state, given.user);
  if (!team.members.delete(user.id)) refuse(`${given.user} is not on ${given.team}`);
  services.emit(membershipEvent(services.world, "removed", { organization, team, user, senderId: sender.id }));
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
