import { userById } from "../find.ts";
import { simpleUser } from "../shapes/account.ts";
import { installationShape } from "../shapes/app.ts";
import { invitationShape } from "../shapes/invitation.ts";
import { permissionFlags, repositoryBrief, repositoryShape, teamPermission } from "../shapes/repository.ts";
import { teamShape } from "../shapes/team.ts";
import type { Installation, Invitation, Organization, Repository, Role, Team, User } from "../state.ts";
import { apiUrl, type World } from "../world.ts";
import { type Happening, installedRepositories } from "./emit.ts";

const on = (organization: Organization, senderId: number) => ({ accountId: organization.id, organization, senderId });

/** `organization`: member_added, member_removed. The role is the one held, or last held. */
export function memberEvent(
  world: World,
  action: "member_added" | "member_removed",
  {
    organization,
    user,
    role,
    senderId,
  }: { organization: Organization; user: User; role: "admin" | "member"; senderId: number },
): Happening {
  const url = apiUrl(world, `/orgs/${organization.login}`);
  const membership = {
    url: `${url}/memberships/${user.login}`,
    state: action === "member_added" ? "active" : "inactive",
    role,
    organization_url: url,
    direct_membership: true,
  };
  const payload = () => ({ membership: { ...membership, user: simpleUser(world, user) } });
  return { ...on(organization, senderId), event: "organization", action, payload };
}

export function invitedEvent(world: World, organization: Organization, invitation: Invitation): Happening {
  const payload = () => ({
    invitation: invitationShape(world, organization, invitation),
    user: simpleUser(world, userById(world.state, invitation.userId)),
  });
  return { ...on(organization, invitation.inviterId), event: "organization", action: "member_invited", payload };
}

export interface Seat {
  readonly organization: Organization;
  readonly team: Team;
  readonly user: User;
  readonly senderId: number;
}

export function membershipEvent(
  world: World,
  action: "added" | "removed",
  { organization, team, user, senderId }: Seat,
): Happening {
  const payload = () => ({
    scope: "team",
    member: simpleUser(world, user),
    team: teamShape(world, organization, team),
  });
  return { ...on(organization, senderId), event: "membership", action, payload };
}

export interface TeamAccess {
  readonly organization: Organization;
  readonly team: Team;
  readonly repository?: Repository;
  readonly role?: Role;
  readonly senderId: number;
}

export function teamEvent(
  world: World,
  action: "created" | "edited" | "deleted" | "added_to_repository" | "removed_from_repository",
  { organization, team, repository, role = "read", senderId }: TeamAccess,
): Happening {
  const payload = () => ({
    team: teamShape(world, organization, team, role),
    ...(repository
      ? { repository: { ...repositoryShape(world, repository), permissions: permissionFlags(role) } }
      : {}),
  });
  return { ...on(organization, senderId), ...(repository ? { repository } : {}), event: "team", action, payload };
}

export interface Collaboration {
  readonly repository: Repository;
  readonly user: User;
  readonly role: Role;
  readonly from?: Role | undefined;
  readonly senderId: number;
}

export function collaboratorEvent(
  world: World,
  action: "added" | "edited" | "removed",
  given: Collaboration,
): Happening {
  const { repository, user, role, from, senderId } = given;
  const changed =
    action === "added"
      ? { permission: { to: teamPermission(role) }, role_name: { to: role } }
      : {
          old_permission: { from: teamPermission(from ?? "none") },
          permission: { from: teamPermission(from ?? "none"), to: teamPermission(role) },
        };
  const payload = () => ({ member: simpleUser(world, user), ...(action === "removed" ? {} : { changes: changed }) });
  return { event: "member", action, accountId: repository.ownerId, repository, senderId, payload };
}

export function repositoryEvent(
  action: string,
  {
    repository,
    senderId,
    changes,
  }: { repository: Repository; senderId: number; changes?: Readonly<Record<string, unknown>> },
): Happening {
  const payload = () => (changes ? { changes } : {});
  return { event: "repository", action, accountId: repository.ownerId, repository, senderId, payload };
}

export function installationEvent(
  world: World,
  action: "created" | "deleted" | "suspend" | "unsuspend" | "new_permissions_accepted",
  { installation, senderId }: { installation: Installation; senderId: number },
): Happening {
  // Shown as it is now: when the delivery goes out, a deleted installation is no longer in the state.
  const shape = installationShape(world, installation);
  const repositories = installedRepositories(world.state, installation).map((repository) =>
    repositoryBrief(world, repository),
  );
  const payload = () => ({ installation: shape, repositories, requester: null });
  return { event: "installation", action, accountId: installation.accountId, about: installation, senderId, payload };
}

export function installationRepositoriesEvent(
  world: World,
  {
    installation,
    added,
    removed,
    senderId,
  }: { installation: Installation; added: readonly Repository[]; removed: readonly Repository[]; senderId: number },
): Happening {
  // Made now, since what is removed may be gone from the state when it is sent.
  const shown = {
    installation: installationShape(world, installation),
    repository_selection: installation.selected ? "selected" : "all",
    repositories_added: added.map((repository) => repositoryBrief(world, repository)),
    repositories_removed: removed.map((repository) => repositoryBrief(world, repository)),
    requester: null,
  };
  const payload = () => shown;
  const action = added.length > 0 ? "added" : "removed";
  return {
    event: "installation_repositories",
    action,
    accountId: installation.accountId,
    about: installation,
    senderId,
    payload,
  };
}
