import { beforeEach, describe, expect, it } from "vitest";
import type { AccessObservation } from "../../../src/domain/access.ts";
import { levelNotes } from "../../../src/gate/coverage-levels.ts";
import { seeLevels } from "../../../src/pipeline/rules/see-levels.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { policyOf } from "../../policy/files.ts";
import { anInstallation, aRepository, at, useStores } from "../../support/stores.ts";

const HOLDING = policyOf(`mode: block
scopes:
  - { repositories: [docs], mode: block, access: merge_gate }
  - { repositories: [vault], mode: block, access: invite_on_completion }
access:
  level: grant_on_completion
  teams: [{ team: pay* }, { team: crew, managed_by: okta }, { team: late, on_lapse: to_reading_team, reading_team: pay-readers }]`);

describe("a level above the merge gate", () => {
  const test = useStores();
  let installation: ReturnType<typeof anInstallation>;
  let web: ReturnType<typeof aRepository>;
  let vault: ReturnType<typeof aRepository>;
  let docs: ReturnType<typeof aRepository>;

  beforeEach(async () => {
    installation = anInstallation();
    await test.stores.installations.save(installation, at(0));
    [web, vault, docs] = ["web", "vault", "docs"].map((name) =>
      aRepository({ installationId: installation.id, name }),
    ) as [typeof web, typeof web, typeof web];
    await test.stores.repositories.save([web, vault, docs], at(0));
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
  const team = (teamId: number, role: string) => ({ kind: "team" as const, teamId, role });
  const reach = (teamId: number, { id }: typeof web) => ({
    ...{ kind: "team-repository" as const, teamId, repositoryId: id, role: "write" },
  });
  const notes = async (policy: Policy = HOLDING) =>
    levelNotes(
      await seeLevels(
        { ...installation, baselineAt: null },
        { policy, repositories: [web, vault, docs], at: at(10) },
        test.stores,
      ),
    );

  it("is told by its place where no team of the policy reaches a repository that it is for", async () => {
    await observed(team(5, "payments"), reach(5, docs), team(7, "others"), reach(7, web), reach(7, vault));

    expect(await notes()).toEqual([
      "Access: access.level is grant_on_completion, and no team's seat can wait: no team of access.teams reaches the one repository that it is for. Name a team that does, or set merge_gate.",
      "Access: scopes[1].access is invite_on_completion, and no team's seat can wait: no team of access.teams reaches the one repository that it is for. Name a team that does, or set merge_gate.",
    ]);
  });

  it("is told where all teams that reach them are kept elsewhere, and which these are", async () => {
    await observed(team(5, "payments"), reach(5, web), team(6, "crew"), reach(6, vault));
    await test.stores.accessGates.openGates(installation.orgId, [{ key: "team:5", since: at(1) }]);
    await test.stores.accessGates.markSynced(installation.orgId, "team:5", at(2));

    expect(await notes()).toEqual([
      expect.stringContaining("the one repository that it is for are kept elsewhere (payments). Name a team"),
      expect.stringContaining("the one repository that it is for are kept elsewhere (crew). Name a team"),
    ]);
  });

  it("is told where only readers reach them, whose seats never wait", async () => {
    await observed(team(5, "payments"), reach(5, web), team(8, "pay-readers"), reach(8, vault));

    expect(await notes()).toEqual([expect.stringContaining("scopes[1].access is invite_on_completion")]);
  });

  it("is not told where a team that may be written reaches one of them, by its parent too", async () => {
    await observed(
      ...[team(5, "payments"), reach(5, web), team(6, "crew"), reach(6, web)],
      ...[team(9, "pay-vault"), { kind: "team-parent" as const, teamId: 9, role: "10" }],
      ...[team(10, "vaults"), reach(10, vault)],
    );

    expect(await notes()).toEqual([]);
  });

  it("is not judged before the organisation's teams were seen, nor where the merge gate is all there is", async () => {
    expect(await notes()).toEqual([]);

    await observed(team(7, "others"));

    expect(await notes(policyOf("mode: block"))).toEqual([]);
  });
});
