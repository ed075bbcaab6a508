import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { decisionId, type OrgId } from "../../src/domain/ids.ts";
import { createEntries } from "../../src/pipeline/entries.ts";
import { purge } from "../../src/pipeline/purge.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import type { Records } from "../../src/policy/records.ts";
import { useTransact } from "../support/learning-db.ts";
import {
  aNumber,
  anAccount,
  anInstallation,
  aPullRequest,
  aRepository,
  aSha,
  at,
  useStores,
} from "../support/stores.ts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-23T03:41:00.000Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

describe("purge", () => {
  const test = useStores();
  const { transact } = useTransact(test);
  let org: OrgId;
  let place: ReturnType<typeof aRepository>;
  let installation: ReturnType<typeof anInstallation>;
  const holds: Record<number, Partial<Records>> = {};

  beforeEach(async () => {
    installation = anInstallation({});
    org = installation.orgId;
    place = aRepository({ installationId: installation.id });
    await test.stores.installations.save(installation, at(0));
    await test.stores.repositories.save([place], at(0));
    await test.stores.policies.putInForce(org, { digest: "d", text: null, problem: null, readAt: at(0) });
  });

  const run = () =>
    purge({
      stores: test.stores,
      transact,
      policies: {
        inForce: async (of) => ({
          digest: "d",
          policy: { ...DEFAULTS, records: { ...DEFAULTS.records, ...holds[of] } },
        }),
      },
      entries: createEntries({ id: randomUUID(), version: "0.0.0" }),
      clock: () => NOW,
    });

  async function decided(days: number, headSha = aSha()) {
    const id = decisionId(randomUUID());
    const rest = { outcome: "allow", mode: "block", policyDigest: "d", factsSha256: aSha(), decidedAt: daysAgo(days) };
    const kept = {
      facts: { asOf: "then" },
      tree: { why: "so" },
      digests: { salt: new Uint8Array(32), of: { asOf: "0" } },
    };
    await test.stores.verdicts.saveDecision({ repositoryId: place.id, headSha, id, ...rest, ...kept });
    return id;
  }

  const factsOf = async (id: Awaited<ReturnType<typeof decided>>) =>
    (await test.stores.verdicts.findDecision(id))?.facts;

  async function logged() {
    const rows = await test.db.logInbox.findMany({ orderBy: { id: "asc" } });
    return rows.map(({ body }) => body as Record<string, unknown>).filter((body) => body.org === org);
  }

  it("erases the facts of old decisions with an entry that counts them, and what was decided stays", async () => {
    const [old, young] = [await decided(1096), await decided(1094)];

    expect(await run()).toMatchObject({ decisions: 1, accessObservations: 0 });

    expect(await factsOf(old)).toBeNull();
    expect(await test.stores.verdicts.findDecision(old)).toMatchObject({ outcome: "allow", tree: null });
    expect(await test.stores.verdicts.findDecision(old)).not.toHaveProperty("digests");
    expect(await factsOf(young)).toEqual({ asOf: "then" });
    expect(await logged()).toMatchObject([
      { type: "records.purged", what: "facts", counts: { decisions: 1, access_observations: 0 } },
    ]);
    expect(await run()).toMatchObject({ decisions: 0 });
    expect(await logged()).toHaveLength(1);
  });

  it("keeps the facts of the verdict that an open pull request has now, however old", async () => {
    const pull = aPullRequest({ repositoryId: place.id, author: null });
    await test.stores.pulls.observe(pull, { read: true });
    const id = await decided(2000, pull.headSha);
    await test.stores.verdicts.save(pull, { decisionId: id });

    await run();

    expect(await factsOf(id)).not.toBeNull();
  });

  it("keeps of access what was so on the oldest day that is kept, and all that came since", async () => {
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    const seen = (days: number, role: string, present = true) => ({
      orgId: org,
      kind: "member" as const,
      accountId: account?.id ?? null,
      teamId: null,
      repositoryId: null,
      role,
      present,
      source: "event" as const,
      deliveryId: null,
      externalId: null,
      notBefore: null,
      observedAt: daysAgo(days),
      recordedAt: daysAgo(days),
    });
    await test.stores.access.record([
      seen(4000, "member"),
      seen(3000, "admin"),
      seen(2000, "member"),
      seen(10, "admin"),
    ]);

    expect(await run()).toMatchObject({ accessObservations: 1 });

    const left = await test.db.accessObservation.findMany({
      where: { orgId: BigInt(org) },
      orderBy: { observedAt: "asc" },
    });
    expect(left.map(({ observedAt }) => observedAt)).toEqual([daysAgo(3000), daysAgo(2000), daysAgo(10)]);
  });

  it("forgets deliveries by the term of their organisation, and the default where there is none", async () => {
    holds[org] = { deliveries: 100 };
    const told = (days: number, installationId: typeof installation.id | null) => ({
      ...{ id: `${aNumber()}`, event: "push", action: null, installationId, subjects: [] },
      ...{ bodySha256: aSha(), bodyBytes: 1, receivedAt: daysAgo(days) },
    });
    const rows = [told(99, installation.id), told(101, installation.id), told(30, null), told(32, null)];
    await test.stores.deliveries.insert(rows);

    expect(await run()).toMatchObject({ deliveries: 2 });

    const left = await test.stores.deliveries.find(rows.map(({ id }) => id));
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set([rows[0]?.id, rows[2]?.id]));
  });

  it("deletes nothing of an organisation while a legal hold is in force there", async () => {
    holds[org] = { legal_hold: "Case 7" };
    const old = await decided(4000);

    expect(await run()).toMatchObject({ decisions: 0 });

    expect(await factsOf(old)).not.toBeNull();
    expect(await logged()).toEqual([]);
  });
});
