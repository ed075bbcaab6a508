import { describe, expect, it } from "vitest";
import type { Repository } from "../../src/domain/installation.ts";
import { anInstallation, aRepository, at, useStores } from "../support/stores.ts";

describe("the repository store", () => {
  const test = useStores();

  async function installed() {
    const installation = anInstallation();
    await test.stores.installations.save(installation, at(0));
    return installation.id;
  }

  /** No rule is known to ask for our check in what was only told. */
  const asKept = (repository: Repository): Repository => ({ ...repository, requiresCheck: false });

  it("gives back what was told, and what was told of it last", async () => {
    const repository = aRepository({ installationId: await installed() });
    await test.stores.repositories.save([repository], at(0));
    expect(await test.stores.repositories.find(repository.id)).toEqual(asKept(repository));

    const renamed = { ...repository, name: "renamed", visibility: "public", archived: true } as const;
    await test.stores.repositories.save([repository, renamed], at(1));

    expect(await test.stores.repositories.find(repository.id)).toEqual(asKept(renamed));
  });

  it("is written only when something is new", async () => {
    const repository = aRepository({ installationId: await installed() });
    expect(await test.stores.repositories.save([repository], at(0))).toEqual([repository.id]);

    expect(await test.stores.repositories.save([repository], at(1))).toEqual([]);

    const row = await test.db.repository.findUnique({ where: { id: BigInt(repository.id) } });
    expect(row).toMatchObject({ updatedAt: at(0) });
  });

  it("tells whether any of an installation was added or changed since", async () => {
    const [one, other] = [await installed(), await installed()];
    const repository = aRepository({ installationId: one });
    await test.stores.repositories.save([repository, aRepository({ installationId: other })], at(1));
    const { changedSince } = test.stores.repositories;
    expect([await changedSince(one, at(0)), await changedSince(one, at(1))]).toEqual([true, false]);

    await test.stores.repositories.save([{ ...repository, visibility: "public" }], at(2));

    expect([await changedSince(one, at(1)), await changedSince(other, at(1))]).toEqual([true, false]);
  });

  it("lists those of one installation", async () => {
    const [one, other] = [await installed(), await installed()];
    const repositories = [1, 2, 3].map(() => aRepository({ installationId: one }));
    await test.stores.repositories.save([...repositories, aRepository({ installationId: other })], at(0));

    expect(await test.stores.repositories.listOf(one)).toEqual(repositories.map(asKept));
  });

  it("does not know those that the installation no longer reaches, until they are told again", async () => {
    const installation = await installed();
    const repository = aRepository({ installationId: installation });
    await test.stores.repositories.save([repository], at(0));

    await test.stores.repositories.remove([repository.id], at(1));
    expect(await test.stores.repositories.find(repository.id)).toBeNull();
    expect(await test.stores.repositories.listOf(installation)).toEqual([]);

    await test.stores.repositories.save([repository], at(2));
    expect(await test.stores.repositories.find(repository.id)).toEqual(asKept(repository));
  });

  it("follows a repository to another installation", async () => {
    const [from, to] = [await installed(), await installed()];
    const repository = aRepository({ installationId: from });
    await test.stores.repositories.save([repository], at(0));

    await test.stores.repositories.save([{ ...repository, installationId: to }], at(1));

    expect(await test.stores.repositories.listOf(from)).toEqual([]);
    expect(await test.stores.repositories.listOf(to)).toHaveLength(1);
  });

  it("takes an empty list", async () => {
    await test.stores.repositories.save([], at(0));
    await test.stores.repositories.remove([], at(0));
  });
});
