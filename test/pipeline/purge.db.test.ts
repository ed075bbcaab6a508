import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { type AccountId, accountId, decisionId, type OrgId } from "../../src/domain/ids.ts";
import type { NewNotice } from "../../src/domain/stores/notices.ts";
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

  const decidedOnAccess = async (days: number, account: AccountId, person: string | null = randomUUID()) => {
    const id = decisionId(randomUUID());
    const kept = { facts: { account: { person } }, tree: { why: "so" }, changesAt: null };
    const digests = { verdictSha256: aSha(), factsSha256: aSha() };
    await test.stores.accessGates.saveDecided({
      id,
      orgId: org,
      account,
      ...digests,
      ...kept,
      decidedAt: daysAgo(days),
    });
    return id;
  };
  const storedAccess = async (ids: readonly string[]) => {
    const rows = await test.db.accessDecision.findMany({ where: { id: { in: [...ids] } } });
    const factsOf = new Map(rows.map(({ id, facts }) => [id, facts === null ? "without facts" : "whole"]));
    return ids.map((id) => factsOf.get(id) ?? "gone");
  };

  it("erases the facts of old decisions on access, but for the one that stands for an account", async () => {
    const [lea, kim] = [accountId(aNumber()), accountId(aNumber())];
    const ids = [
      await decidedOnAccess(2000, lea),
      await decidedOnAccess(1500, lea),
      await decidedOnAccess(10, lea),
      await decidedOnAccess(2000, kim),
    ];

    expect(await run()).toMatchObject({ decisions: 2 });

    expect(await storedAccess(ids)).toEqual(["without facts", "without facts", "whole", "whole"]);
    expect(await logged()).toMatchObject([{ type: "records.purged", what: "facts", counts: { decisions: 2 } }]);
    expect(await run()).toMatchObject({ decisions: 0 });
  });

  it("deletes old decisions on the access of nobody's account, of which the log says nothing, without a word of it", async () => {
    const bot = accountId(aNumber());
    const ids = [await decidedOnAccess(2000, bot, null), await decidedOnAccess(10, bot, null)];

    expect(await run()).toMatchObject({ decisions: 0 });

    expect(await storedAccess(ids)).toEqual(["gone", "whole"]);
    expect(await logged()).toEqual([]);
  });

  it("forgets old notices, but for what waits to reach somebody and what is said only once", async () => {
    const [account] = await test.stores.people.ensure([anAccount()], at(0));
    const person = account?.person ?? null;
    const waiting = randomUUID();
    await test.db.accessHold.create({
      data: {
        ...{ id: waiting, orgId: BigInt(org), accountId: BigInt(account?.id ?? 0), personId: person ?? "" },
        ...{ target: {}, cause: "new", missing: [], openedAt: daysAgo(900), decisionId: "d" },
      },
    });
    const planned = (days: number, kind: NewNotice["kind"], about: string, whose = person) => ({
      ...{ id: randomUUID(), orgId: org, person: whose, kind, about },
      plannedAt: daysAgo(days),
    });
    const told = [
      planned(731, "ends", "developer@then:30d"),
      planned(731, "digest", "2024-11", null),
      planned(729, "ends", "developer@later:30d"),
      planned(900, "hold", waiting),
      planned(900, "missing", "developer"),
    ];
    const unreached = planned(900, "renewed", "developer@then");
    await test.stores.notices.plan([...told, unreached]);
    await test.stores.notices.settle(told.map(({ id }) => id));

    expect(await run()).toMatchObject({ notices: 2 });

    const left = await test.db.notice.findMany({ where: { orgId: BigInt(org) } });
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set([...told.slice(2), unreached].map(({ id }) => id)));
    expect(await logged()).toEqual([]);
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
