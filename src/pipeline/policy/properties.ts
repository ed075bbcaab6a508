import type { InstallationId, RepositoryId } from "../../domain/ids.ts";
import type { Installation, RepositoryProperties } from "../../domain/installation.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import { isGranted, namesProperties } from "../../policy/app-needs.ts";
import { followChanged } from "../deliveries/store-delivery.ts";
import type { Policies } from "./policies.ts";

export interface PropertyReader {
  /** The custom properties of every repository that the installation reaches; one request for each 100. */
  readProperties(
    installation: Installation,
  ): Promise<readonly { readonly id: RepositoryId; readonly properties: RepositoryProperties }[]>;
}

export interface PropertyDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly policies: Pick<Policies, "inForce">;
  readonly properties: PropertyReader;
}

/**
 * Reads the custom properties where the policy in force tells repositories apart by them, and has what changed decided
 * anew. Where it does not, or where the permission is missing, what was known is forgotten: nothing is told of changes,
 * and an old value must not open a gate.
 */
export async function refreshProperties(id: InstallationId, deps: PropertyDeps): Promise<void> {
  const installation = await deps.stores.installations.find(id);
  const inForce = installation && (await deps.policies.inForce(installation.orgId));
  if (!inForce || installation.suspendedAt || installation.deletedAt) return;
  const readable = isGranted(installation.permissions, {
    permission: "organization_custom_properties",
    level: "read",
  });
  const known = await deps.stores.repositories.listOf(id);
  const read = namesProperties(inForce.policy) && readable ? await deps.properties.readProperties(installation) : [];
  const news = new Map(read.map(({ id, properties }) => [id, properties]));
  const told = known.map(({ id }) => ({ id, properties: news.get(id) ?? null }));
  await deps.transact(async (stores) => {
    const changed = await stores.repositories.saveProperties(told);
    if (namesProperties(inForce.policy)) await followChanged(stores, changed);
  });
}
