import { fromPrisma, PgBoss } from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "../../src/db/client.ts";
import { createStores } from "../../src/db/stores.ts";
import { anInstallation, at, useStores } from "../support/stores.ts";

describe("the stores in a transaction", () => {
  const test = useStores();
  let boss: PgBoss;

  beforeAll(async () => {
    boss = new PgBoss({ connectionString: test.url, supervise: false, schedule: false });
    await boss.start();
    await boss.createQueue("head");
  });
  afterAll(() => boss.stop({ graceful: false }));

  const file = (installation: ReturnType<typeof anInstallation>, after: () => void) =>
    inTransaction(test.db, async (tx) => {
      const stores = createStores(tx);
      await stores.installations.save(installation, at(0));
      await boss.send("head", { id: installation.id }, { db: fromPrisma(tx) });
      after();
      return stores.installations.find(installation.id);
    });

  it("are kept with the job that was filed beside them", async () => {
    const installation = anInstallation();

    const inside = await file(installation, () => undefined);

    expect(inside).toMatchObject(installation);
    expect(await test.stores.installations.find(installation.id)).toEqual(inside);
    expect(await boss.fetch("head")).toMatchObject([{ data: { id: installation.id } }]);
  });

  it("are rolled back with it", async () => {
    const installation = anInstallation();

    const failing = file(installation, () => {
      throw new Error("rolled back");
    });

    await expect(failing).rejects.toThrow("rolled back");
    expect(await test.stores.installations.find(installation.id)).toBeNull();
    expect(await boss.fetch("head")).toEqual([]);
  });
});
