import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { type AccessObservation, UNKNOWN } from "../../../src/domain/access.ts";
import { accountId, personId, repositoryId } from "../../../src/domain/ids.ts";
import type { AccessSeen } from "../../../src/gate/coverage-access.ts";
import { seeAccess } from "../../../src/pipeline/observed/see-access.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { aNumber, anInstallation, aRepository, at, useStores } from "../../support/stores.ts";

const HOLDING: Policy = {
  ...DEFAULTS,
  access: {
    ...DEFAULTS.access,
    level: "grant_on_completion",
    teams: [{ team: "pay*" }, { team: "Crew", managed_by: "okta" }, { team: "lost" }],
  },
};

describe("what the observations tell of ways past the gate", () => {
  const test = useStores();
  let installation: ReturnType<typeof anInstallation>;

  beforeEach(async () => {
    installation = anInstallation();
    await test.stores.installations.save(installation, at(0));
  });

  const observed = (...told: readonly (Pick<AccessObservation, "kind"> & Partial<AccessObservation>)[]) =>
    test.stores.access.record(
      told.map((one) => ({
        ...{ orgId: installation.orgId, accountId: null, teamId: null, repositoryId: null, externalId: null },
        ...{ role: null, present: true, source: "baseline" as const, deliveryId: null, notBefore: null },
        ...{ observedAt: at(1), recordedAt: at(1) },
        ...one,
      })),
    );
  const anyAccount = () => accountId(aNumber());

  function see(policy: Policy, repositories = [aRepository({ installationId: installation.id })]): Promise<AccessSeen> {
    return seeAccess({ ...installation, baselineAt: null }, { policy, repositories, at: at(10) }, test.stores);
  }

  it("is nothing before anything was observed", async () => {
    expect(await see(DEFAULTS)).toEqual({
      ...{
        isHolding: false,
        base: null,
        owners: 0,
        visible: 0,
        orgRoles: [],
        synced: [],
        enterpriseTeams: [],
        unknownTeams: [],
      },
      ...{ isRosterMissing: false, silentHooks: [] },
    });
  });

  it("is the base permission, but not one that GitHub does not show", async () => {
    await observed({ kind: "base", role: UNKNOWN });
    expect((await see(HOLDING)).base).toBeNull();

    await observed({ kind: "base", role: "write", observedAt: at(2), recordedAt: at(2) });
    expect((await see(HOLDING)).base).toBe("write");
  });

  it("is how many own the organisation, and which roles open all repositories to somebody", async () => {
    await observed(
      { kind: "member", role: "admin", accountId: anyAccount() },
      { kind: "member", role: "member", accountId: anyAccount() },
      { kind: "org-role", role: "read", externalId: "8132" },
      { kind: "org-role", role: "none", externalId: "8133" },
      { kind: "org-role", role: "admin", externalId: "8134" },
      { kind: "org-role", role: "all_repo_read", externalId: "8132", teamId: 5 },
      { kind: "org-role", role: "security_manager", externalId: "8133", accountId: anyAccount() },
    );

    expect(await see(HOLDING)).toMatchObject({ owners: 1, orgRoles: ["all_repo_read"] });
  });

  it("is which repositories are not private, where access is held", async () => {
    const repositories = (["private", "internal", "public"] as const).map((visibility) =>
      aRepository({ installationId: installation.id, visibility }),
    );

    expect(await see(HOLDING, repositories)).toMatchObject({ isHolding: true, visible: 2 });
    expect(await see(DEFAULTS, repositories)).toMatchObject({ isHolding: false, visible: 0 });
  });

  it("is which teams are synced and not said to be, and which are not there", async () => {
    await observed(
      { kind: "team", role: "payments", teamId: 5 },
      { kind: "team", role: "crew", teamId: 6 },
      { kind: "team", role: "others", teamId: 7 },
    );
    const gates = [5, 6].map((team) => ({ key: `team:${team}`, since: at(1) }));
    await test.stores.accessGates.openGates(installation.orgId, gates);
    for (const { key } of gates) await test.stores.accessGates.markSynced(installation.orgId, key, at(2));

    expect(await see(HOLDING)).toMatchObject({ synced: ["payments"], unknownTeams: ["lost"] });
  });

  it("is which teams the enterprise keeps that may do something", async () => {
    await observed(
      { kind: "team", role: "ent:auditors", teamId: 5 },
      { kind: "enterprise-team", role: "assigned", teamId: 5 },
      { kind: "team-repository", role: "read", teamId: 5, repositoryId: repositoryId(aNumber()) },
      { kind: "team", role: "ent:idle", teamId: 6 },
      { kind: "enterprise-team", role: "assigned", teamId: 6 },
    );

    expect((await see(HOLDING)).enterpriseTeams).toEqual(["ent:auditors"]);
  });

  it("is that rules go by role while there is no roster", async () => {
    const byRole: Policy = { ...DEFAULTS, require: [{ who: { role: ["finance"] }, layers: ["developer"] }] };

    expect((await see(byRole)).isRosterMissing).toBe(true);
  });

  it("is which hooks gave up on whom, without what may be a secret in their address", async () => {
    const by = { createdBy: personId(randomUUID()), createdAt: at(0) };
    const client = { id: randomUUID(), orgId: installation.orgId, name: "Okta", ...by };
    const hook = { id: randomUUID(), clientId: client.id, url: "https://a.example/hook?key=1", layers: [], ...by };
    await test.stores.apiClients.add({ ...client, tokenSha256: randomUUID() });
    await test.stores.hooks.add({ ...hook, secretSha256: "" });
    for (const givenUpAt of [null, at(5)]) {
      const person = personId(randomUUID());
      const message = { id: randomUUID(), accounts: [anyAccount()], since: at(3) };
      await test.stores.hooks.note(hook.id, person, { message, changesAt: null });
      await test.stores.hooks.failed(hook.id, person, message, { problem: "it answered 503", givenUpAt });
    }

    expect((await see(DEFAULTS)).silentHooks).toEqual([
      { id: hook.id, address: "https://a.example/hook", people: 1, since: at(3) },
    ]);
  });
});
