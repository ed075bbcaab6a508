import { beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../../src/db/client.ts";
import { createStores } from "../../src/db/stores.ts";
import type { AccessObservation } from "../../src/domain/access.ts";
import type { Installation } from "../../src/domain/installation.ts";
import type { Account } from "../../src/domain/stores/people.ts";
import type { StandingDeps } from "../../src/pipeline/admin/people-standing.ts";
import { layersAskedOf, pagesOfLayersAsked } from "../../src/pipeline/layers-asked.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { anAccount, anInstallation, aRepository, at, useStores } from "../support/stores.ts";

const PEOPLE = 1_000;
const POLICY: Policy = {
  ...DEFAULTS,
  layers: { developer: { courses: ["owasp-top-10-2025"], valid_for: 365 } },
  require: [{ who: { access: "write" }, layers: ["developer"] }],
};

describe("whom a layer is asked of", () => {
  const test = useStores();
  const installation: Installation = { ...anInstallation(), baselineAt: null };
  let accounts: readonly Account[];
  let queries = 0;
  let deps: StandingDeps;

  beforeAll(async () => {
    const { stores, db } = test;
    await stores.installations.save(installation, at(0));
    const repository = aRepository({ installationId: installation.id, name: "web" });
    await stores.repositories.save([repository], at(0));
    accounts = await stores.people.ensure(
      Array.from({ length: PEOPLE }, () => anAccount()),
      at(0),
    );
    const seen = {
      ...{ orgId: installation.orgId, accountId: null, teamId: null, repositoryId: null, role: null },
      ...({ present: true, source: "baseline", deliveryId: null, externalId: null } as const),
      ...{ observedAt: at(1), notBefore: null, recordedAt: at(1) },
    } as const;
    const observations = accounts.flatMap(({ id: accountId }, index): AccessObservation[] => [
      { ...seen, kind: "member", accountId, role: "member" },
      // Every other one may write.
      {
        ...{ ...seen, kind: "collaborator", accountId, repositoryId: repository.id },
        role: index % 2 === 0 ? "write" : "read",
      },
    ]);
    await stores.access.record(observations);
    const counted = db.$extends({
      query: {
        $allOperations({ args, query }) {
          queries += 1;
          return query(args);
        },
      },
    });
    deps = {
      stores: createStores(counted as unknown as Db),
      policies: { inForce: async () => ({ policy: POLICY, digest: "" }) },
      courses: async () => [],
      clock: () => at(10),
    } as unknown as StandingDeps;
  });

  /** How many queries it takes, and how many people it finds on each page. */
  async function count(pageSize: number): Promise<{ readonly pages: readonly number[]; readonly queries: number }> {
    queries = 0;
    const pages: number[] = [];
    for await (const page of pagesOfLayersAsked(installation, deps, pageSize))
      pages.push(page.filter(({ layers }) => layers.includes("developer")).length);
    return { pages, queries };
  }

  it("is found for a thousand people in a few queries a page, each page by itself", async () => {
    const two = await count(500);
    const four = await count(250);

    expect(two.pages.reduce((sum, found) => sum + found, 0)).toBe(PEOPLE / 2);
    expect(two.pages).toHaveLength(2);
    // The page that finds nobody any more is one query.
    expect(two.queries).toBeLessThanOrEqual(2 * 12 + 1);
    expect(four.queries - 1).toBe(2 * (two.queries - 1));
  });

  it("is found for one person without a look at the others", async () => {
    const [writer, reader] = accounts;
    const of = async (account: Account | undefined) =>
      account?.person ? layersAskedOf(installation, [account.person], deps) : [];
    queries = 0;

    expect(await of(writer)).toMatchObject([{ layers: ["developer"] }]);

    expect(queries).toBeLessThanOrEqual(12);
    expect(await of(reader)).toMatchObject([{ layers: [] }]);
  });
});
