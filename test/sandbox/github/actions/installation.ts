import { repositoryOf } from "../find.ts";
import type { Services } from "../rest/route.ts";
import type { Installation, Permissions } from "../state.ts";
import { installedRepositories } from "../webhooks/emit.ts";
import { installationEvent, installationRepositoriesEvent } from "../webhooks/organization-events.ts";
import { addInstallation } from "../world-building.ts";
import { chooseOrganization, type OrganizationGiven } from "./organization.ts";
import { refuse } from "./refused.ts";

/** By owners only; `repositories` selects, without it all are meant. */
export function installApp(
  services: Services,
  given: OrganizationGiven & { readonly repositories?: readonly string[] },
): Installation {
  const { world, emit } = services;
  const { state, app } = world;
  const { organization, sender } = chooseOrganization(services, given);
  if ([...state.installations.values()].some(({ accountId }) => accountId === organization.id))
    refuse("it is installed already");
  const installation = addInstallation(state, {
    account: organization,
    permissions: app.permissions,
    events: app.events,
    ...(given.repositories ? { repositories: given.repositories.map((name) => repositoryOf(state, name)) } : {}),
  });
  emit(installationEvent(world, "created", { installation, senderId: sender.id }));
  return installation;
}

function choose(services: Services, given: OrganizationGiven) {
  const { organization, sender } = chooseOrganization(services, given);
  const all = [...services.world.state.installations.values()];
  const installation = all.find(({ accountId }) => accountId === organization.id) ?? refuse("the App is not installed");
  installation.updatedAt = services.world.state.clock();
  return { installation, senderId: sender.id };
}

export function uninstallApp(services: Services, given: OrganizationGiven): void {
  const { installation, senderId } = choose(services, given);
  const happening = installationEvent(services.world, "deleted", { installation, senderId });
  services.world.state.installations.delete(installation.id);
  services.emit(happening);
}

export function suspendApp(services: Services, given: OrganizationGiven): void {
  const { installation, senderId } = choose(services, given);
  installation.suspendedAt = services.world.state.clock();
  installation.suspendedById = senderId;
  services.emit(installationEvent(services.world, "suspend", { installation, senderId }));
}

export function unsuspendApp(services: Services, given: OrganizationGiven): void {
  const { installation, senderId } = choose(services, given);
  installation.suspendedAt = null;
  installation.suspendedById = null;
  services.emit(installationEvent(services.world, "unsuspend", { installation, senderId }));
}

/** The owner accepts what the App asks for by now, or what is given here. */
export function acceptPermissions(
  services: Services,
  given: OrganizationGiven & { readonly permissions?: Permissions },
): void {
  const { installation, senderId } = choose(services, given);
  installation.permissions = given.permissions ?? services.world.app.permissions;
  installation.events = services.world.app.events;
  services.emit(installationEvent(services.world, "new_permissions_accepted", { installation, senderId }));
}

/** Makes the selection this one; null selects all. GitHub sends one event for what came and one for what went. */
export function selectRepositories(
  services: Services,
  given: OrganizationGiven & { readonly repositories: readonly string[] | null },
): void {
  const { world, emit } = services;
  const { installation, senderId } = choose(services, given);
  const before = new Set(installedRepositories(world.state, installation));
  installation.selected =
    given.repositories && new Set(given.repositories.map((name) => repositoryOf(world.state, name).id));
  const after = new Set(installedRepositories(world.state, installation));
  const added = [...after].filter((repository) => !before.has(repository));
  const removed = [...before].filter((repository) => !after.has(repository));
  if (added.length > 0) emit(installationRepositoriesEvent(world, { installation, added, removed: [], senderId }));
  if (removed.length > 0) emit(installationRepositoriesEvent(world, { installation, added: [], removed, senderId }));
}
