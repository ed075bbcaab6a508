import { repositoriesOf } from "../access.ts";
import type { Deliveries } from "../deliveries.ts";
import { ownerById, userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import { grants, type Need } from "../permissions.ts";
import { organizationSimple, simpleUser } from "../shapes/account.ts";
import { repositoryShape } from "../shapes/repository.ts";
import type { Installation, Organization, Repository, State } from "../state.ts";
import type { World } from "../world.ts";

/** Something that happened, before it is known whether an installation hears of it. */
export interface Happening {
  readonly event: string;
  readonly action: string | null;
  /** Whose installations are asked. */
  readonly accountId: number;
  readonly repository?: Repository;
  readonly organization?: Organization;
  readonly senderId: number;
  /** The keys of this event alone; made only when somebody is told. */
  readonly payload: () => Readonly<Record<string, unknown>>;
  /** For `installation` events, which describe the installation and reach it even when it is suspended or gone. */
  readonly about?: Installation;
}

export type Emit = (happening: Happening) => void;

/** The App permission that GitHub asks for before it sends an event. */
const NEEDS: Readonly<Record<string, Need | readonly Need[]>> = {
  pull_request: "pull_requests:read",
  pull_request_review: "pull_requests:read",
  push: "contents:read",
  merge_group: "merge_queues:read",
  check_run: "checks:read",
  check_suite: "checks:read",
  issue_comment: "issues:read",
  repository: "metadata:read",
  organization: "members:read",
  membership: "members:read",
  member: "members:read",
  team: "members:read",
  repository_ruleset: ["administration:read", "organization_administration:read"],
  branch_protection_rule: "administration:read",
  custom_property_values: "organization_custom_properties:read",
};

/** Sent to every App that may write checks, subscribed or not. */
const UNASKED = new Set([
  "check_run.rerequested",
  "check_run.requested_action",
  "check_suite.requested",
  "check_suite.rerequested",
]);

export function createEmit(world: World, deliveries: Deliveries): Emit {
  return (happening) => {
    for (const installation of listeners(world.state, happening)) {
      deliveries.send({
        event: happening.event,
        action: happening.action,
        installationId: installation.id,
        repositoryId: happening.repository?.id ?? null,
        body: JSON.stringify(payloadFor(world, happening, installation)),
      });
    }
  };
}

function listeners(state: State, happening: Happening): Installation[] {
  if (happening.about) return [happening.about];
  return [...state.installations.values()].filter((installation) => hears(installation, happening));
}

function hears(installation: Installation, { event, action, accountId, repository }: Happening): boolean {
  if (installation.accountId !== accountId || installation.suspendedAt) return false;
  if (repository && installation.selected && !installation.selected.has(repository.id)) return false;
  const needs = [NEEDS[event] ?? []].flat();
  if (needs.length > 0 && !needs.some((need) => grants(installation.permissions, need))) return false;
  if (UNASKED.has(`${event}.${action}`)) return grants(installation.permissions, "checks:write");
  return installation.events.includes(event);
}

/** What an event says of its own stands over what all events say. */
function payloadFor(world: World, happening: Happening, installation: Installation) {
  const { state } = world;
  const { action, repository, organization, senderId } = happening;
  const owner = repository ? ownerById(state, repository.ownerId) : undefined;
  const shownOrganization = organization ?? (owner?.type === "Organization" ? owner : undefined);
  return {
    ...(action === null ? {} : { action }),
    ...(repository ? { repository: payloadRepository(world, happening, repository) } : {}),
    ...happening.payload(),
    ...(shownOrganization ? { organization: organizationSimple(world, shownOrganization) } : {}),
    sender: simpleUser(world, userById(state, senderId)),
    ...(happening.about
      ? {}
      : { installation: { id: installation.id, node_id: nodeId("Installation", installation.id) } }),
  };
}

/** `push` writes a repository's times in seconds, and its owner with a name. */
function payloadRepository(world: World, { event }: Happening, repository: Repository) {
  const shape = repositoryShape(world, repository);
  if (event !== "push") return shape;
  const seconds = (at: Date) => Math.floor(at.getTime() / 1000);
  return {
    ...shape,
    owner: { ...shape.owner, name: shape.owner.login, email: null },
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt),
    stargazers: 0,
    master_branch: repository.defaultBranch,
  };
}

/** The repositories that an installation reaches. */
export function installedRepositories(state: State, installation: Installation): Repository[] {
  const all = repositoriesOf(state, installation.accountId);
  return installation.selected ? all.filter(({ id }) => installation.selected?.has(id)) : all;
}
