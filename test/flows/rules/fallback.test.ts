import { describe, expect, it } from "vitest";
import type { createState } from "../../sandbox/github/create-state.ts";
import { seedAcme } from "../../sandbox/github/seed.ts";
import type { Plan } from "../../sandbox/github/state.ts";
import { runOn, useFlow } from "../../support/use-flow.ts";
import { APP, entriesOf, ourRuleset, POLICY } from "./rules.ts";

/** The organisation of every other story, on a plan with less. */
const on = (plan: Plan) => ({
  app: APP,
  installed: true,
  seed: (state: ReturnType<typeof createState>) => {
    seedAcme(state);
    for (const organization of state.organizations.values()) organization.plan = plan;
  },
});

describe("where the plan has no rulesets of an organisation", () => {
  const flow = useFlow({ enforcement: POLICY, github: on("team") });
  const ownRuleset = (name: string) => {
    const { state } = flow.github;
    const id = [...state.repositories.values()].find((one) => one.name === name)?.id;
    return [...state.rulesets.values()].find(({ source }) => source.kind === "Repository" && source.id === id);
  };

  it("each repository gets its own, pinned to this App, and the organisation none", () => {
    expect(ourRuleset(flow.github)).toBeUndefined();
    for (const name of ["payments-api", "web", "infra", "docs"])
      expect(ownRuleset(name)?.body).toMatchObject({
        name: "training-gate",
        enforcement: "active",
        rules: [{ parameters: { required_status_checks: [{ integration_id: flow.github.app.id }] } }],
      });
    expect(ownRuleset("legacy-crm")).toBeUndefined();
  });

  it("holds a pull request until somebody is trained", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(() =>
      flow.github.actions.mergePullRequest({ as: "mira", repository: "acme/payments-api", number: pull.number }),
    ).toThrow("is failing");
  });

  it("makes one that was deleted anew, and leaves one that was disabled", async () => {
    const { actions } = flow.github;
    actions.deleteRuleset({ as: "sam", repository: "payments-api", name: "training-gate" });
    actions.changeRuleset({
      as: "sam",
      repository: "infra",
      name: "training-gate",
      change: { enforcement: "disabled" },
    });
    await flow.settled();

    expect(ownRuleset("payments-api")?.body.enforcement).toBe("active");
    expect(ownRuleset("infra")?.body.enforcement).toBe("disabled");
    const changes = (await entriesOf(flow, "ruleset.changed")).map(({ change }) => change);
    expect(changes).toContain("deleted");
    expect(changes.filter((change) => change === "disabled")).toHaveLength(1);
  });

  it("takes its own away again where the policy no longer asks", async () => {
    flow.github.actions.renameRepository({ as: "sam", repository: "acme/docs", name: "sandbox-docs" });
    await flow.settled();

    expect(ownRuleset("sandbox-docs")).toBeUndefined();
  });
});

describe("where the plan has neither for private repositories", () => {
  const flow = useFlow({ enforcement: POLICY, github: on("free") });

  it("public ones are held, and the rest is reported and stays as it was", async () => {
    const { state } = flow.github;
    const named = [...state.rulesets.values()].map(({ source }) => state.repositories.get(source.id)?.name);

    expect(named).toEqual(["docs"]);
    const rows = await flow.database.db.repository.findMany({ where: { requiresCheck: true } });
    expect(rows.map(({ name }) => name)).toEqual(["docs"]);
  });
});

describe("where GitHub knows no rulesets at all", () => {
  const flow = useFlow({ enforcement: POLICY, github: on("team") });

  it("the check is added to branch protection, and what stands there stays", async () => {
    const { actions, faults, state } = flow.github;
    actions.createRepository({ as: "sam", name: "old-server" });
    actions.createRepository({ as: "sam", name: "bare" });
    faults.set({ route: "/rulesets", failWith: 404 });
    actions.protectBranch({ as: "sam", repository: "old-server", checks: [{ context: "ci", integrationId: 3 }] });
    await flow.settled();
    await flow.sweep();

    const protectionOf = (name: string) =>
      [...state.repositories.values()].find((one) => one.name === name)?.protections.get("main");
    expect(protectionOf("old-server")?.checks).toEqual([
      { context: "ci", integrationId: 3 },
      { context: "training-gate", integrationId: flow.github.app.id },
    ]);
    expect(protectionOf("bare")).toMatchObject({ enforceAdmins: true, checks: [{ context: "training-gate" }] });
  });
});
