import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { orgId, repositoryId } from "../../../src/domain/ids.ts";
import type { KeptRule } from "../../../src/domain/stores/coverage.ts";
import { aNumber, at, saveRepository, useStores } from "../../support/stores.ts";

const database = useStores();

describe("the properties of a repository", () => {
  it("are not known until they were read, and are answered as changed once", async () => {
    const { stores } = database;
    const { id } = await saveRepository(stores);
    expect(await stores.repositories.find(id)).not.toHaveProperty("properties");

    const read = [{ id, properties: { soc2: "in-scope", teams: ["a", "b"], tier: null } }];
    expect(await stores.repositories.saveProperties(read)).toEqual([id]);
    expect(await stores.repositories.saveProperties(read)).toEqual([]);

    expect((await stores.repositories.find(id))?.properties).toEqual(read[0]?.properties);
  });

  it("can be forgotten, and outlive what a delivery tells of the repository", async () => {
    const { stores } = database;
    const repository = await saveRepository(stores);
    await stores.repositories.saveProperties([{ id: repository.id, properties: { soc2: "x" } }]);
    await stores.repositories.save([{ ...repository, name: "renamed" }], at(1));
    expect((await stores.repositories.find(repository.id))?.properties).toEqual({ soc2: "x" });

    expect(await stores.repositories.saveProperties([{ id: repository.id, properties: null }])).toEqual([
      repository.id,
    ]);
    expect(await stores.repositories.find(repository.id)).not.toHaveProperty("properties");
  });

  it("of a repository that is not known are passed over", async () => {
    const read = [{ id: repositoryId(aNumber()), properties: {} }];

    expect(await database.stores.repositories.saveProperties(read)).toEqual([]);
  });
});

it("tells which repositories came to require the check, and which no longer do", async () => {
  const { stores } = database;
  const { id } = await saveRepository(stores);

  expect(await stores.repositories.markRequired([id], true)).toEqual([id]);
  expect(await stores.repositories.markRequired([id], true)).toEqual([]);
  expect((await stores.repositories.find(id))?.requiresCheck).toBe(true);
  expect(await stores.repositories.markRequired([id], false)).toEqual([id]);
});

describe("the rules that are kept", () => {
  const rule: KeptRule = {
    repositoryId: null,
    kind: "organisation",
    rulesetId: 2 ** 40,
    targets: [repositoryId(1), repositoryId(2)],
    pausedAt: null,
    writtenAt: at(0),
  };

  it("are one of the organisation and one a repository, written over and dropped by themselves", async () => {
    const { stores } = database;
    const org = orgId(aNumber());
    const own = { ...rule, repositoryId: repositoryId(5), kind: "protection", rulesetId: null } as const;
    await stores.rules.saveKept(org, rule);
    await stores.rules.saveKept(org, own);
    await stores.rules.saveKept(org, { ...rule, pausedAt: at(3) });

    expect(await stores.rules.listKept(org)).toEqual([{ ...rule, pausedAt: at(3) }, own]);
    await stores.rules.dropKept(org, null);
    expect(await stores.rules.listKept(org)).toEqual([own]);
  });

  it("tell how far they are, over all organisations", async () => {
    const { stores } = database;
    const before = await stores.rules.progress();
    const [one, other] = [orgId(aNumber()), orgId(aNumber())];
    await stores.rules.saveProgress(one, { wanted: 9, waiting: 4 });
    await stores.rules.saveProgress(other, { wanted: 1, waiting: 1 });
    await stores.rules.saveProgress(one, { wanted: 10, waiting: 2 });

    expect(await stores.rules.progress()).toEqual({ wanted: before.wanted + 11, waiting: before.waiting + 3 });
  });
});

it("keeps every look at whether the gate is real, and finds the newest", async () => {
  const { stores } = database;
  const org = orgId(aNumber());
  const run = (second: number) => ({
    id: randomUUID(),
    orgId: org,
    holes: second,
    report: { second },
    observedAt: at(second),
  });
  const newer = run(2);
  await stores.coverage.save(newer);
  await stores.coverage.save(run(1));

  expect(await stores.coverage.newest(org)).toEqual(newer);
  expect(await stores.coverage.newest(orgId(aNumber()))).toBeNull();
});
