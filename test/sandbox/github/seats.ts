import { repositoriesOf, roleOf, teamsOf } from "./access.ts";
import { fullName, userById } from "./find.ts";
import { invalid, Refusal } from "./refusal.ts";
import type { Services } from "./rest/route.ts";
import type { Invitation, Organization, Repository, RepositoryInvitation, Role, State, Team, User } from "./state.ts";
import { collaboratorEvent, invitedEvent, memberEvent, membershipEvent } from "./webhooks/organization-events.ts";

type Where = Pick<Services, "world" | "emit">;

export interface SeatOf {
  readonly organization: Organization;
  readonly team: Team;
  readonly user: User;
  readonly senderId: number;
}

export const teamSynced = () =>
  new Refusal(403, "This team is externally managed, and its membership cannot be changed here.");

const DAY_MS = 86_400_000;

/** A seat for a member. Nothing is told of one that is there already, whatever its role. */
export function giveSeat({ world, emit }: Where, seat: SeatOf, role: "member" | "maintainer" = "member"): void {
  const known = seat.team.members.has(seat.user.id);
  seat.team.members.set(seat.user.id, role);
  if (!known) emit(membershipEvent(world, "added", seat));
}

/** Answers whether there was one. */
export function takeSeat({ world, emit }: Where, seat: SeatOf): boolean {
  if (!seat.team.members.delete(seat.user.id)) return false;
  emit(membershipEvent(world, "removed", seat));
  loseForks(world.state, seat.organization, seat.user);
  return true;
}

export function invitationOf(organization: Organization, userId: number): Invitation | undefined {
  return [...organization.invitations.values()].find((invitation) => invitation.userId === userId);
}

export interface Invited {
  readonly user: User;
  readonly inviterId: number;
  readonly role?: Invitation["role"];
  readonly teamIds: readonly number[];
}

/** Throws what GitHub answers when an organisation has invited too many today. */
export function sendInvitation({ world, emit }: Where, organization: Organization, invited: Invited): Invitation {
  const { state } = world;
  const now = state.clock();
  const today = organization.invitedAt.filter((at) => now.getTime() - at.getTime() < DAY_MS);
  if (today.length >= organization.invitationsADay) throw tooManyInvitations();
  organization.invitedAt.splice(0, organization.invitedAt.length, ...today, now);
  const invitation: Invitation = {
    id: state.nextId("invitation"),
    userId: invited.user.id,
    inviterId: invited.inviterId,
    role: invited.role ?? "member",
    teamIds: invited.teamIds,
    createdAt: now,
  };
  organization.invitations.set(invitation.id, invitation);
  emit(invitedEvent(world, organization, invitation));
  return invitation;
}

const tooManyInvitations = () =>
  invalid("Validation Failed", [
    {
      resource: "OrganizationInvitation",
      code: "unprocessable",
      field: "data",
      message: "Over invitation rate limit",
    },
  ]);

/** The seats on teams come with the membership, each told for itself. */
export function join(where: Where, organization: Organization, invitation: Invitation): void {
  const { world, emit } = where;
  const user = userById(world.state, invitation.userId);
  const { role, inviterId: senderId } = invitation;
  organization.invitations.delete(invitation.id);
  organization.members.set(user.id, role);
  emit(memberEvent(world, "member_added", { organization, user, role, senderId }));
  for (const id of invitation.teamIds) {
    const team = organization.teams.get(id);
    if (team) giveSeat(where, { organization, team, user, senderId });
  }
}

/** Takes the seats on teams and the direct access with it, as GitHub does. */
export function leave({ world, emit }: Where, organization: Organization, user: User, senderId: number): void {
  const role = organization.members.get(user.id) ?? "member";
  const seats = [...organization.teams.values()].filter(({ members }) => members.delete(user.id));
  organization.members.delete(user.id);
  for (const { collaborators } of repositoriesOf(world.state, organization.id)) collaborators.delete(user.id);
  for (const team of seats) emit(membershipEvent(world, "removed", { organization, team, user, senderId }));
  emit(memberEvent(world, "member_removed", { organization, user, role, senderId }));
  loseForks(world.state, organization, user);
}

export interface RoleOf {
  readonly repository: Repository;
  readonly user: User;
  readonly senderId: number;
}

export function giveRole({ world, emit }: Where, given: RoleOf, role: Role): void {
  const { repository, user } = given;
  const from = repository.collaborators.get(user.id);
  repository.collaborators.set(user.id, role);
  if (from !== role) emit(collaboratorEvent(world, from ? "edited" : "added", { ...given, role, from }));
}

/** Answers whether there was one. An invitation that waits is withdrawn with it. */
export function takeRole({ world, emit }: Where, given: RoleOf): boolean {
  const { repository, user } = given;
  for (const { id, userId } of repository.invitations.values())
    if (userId === user.id) repository.invitations.delete(id);
  if (!repository.collaborators.delete(user.id)) return false;
  emit(collaboratorEvent(world, "removed", { ...given, role: "none" }));
  const organization = world.state.organizations.get(repository.ownerId);
  if (organization) loseForks(world.state, organization, user);
  return true;
}

export function inviteToRepository({ world: { state } }: Where, given: RoleOf, role: Role): RepositoryInvitation {
  const { repository, user, senderId } = given;
  const known = [...repository.invitations.values()].find(({ userId }) => userId === user.id);
  const invitation = {
    id: known?.id ?? state.nextId("invitation"),
    userId: user.id,
    inviterId: senderId,
    role,
    createdAt: known?.createdAt ?? state.clock(),
  };
  repository.invitations.set(invitation.id, invitation);
  return invitation;
}

/** Is on the team itself, or on one below it. */
export function seatOn(organization: Organization, team: Team, userId: number): "member" | "maintainer" | undefined {
  return team.members.get(userId) ?? (teamsOf(organization, userId).includes(team) ? "member" : undefined);
}

/**
 * Who loses the last access to a private repository loses their forks of it, for good:
 * https://docs.github.com/en/organizations/managing-membership-in-your-organization/removing-a-member-from-your-organization
 */
export function loseForks(state: State, organization: Organization, user: User): void {
  for (const repository of repositoriesOf(state, organization.id)) {
    if (repository.visibility !== "private" || roleOf(state, repository, user) !== "none") continue;
    for (const fork of repositoriesOf(state, user.id)) if (fork.parentId === repository.id) forget(state, fork);
  }
}

function forget(state: State, repository: Repository): void {
  state.repositoryNames.delete(fullName(state, repository).toLowerCase());
  state.repositories.delete(repository.id);
}
