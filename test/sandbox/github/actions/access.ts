import { repositoryOf, teamOf, userOf } from "../find.ts";
import type { Services } from "../rest/route.ts";
import { giveRole, giveSeat, invitationOf, inviteToRepository, loseForks, takeSeat } from "../seats.ts";
import type { OtherApp, Permissions, RepositoryInvitation, Role, Team, User } from "../state.ts";
import { teamEvent } from "../webhooks/organization-events.ts";
import { addTeam } from "../world-building.ts";
import { chooseOrganization, type OrganizationGiven, type TeamGiven } from "./organization.ts";
import { refuse } from "./refused.ts";

/** GitHub tells no other App of it. */
export function installOtherApp(
  services: Services,
  given: OrganizationGiven & {
    readonly slug: string;
    readonly permissions: Permissions;
    readonly selection?: "all" | "selected";
  },
): OtherApp {
  const { organization } = chooseOrganization(services, given);
  const { state } = services.world;
  const { slug, permissions, selection = "all" } = given;
  const id = state.nextId("installation");
  const app: OtherApp = { id, slug, permissions, selection, suspendedAt: null, createdAt: state.clock() };
  organization.otherApps.set(id, app);
  return app;
}

/** The enterprise assigns one of its teams to the organisation, whose members these become. It tells no App of it. */
export function assignEnterpriseTeam(
  services: Services,
  given: TeamGiven & {
    readonly members: readonly string[];
    readonly repositories?: readonly (readonly [string, Role])[];
  },
): Team {
  const { organization } = chooseOrganization(services, given);
  const { state } = services.world;
  const members = given.members.map((login) => userOf(state, login));
  const repositories = (given.repositories ?? []).map(([name, role]) => [repositoryOf(state, name), role] as const);
  for (const { id } of members) if (!organization.members.has(id)) organization.members.set(id, "member");
  return addTeam(state, organization, { slug: given.team, members, repositories, enterprise: true });
}

/** From now on an identity provider says who is on the team; its own changes are made by `applyTeam`. */
export function syncTeam(services: Services, given: TeamGiven & { readonly synced?: boolean }): Team {
  const { organization } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  team.synced = given.synced ?? true;
  return team;
}

/** As Terraform at each apply, or a provider at each sync: these members, and nobody else. */
export function applyTeam(services: Services, given: TeamGiven & { readonly members: readonly string[] }): void {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  const { state } = services.world;
  const wanted = given.members.map((login) => userOf(state, login)).filter(({ id }) => organization.members.has(id));
  const gone = [...team.members.keys()].filter((id) => !wanted.some((user) => user.id === id));
  const seat = (user: User) => ({ organization, team, user, senderId: sender.id });
  for (const user of wanted) if (!team.members.has(user.id)) giveSeat(services, seat(user));
  for (const id of gone) takeSeat(services, seat(state.users.get(id) ?? refuse(`there is no user ${id}`)));
}

/** Renamed, and named by another slug from now on. */
export function renameTeam(services: Services, given: TeamGiven & { readonly slug: string }): Team {
  const { organization, sender } = chooseOrganization(services, given);
  const team = teamOf(organization, given.team);
  Object.assign(team, { slug: given.slug, name: given.slug });
  services.emit(teamEvent(services.world, "edited", { organization, team, senderId: sender.id }));
  return team;
}

/** Owner or member. GitHub tells no App of it. */
export function setMemberRole(
  services: Services,
  given: OrganizationGiven & { readonly user: string; readonly role: "admin" | "member" },
): void {
  const { organization } = chooseOrganization(services, given);
  const user = userOf(services.world.state, given.user);
  if (!organization.members.has(user.id)) refuse(`${given.user} is no member`);
  organization.members.set(user.id, given.role);
}

/** What every member has on every private repository. GitHub tells no App of it. */
export function setBasePermission(services: Services, given: OrganizationGiven & { readonly role: Role }): void {
  const { organization } = chooseOrganization(services, given);
  organization.basePermission = given.role;
  for (const id of organization.members.keys()) {
    const user = services.world.state.users.get(id);
    if (user) loseForks(services.world.state, organization, user);
  }
}

export function cancelInvitation(services: Services, given: OrganizationGiven & { readonly user: string }): void {
  const { organization } = chooseOrganization(services, given);
  const user = userOf(services.world.state, given.user);
  const { id } = invitationOf(organization, user.id) ?? refuse(`${given.user} has no invitation`);
  organization.invitations.delete(id);
}

export interface InvitedTo {
  readonly as: string;
  readonly repository: string;
}

export function inviteCollaborator(
  services: Services,
  given: InvitedTo & { readonly user: string; readonly role?: Role },
): RepositoryInvitation {
  const { state } = services.world;
  const repository = repositoryOf(state, given.repository);
  const invited = { repository, user: userOf(state, given.user), senderId: userOf(state, given.as).id };
  return inviteToRepository(services, invited, given.role ?? "write");
}

/** `as` accepts the invitation to a repository. */
export function acceptRepository(services: Services, given: InvitedTo): void {
  const { state } = services.world;
  const repository = repositoryOf(state, given.repository);
  const user = userOf(state, given.as);
  const own =
    [...repository.invitations.values()].find(({ userId }) => userId === user.id) ??
    refuse(`${given.as} has no invitation to ${given.repository}`);
  repository.invitations.delete(own.id);
  giveRole(services, { repository, user, senderId: own.inviterId }, own.role);
}
