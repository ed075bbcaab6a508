import { orgId, personId } from "../../domain/ids.ts";
import type { Hook } from "../../domain/stores/hooks.ts";
import type { ApiClientModel, ApiHookModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

export function toHook({ client, ...row }: ApiHookModel & { readonly client: ApiClientModel }): Hook {
  const { id, clientId, url, layers, secretSha256, createdAt, taken: count, takenAt } = row;
  return {
    ...{ id, clientId, url, layers, secretSha256, createdAt, takenAt },
    orgId: orgId(toNumber(client.orgId)),
    createdBy: personId(row.createdBy),
    revokedAt: row.revokedAt ?? client.revokedAt,
    taken: count,
  };
}
