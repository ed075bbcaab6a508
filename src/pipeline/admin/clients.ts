import type { OrgId } from "../../domain/ids.ts";
import type { AdminDeps } from "./deps.ts";
import type { ClientView } from "./port.ts";

export async function listClients(org: OrgId, { stores }: Pick<AdminDeps, "stores">): Promise<readonly ClientView[]> {
  const hooks = await stores.hooks.list(org);
  const clients = await stores.apiClients.list(org);
  return clients.map(({ id, name, createdAt, revokedAt, reads, lastReadAt }) => ({
    ...{ id, name, createdAt, revokedAt, reads, lastReadAt },
    hooks: hooks.filter(({ clientId }) => clientId === id),
  }));
}
