import { describe, expect, it } from "vitest";
import { GitHubUnavailableError } from "../../../src/domain/errors.ts";
import { type InstallationId, installationId, orgId } from "../../../src/domain/ids.ts";
import { listDeliveries, redeliver } from "../../../src/pipeline/admin/deliveries.ts";
import type { AdminDeps } from "../../../src/pipeline/admin/deps.ts";
import type { Actor } from "../../../src/pipeline/exceptions/port.ts";
import { anInstallation, at } from "../../support/stores.ts";

const ORG = orgId(1);
const HERE = anInstallation({ orgId: ORG });
const BY = { account: 1 } as unknown as Actor;

function aDelivery(id: number, of: InstallationId | null = HERE.id) {
  return {
    id,
    guid: `guid-${id}`,
    event: "push",
    action: null,
    status: "failed",
    installationId: of,
    deliveredAt: at(0),
  };
}

function depsWith(failed: readonly object[], redeliver: AdminDeps["deliveries"]["redeliver"] = async () => undefined) {
  const spent: (number | undefined)[] = [];
  const deps = {
    stores: { installations: { listActive: async () => [HERE] }, deliveries: { find: async () => [] } },
    roles: { rolesInOrganisation: async () => ({ admin: true }) },
    deliveries: {
      listFailedDeliveries: async (_: Date, requests?: number) => {
        spent.push(requests);
        return failed;
      },
      redeliver,
    },
    clock: () => at(0),
    tell: () => undefined,
  } as unknown as AdminDeps;
  return { deps, spent };
}

describe("failed deliveries", () => {
  it("are the newest hundred of the organisation, however many GitHub lists: a look costs five requests at most", async () => {
    const others = installationId(999);
    const failed = Array.from({ length: 400 }, (_, index) => aDelivery(index, index % 2 === 0 ? HERE.id : others));
    const { deps, spent } = depsWith(failed);

    const view = await listDeliveries(ORG, deps);

    const ids = view.ok ? view.rows.map(({ id }) => id) : [];
    expect(ids).toHaveLength(100);
    expect([ids[0], ids.at(-1)]).toEqual([398, 200]);
    expect(spent).toEqual([5]);
  });

  it("are refused to be sent again with GitHub's reason while it does not answer", async () => {
    const down = new GitHubUnavailableError({ source: "deliveries" });
    const { deps } = depsWith([aDelivery(1)], () => Promise.reject(down));

    expect(await redeliver(BY, ORG, 1, deps)).toMatchObject({ ok: false, why: down.message });
  });
});
