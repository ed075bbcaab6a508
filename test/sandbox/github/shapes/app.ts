import { ownerById, userById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { App, Installation, Organization, OtherApp } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";
import { simpleUser } from "./account.ts";

/** `integration`. */
export function appShape(world: World, app: App) {
  return {
    id: app.id,
    slug: app.slug,
    client_id: app.clientId,
    node_id: nodeId("App", app.id),
    owner: simpleUser(world, ownerById(world.state, app.ownerId)),
    name: app.name,
    description: null,
    external_url: htmlUrl(world, `/apps/${app.slug}`),
    html_url: htmlUrl(world, `/apps/${app.slug}`),
    created_at: app.createdAt.toISOString(),
    updated_at: app.createdAt.toISOString(),
    permissions: app.permissions,
    events: app.events,
  };
}

/** Another App, of which no more is known than that it exists. */
export function foreignAppShape(world: World, id: number) {
  const own = appShape(world, world.app);
  return {
    ...own,
    id,
    slug: `app-${id}`,
    client_id: `client-${id}`,
    node_id: nodeId("App", id),
    name: `App ${id}`,
    permissions: {},
    events: [],
  };
}

export function installationShape(world: World, installation: Installation) {
  const { state, app } = world;
  const account = ownerById(state, installation.accountId);
  const suspendedBy = installation.suspendedById;
  return {
    id: installation.id,
    client_id: app.clientId,
    account: simpleUser(world, account),
    repository_selection: installation.selected ? "selected" : "all",
    access_tokens_url: apiUrl(world, `/app/installations/${installation.id}/access_tokens`),
    repositories_url: apiUrl(world, "/installation/repositories"),
    html_url: htmlUrl(world, `/organizations/${account.login}/settings/installations/${installation.id}`),
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.createdAt.toISOString(),
    updated_at: installation.updatedAt.toISOString(),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspendedBy === null ? null : simpleUser(world, userById(state, suspendedBy)),
    suspended_at: installation.suspendedAt?.toISOString() ?? null,
  };
}

/** `installation` of an App that is not the one under test. */
export function otherInstallationShape(world: World, organization: Organization, app: OtherApp) {
  const at = app.createdAt.toISOString();
  return {
    id: app.id,
    client_id: `client-${app.id}`,
    account: simpleUser(world, organization),
    repository_selection: app.selection,
    access_tokens_url: apiUrl(world, `/app/installations/${app.id}/access_tokens`),
    repositories_url: apiUrl(world, "/installation/repositories"),
    html_url: htmlUrl(world, `/organizations/${organization.login}/settings/installations/${app.id}`),
    app_id: app.id,
    app_slug: app.slug,
    target_id: organization.id,
    target_type: organization.type,
    permissions: app.permissions,
    events: [],
    created_at: at,
    updated_at: at,
    single_file_name: null,
    suspended_by: null,
    suspended_at: app.suspendedAt?.toISOString() ?? null,
  };
}
