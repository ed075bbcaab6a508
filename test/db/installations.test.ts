import { describe, expect, it } from "vitest";
import { installationId } from "../../src/domain/ids.ts";
import { aNumber, anInstallation, at, useStores } from "../support/stores.ts";

describe("the installation store", () => {
  const test = useStores();

  it("gives back what was told, with no baseline yet", async () => {
    const told = anInstallation();

    await test.stores.installations.save(told, at(0));

    expect(await test.stores.installations.find(told.id)).toEqual({ ...told, baselineAt: null });
  });

  it("keeps the baseline and the date of its making when it is told again", async () => {
    const told = anInstallation();
    await test.stores.installations.save(told, at(0));
    await test.stores.installations.markBaseline(told.id, at(1));

    const changed = { ...told, orgLogin: "acme-renamed", permissions: { checks: "read" } };
    await test.stores.installations.save(changed, at(2));

    expect(await test.stores.installations.find(told.id)).toEqual({ ...changed, baselineAt: at(1) });
    const row = await test.db.installation.findUnique({ where: { id: BigInt(told.id) } });
    expect(row).toMatchObject({ createdAt: at(0) });
  });

  it.each(["suspendedAt", "deletedAt"] as const)(
    "has no baseline any more when nothing is told of it (%s)",
    async (key) => {
      const told = anInstallation();
      await test.stores.installations.save(told, at(0));
      await test.stores.installations.markBaseline(told.id, at(1));

      await test.stores.installations.save({ ...told, [key]: at(2) }, at(2));
      await test.stores.installations.save(told, at(3));

      expect(await test.stores.installations.find(told.id)).toEqual({ ...told, baselineAt: null });
    },
  );

  it("lists only those that can be used, and one that is told again as alive is alive", async () => {
    const alive = anInstallation();
    const suspended = anInstallation({ suspendedAt: at(1) });
    const deleted = anInstallation({ deletedAt: at(1) });
    const back = anInstallation({ deletedAt: at(1) });
    for (const told of [alive, suspended, deleted, back]) await test.stores.installations.save(told, at(1));
    await test.stores.installations.save({ ...back, deletedAt: null }, at(2));

    const listed = (await test.stores.installations.listActive()).map(({ id }) => id);

    expect(listed).toEqual(expect.arrayContaining([alive.id, back.id]));
    expect(listed).not.toContain(suspended.id);
    expect(listed).not.toContain(deleted.id);
  });

  it("is made known by any delivery, and a known one is left alone", async () => {
    const [fresh, known] = [anInstallation(), anInstallation()];
    await test.stores.installations.save(known, at(0));

    await test.stores.installations.ensure([fresh, { ...known, orgLogin: "other" }, fresh], at(1));

    const bare = { ...fresh, permissions: {}, repositorySelection: "selected", baselineAt: null };
    expect(await test.stores.installations.find(fresh.id)).toEqual(bare);
    expect(await test.stores.installations.find(known.id)).toMatchObject(known);
  });

  it("is saved once when two tell it at once", async () => {
    const told = anInstallation();

    await Promise.all(Array.from({ length: 8 }, () => test.stores.installations.save(told, at(0))));

    expect(await test.stores.installations.find(told.id)).toMatchObject(told);
  });

  it("remembers its last sweep", async () => {
    const told = anInstallation();
    await test.stores.installations.save(told, at(0));

    await test.stores.installations.markSwept(told.id, at(5));

    expect(await test.db.installation.findUnique({ where: { id: BigInt(told.id) } })).toMatchObject({ sweptAt: at(5) });
  });

  it("does not know what nobody told", async () => {
    expect(await test.stores.installations.find(installationId(aNumber()))).toBeNull();
  });
});
