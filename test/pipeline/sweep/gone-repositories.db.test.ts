import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import type { Installation, Repository } from "../../../src/domain/installation.ts";
import { createEntries } from "../../../src/pipeline/entries.ts";
import { recordBaseline } from "../../../src/pipeline/sweep/baseline.ts";
import type { SweepDeps } from "../../../src/pipeline/sweep/sweep.ts";
import { useTransact } from "../../support/learning-db.ts";
import { anAccount, anInstallation, aRepository, at, useStores } from "../../support/stores.ts";

describe("a repository that the installation does not reach any more", () => {
  const test = useStores();
  const { transact, filed } = useTransact(test);
  let installation: Omit<Installation, "baselineAt">;
  let web: Repository;
  let old: Repository;
  let mira: ReturnType<typeof anAccount>;

  beforeEach(async () => {
    installation = anInstallation({ repositorySelection: "all" });
    await test.stores.installations.save(installation, at(0));
    [web, old] = [aRepository(), aRepository()].map((one) => ({ ...one, installationId: installation.id })) as [
      Repository,
      Repository,
    ];
    mira = anAccount();
  });

  /** A full look that shows Mira on each of these, and her seat in a team that has them too. */
  async function look(repositories: readonly Repository[], second: number, selection = "all"): Promise<void> {
    const seen = (told: Partial<AccessObservation>): AccessObservation => ({
      ...{ orgId: installation.orgId, kind: "member", accountId: null, teamId: null, repositoryId: null },
      ...{ externalId: null, role: "write", present: true, source: "baseline", deliveryId: null, notBefore: null },
      ...{ observedAt: at(second), recordedAt: at(second) },
      ...told,
    });
    const observations = [
      seen({ kind: "team-member", teamId: 7, accountId: mira.id }),
      ...repositories.flatMap(({ id }) => [
        seen({ kind: "visibility", repositoryId: id, role: "private" }),
        seen({ kind: "collaborator", repositoryId: id, accountId: mira.id }),
        seen({ kind: "team-repository", repositoryId: id, teamId: 7 }),
      ]),
    ];
    const counts = { members: 1, teams: 1, repositories: repositories.length };
    const installations = {
      readAccess: async () => ({ observations, accounts: [mira], unread: new Set(), counts }),
      listInstallations: async () => [{ ...installation, repositorySelection: selection }],
    };
    const entries = createEntries({ id: randomUUID(), version: "0.0.0" });
    const deps = { stores: test.stores, transact, entries, clock: () => at(second), installations };
    const known = await test.stores.installations.find(installation.id);
    if (!known) throw new Error("It was saved");
    await recordBaseline(known, repositories, at(second), deps as unknown as SweepDeps);
  }
  const held = async (repository: Repository) => {
    const current = await test.stores.access.current(installation.orgId);
    return current.flatMap(({ kind, repositoryId: on }) => (on === repository.id ? [kind] : [])).sort();
  };
  const told = async () => {
    const rows = await test.db.logInbox.findMany({ orderBy: { id: "asc" } });
    return rows
      .map(({ body }) => body as { type: string; org?: number })
      .filter(({ org }) => org === installation.orgId);
  };

  it("is gone with everybody's access where the App was given all of them, and that is no drift", async () => {
    await look([web, old], 10);
    filed.length = 0;

    await look([web], 20);

    expect(await held(old)).toEqual([]);
    expect(await held(web)).toEqual(["collaborator", "team-repository", "visibility"]);
    const history = await test.db.accessObservation.findFirst({
      where: { repositoryId: BigInt(old.id), kind: "collaborator", present: false },
    });
    expect(history).toMatchObject({ source: "sweep", observedAt: at(20), notBefore: at(10) });
    expect(filed).toContainEqual({
      subject: { kind: "access", installationId: installation.id, accountId: mira.id },
    });
    await look([web], 30);
    expect(
      await test.db.accessObservation.count({ where: { orgId: BigInt(installation.orgId), present: false } }),
    ).toBe(3);
    expect((await told()).filter(({ type }) => type === "access.drift")).toEqual([]);
    expect((await told()).filter(({ type }) => type === "access.observed")).toHaveLength(3);
  });

  it("is what it was where the App was given some, or has been since", async () => {
    await look([web, old], 10);

    await look([web], 20, "selected");

    expect(await held(old)).toEqual(["collaborator", "team-repository", "visibility"]);
  });

  it("comes back with whom it brings, as at the first look", async () => {
    await look([web, old], 10);
    await look([web], 20);

    await look([web, old], 30);

    const back = await test.db.accessObservation.findFirst({
      where: { repositoryId: BigInt(old.id), kind: "collaborator" },
      orderBy: { id: "desc" },
    });
    expect(back).toMatchObject({ present: true, source: "baseline", notBefore: null });
  });
});
