import { fullName, organizationOf, ownerById, repositoryOf, userOf } from "../find.ts";
import type { Services } from "../rest/route.ts";
import { rulesetsOf } from "../ruleset-changes.ts";
import { giveRole, takeRole } from "../seats.ts";
import { organizationSimple } from "../shapes/account.ts";
import type { Organization, Repository, Role, State, User } from "../state.ts";
import { installedRepositories } from "../webhooks/emit.ts";
import { installationRepositoriesEvent, repositoryEvent } from "../webhooks/organization-events.ts";
import { addRepository, type NewRepository } from "../world-building.ts";
import { chooseOrganization } from "./organization.ts";
import { refuse, requireRole } from "./refused.ts";

export interface RepositoryGiven {
  readonly as: string;
  readonly repository: string;
}

function choose({ world: { state } }: Services, given: RepositoryGiven): { repository: Repository; sender: User } {
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  if (!repository.archived) requireRole(state, sender, repository, "admin");
  return { repository, sender };
}

export function createRepository(
  services: Services,
  given: { readonly as: string; readonly name: string } & Pick<NewRepository, "visibility" | "files">,
): Repository {
  const { organization, sender } = chooseOrganization(services, given);
  const { as: _, ...rest } = given;
  const repository = addRepository(services.world.state, { ...rest, owner: organization, creator: sender });
  services.emit(repositoryEvent("created", { repository, senderId: sender.id }));
  return repository;
}

export function setArchived(services: Services, given: RepositoryGiven & { readonly archived: boolean }): void {
  const { repository, sender } = choose(services, given);
  repository.archived = given.archived;
  services.emit(repositoryEvent(given.archived ? "archived" : "unarchived", { repository, senderId: sender.id }));
}

/** GitHub does not tell an App that a repository was deleted, only that its installation no longer reaches it. */
export function deleteRepository(services: Services, given: RepositoryGiven): void {
  const { world, emit } = services;
  const { state } = world;
  const { repository, sender } = choose(services, given);
  const happenings = reaching(state, repository).map((installation) =>
    installationRepositoriesEvent(world, { installation, added: [], removed: [repository], senderId: sender.id }),
  );
  state.repositoryNames.delete(fullName(state, repository).toLowerCase());
  state.repositories.delete(repository.id);
  for (const ruleset of rulesetsOf(state, { kind: "Repository", id: repository.id })) state.rulesets.delete(ruleset.id);
  for (const happening of happenings) emit(happening);
}

/** Between private and internal GitHub sends `edited`; to and from public, `publicized` and `privatized`. */
export function setVisibility(
  services: Services,
  given: RepositoryGiven & { readonly visibility: Repository["visibility"] },
): void {
  const { repository, sender } = choose(services, given);
  const was = repository.visibility;
  repository.visibility = given.visibility;
  const action = given.visibility === "public" ? "publicized" : was === "public" ? "privatized" : "edited";
  services.emit(repositoryEvent(action, { repository, senderId: sender.id }));
}

export function renameRepository(services: Services, given: RepositoryGiven & { readonly name: string }): void {
  const { state } = services.world;
  const { repository, sender } = choose(services, given);
  const from = repository.name;
  state.repositoryNames.delete(fullName(state, repository).toLowerCase());
  repository.name = given.name;
  state.repositoryNames.set(fullName(state, repository).toLowerCase(), repository);
  services.emit(
    repositoryEvent("renamed", { repository, senderId: sender.id, changes: { repository: { name: { from } } } }),
  );
}

/**
 * To another organisation. It keeps what is its own, rulesets included, and loses what its owner gave: teams, the
 * organisation's rulesets, the installation. Only the new owner's installation hears `transferred`.
 */
export function transferRepository(services: Services, given: RepositoryGiven & { readonly to: string }): void {
  const { world, emit } = services;
  const { state } = world;
  const { repository, sender } = choose(services, given);
  const owner = organizationOf(state, given.to);
  const from = ownerById(state, repository.ownerId);
  const left = reaching(state, repository);
  const happenings = left.map((installation) =>
    installationRepositoriesEvent(world, { installation, added: [], removed: [repository], senderId: sender.id }),
  );
  state.repositoryNames.delete(fullName(state, repository).toLowerCase());
  if (from.type === "Organization") for (const team of from.teams.values()) team.repositories.delete(repository.id);
  repository.ownerId = owner.id;
  state.repositoryNames.set(fullName(state, repository).toLowerCase(), repository);
  for (const happening of happenings) emit(happening);
  const changes = { owner: { from: { organization: organizationSimple(world, from as Organization) } } };
  emit(repositoryEvent("transferred", { repository, senderId: sender.id, changes }));
}

function reaching(state: State, repository: Repository) {
  return [...state.installations.values()].filter((one) => installedRepositories(state, one).includes(repository));
}

export interface CollaboratorGiven extends RepositoryGiven {
  readonly user: string;
  readonly role?: Role;
}

/** Gives or changes direct access; the invitation is taken as accepted. */
export function setCollaborator(services: Services, given: CollaboratorGiven): void {
  const { state } = services.world;
  const { repository, sender } = choose(services, given);
  const user = userOf(state, given.user);
  if (ownerById(state, repository.ownerId).id === user.id) refuse("an owner needs no access");
  giveRole(services, { repository, user, senderId: sender.id }, given.role ?? "write");
}

export function removeCollaborator(services: Services, given: CollaboratorGiven): void {
  const { repository, sender } = choose(services, given);
  const user = userOf(services.world.state, given.user);
  if (!takeRole(services, { repository, user, senderId: sender.id })) refuse(`${given.user} is no collaborator`);
}
