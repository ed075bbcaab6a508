import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { accountId, installationId, orgId, type PersonId } from "../../../src/domain/ids.ts";
import type { Account } from "../../../src/domain/stores/people.ts";
import type { HeadVerdict } from "../../../src/domain/stores/verdicts.ts";
import { decide } from "../../../src/gate/decide.ts";
import { MAX_ENTRY_BYTES } from "../../../src/gatelog/place.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import type { EvaluateDeps } from "../../../src/pipeline/head/evaluate.ts";
import { recordDecision } from "../../../src/pipeline/head/record.ts";
import { EQUAL_LOOKS } from "../../../src/pipeline/log/heartbeat.ts";
import { aPerson, aPolicy, aScope, someFacts, trained } from "../../support/facts.ts";
import { useTransact } from "../../support/learning-db.ts";
import { anAccount, anInstallation, aRepository, at, useStores } from "../../support/stores.ts";

describe("the record of a decision", () => {
  const test = useStores();
  const { transact } = useTransact(test);

  const deps = () =>
    ({
      stores: test.stores,
      transact,
      entries: createEntries({ id: randomUUID(), version: "0.0.0" }),
      newDecisionId: () => randomUUID(),
      newSalt: () => new Uint8Array(32),
      instanceKey: new Uint8Array(32),
    }) as unknown as EvaluateDeps;

  async function record(accounts: readonly Account[], isTrained: (index: number) => boolean, equalLooks = 0) {
    const people = accounts.map(({ id, person, login }, index) =>
      aPerson({ account: accountId(id), person: person as PersonId, login, ...(isTrained(index) ? trained() : {}) }),
    );
    const repository = aRepository();
    const facts = someFacts({ people, headSha: randomUUID().replaceAll("-", "").padEnd(40, "0") });
    const decision = decide(facts, aPolicy(), { scope: aScope(), policyDigest: "9".repeat(64) });
    const installation = { ...anInstallation({ id: installationId(1), orgId: orgId(1) }), baselineAt: at(0) };
    const head = { kind: "head", repositoryId: repository.id, headSha: facts.headSha } as const;
    const look = async (previous: HeadVerdict | null) =>
      recordDecision(head, { facts, decision, repository, installation, previous } as never, deps());
    await look(null);
    for (let again = 0; again < equalLooks; again++) await look(await test.stores.verdicts.find(head));
    const entry = await test.db.logInbox.findFirstOrThrow({ orderBy: { id: "desc" } });
    return entry.body as {
      facts_sha256: string;
      decision: { people: { subject: string; outcome: string }[]; people_omitted?: number };
    };
  }

  it("names everybody on the head, by ids of ours", async () => {
    const accounts = await test.stores.people.ensure([anAccount(), anAccount()], at(0));

    const { decision } = await record(accounts, (index) => index === 0);

    expect(new Set(decision.people.map(({ subject }) => subject))).toEqual(
      new Set(accounts.map(({ person }) => person)),
    );
    expect(decision).not.toHaveProperty("people_omitted");
  });

  it("is written once, and looks that find the same again are counted", async () => {
    const accounts = await test.stores.people.ensure([anAccount()], at(0));
    const before = await test.db.logInbox.count();

    await record(accounts, () => false, 3);

    expect(await test.db.logInbox.count()).toBe(before + 1);
    const takeTally = () => transact((stores) => stores.logTree.takeTally(EQUAL_LOOKS));
    expect([await takeTally(), await takeTally()]).toEqual([3, 0]);
  });

  it("fits one leaf of the log for 1,200 people, and counts those whom it leaves out: none who decided before them", async () => {
    const accounts = await test.stores.people.ensure(
      Array.from({ length: 1_200 }, () => anAccount()),
      at(0),
    );

    const entry = await record(accounts, (index) => index >= 20);

    const { people, people_omitted = 0 } = entry.decision;
    expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(MAX_ENTRY_BYTES);
    expect(people.length + people_omitted).toBe(1_200);
    expect(people.filter(({ outcome }) => outcome === "withhold")).toHaveLength(20);
  });
});
