import { beforeEach, describe, expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import {
  type AccountId,
  accountId,
  type OrgId,
  orgId,
  type RepositoryId,
  repositoryId,
} from "../../../src/domain/ids.ts";
import { aNumber, at, useStores } from "../../support/stores.ts";

describe("the access store", () => {
  const test = useStores();
  let org: OrgId;
  let repository: RepositoryId;
  let account: AccountId;
  let teamId: number;

  beforeEach(() => {
    org = orgId(aNumber());
    repository = repositoryId(aNumber());
    account = accountId(aNumber());
    teamId = aNumber();
  });

  function seen(told: Partial<AccessObservation> & Pick<AccessObservation, "kind">): AccessObservation {
    return {
      orgId: org,
      accountId: told.kind === "team-repository" || told.kind === "team" ? null : account,
      teamId: told.kind.startsWith("team") ? teamId : null,
      repositoryId: told.kind === "collaborator" || told.kind === "team-repository" ? repository : null,
      role: "member",
      present: true,
      source: "event",
      deliveryId: null,
      externalId: null,
      observedAt: at(0),
      notBefore: null,
      recordedAt: at(0),
      ...told,
    };
  }

  async function onRepository(observations: readonly AccessObservation[], who = account) {
    await test.stores.access.record(observations);
    return (await test.stores.access.on(org, repository, [who])).get(who);
  }

  it("knows nothing of somebody whom nobody observed", async () => {
    expect(await onRepository([])).toEqual({ access: "none", belongs: false, teams: [] });
  });

  it("takes a member for one who reads", async () => {
    expect(await onRepository([seen({ kind: "member" })])).toEqual({ access: "read", belongs: true, teams: [] });
  });

  it("takes an owner for an admin", async () => {
    expect(await onRepository([seen({ kind: "member", role: "admin" })])).toMatchObject({ access: "admin" });
  });

  it.each([
    ["push", "write"],
    ["ADMIN", "admin"],
    ["release-manager", "read"],
    [null, "read"],
  ])("takes a collaborator's role %s for %s", async (role, access) => {
    const collaborator = seen({ kind: "collaborator", role });

    expect(await onRepository([collaborator])).toEqual({ access, belongs: true, teams: [] });
  });

  it("does not count a collaborator of another repository", async () => {
    const elsewhere = seen({ kind: "collaborator", role: "admin", repositoryId: repositoryId(aNumber()) });

    expect(await onRepository([elsewhere])).toEqual({ access: "none", belongs: false, teams: [] });
  });

  it("adds the roles of a person's teams, and the strongest counts", async () => {
    const second = aNumber();

    const effective = await onRepository([
      seen({ kind: "member" }),
      seen({ kind: "team-member" }),
      seen({ kind: "team-member", teamId: second, role: "maintainer" }),
      seen({ kind: "team", role: "payments" }),
      seen({ kind: "team", teamId: second, role: "platform" }),
      seen({ kind: "team-repository", role: "pull" }),
      seen({ kind: "team-repository", teamId: second, role: "maintain" }),
      seen({ kind: "team-repository", teamId: aNumber(), role: "admin" }),
    ]);

    expect(effective).toEqual({ access: "maintain", belongs: true, teams: ["payments", "platform"] });
  });

  it("follows the newest observation, in whatever order they were recorded", async () => {
    const effective = await onRepository([
      seen({ kind: "collaborator", role: "write", observedAt: at(2) }),
      seen({ kind: "collaborator", role: "admin", observedAt: at(1) }),
      seen({ kind: "team-member", observedAt: at(1) }),
      seen({ kind: "team-member", present: false, observedAt: at(2) }),
      seen({ kind: "team-repository", role: "admin" }),
    ]);

    expect(effective).toEqual({ access: "write", belongs: true, teams: [] });
  });

  it("follows what was recorded last of what the same instant tells", async () => {
    await test.stores.access.record([seen({ kind: "member", role: "admin" })]);

    expect(await onRepository([seen({ kind: "member", present: false })])).toMatchObject({ access: "none" });
    expect(await onRepository([seen({ kind: "member" })])).toMatchObject({ access: "read" });
  });

  it("ends the team seats of somebody who left the organisation, until a newer one", async () => {
    const team = [seen({ kind: "team-member", observedAt: at(1) }), seen({ kind: "team-repository", role: "push" })];
    const left = seen({ kind: "member", present: false, observedAt: at(2) });

    expect(await onRepository([...team, left])).toEqual({ access: "none", belongs: false, teams: [] });
    expect(await onRepository([seen({ kind: "team-member", observedAt: at(3) })])).toMatchObject({ access: "write" });
  });

  it("keeps what somebody who left the organisation was given directly", async () => {
    const effective = await onRepository([
      seen({ kind: "member", present: false }),
      seen({ kind: "collaborator", role: "triage" }),
    ]);

    expect(effective).toEqual({ access: "triage", belongs: true, teams: [] });
  });

  it("answers for every account asked, and keeps organisations and accounts apart", async () => {
    const other = accountId(aNumber());
    await test.stores.access.record([
      seen({ kind: "member", role: "admin" }),
      seen({ kind: "member", accountId: other, orgId: orgId(aNumber()), role: "admin" }),
    ]);

    const effective = await test.stores.access.on(org, repository, [account, other]);

    expect([...effective].map(([id, { access }]) => [id, access])).toEqual([
      [account, "admin"],
      [other, "none"],
    ]);
    expect(await test.stores.access.on(org, repository, [])).toEqual(new Map());
  });

  it("gives what holds now, one observation a key", async () => {
    const member = seen({ kind: "member", role: "admin", source: "baseline", deliveryId: "d-1", observedAt: at(2) });
    const grant = seen({ kind: "team-repository", role: "push" });
    await test.stores.access.record([
      seen({ kind: "member" }),
      member,
      grant,
      seen({ kind: "collaborator", role: "push" }),
      seen({ kind: "collaborator", role: "push", present: false, observedAt: at(1) }),
    ]);

    const current = await test.stores.access.current(org);

    expect(current).toHaveLength(2);
    expect(current).toEqual(expect.arrayContaining([member, grant]));
  });
});
