import { expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import { accountId, orgId, repositoryId } from "../../../src/domain/ids.ts";
import { accessHeld } from "../../../src/pipeline/admin/access-held.ts";
import { aNumber, at, useStores } from "../../support/stores.ts";

const test = useStores();

it("says of each repository and account what a decision there would be told", async () => {
  const org = orgId(aNumber());
  const [owner, member, seated, guest] = [1, 2, 3, 4].map(() => accountId(aNumber()));
  const [one, two] = [repositoryId(aNumber()), repositoryId(aNumber())];
  const [ops, web] = [aNumber(), aNumber()];
  const seen: readonly (Partial<AccessObservation> & Pick<AccessObservation, "kind">)[] = [
    { kind: "member", accountId: owner!, role: "admin" },
    { kind: "member", accountId: member!, role: "member" },
    { kind: "member", accountId: seated!, role: "member" },
    { kind: "team", teamId: ops, role: "ops" },
    { kind: "team", teamId: web, role: "web" },
    { kind: "team-member", teamId: ops, accountId: seated!, role: "member" },
    { kind: "team-member", teamId: web, accountId: seated!, role: "maintainer" },
    { kind: "team-repository", teamId: ops, repositoryId: one, role: "maintain" },
    { kind: "team-repository", teamId: web, repositoryId: two, role: "push" },
    { kind: "collaborator", accountId: member!, repositoryId: two, role: "triage" },
    { kind: "collaborator", accountId: guest!, repositoryId: one, role: "a custom role" },
  ];
  await test.stores.access.record(
    seen.map((told) => ({
      ...{ orgId: org, accountId: null, teamId: null, repositoryId: null, role: null },
      ...{ present: true, source: "baseline", deliveryId: null, externalId: null },
      ...{ observedAt: at(1), notBefore: null, recordedAt: at(1) },
      ...told,
    })),
  );

  const held = accessHeld(await test.stores.access.current(org));

  expect(held.map(({ account }) => account).toSorted()).toEqual([owner, member, seated, guest].toSorted());
  for (const repository of [one, two]) {
    const on = await test.stores.access.on(org, repository, [owner!, member!, seated!, guest!]);
    for (const { account, teams, strongestOn } of held) {
      const told = { access: strongestOn(new Set([repository])), teams: teams.toSorted() };
      const { access, teams: slugs = [] } = on.get(account) ?? {};
      expect({ account, ...told }).toEqual({ account, access, teams: slugs.toSorted() });
    }
  }
});
