import { beforeAll, describe, expect, it } from "vitest";
import * as app from "../../../src/app.ts";
import { runCli } from "../../../src/cli/main.ts";
import type { CoverageReport } from "../../../src/gate/coverage-report.ts";
import { aCli } from "../../cli/a-cli.ts";
import type { Flow } from "../../support/flow.ts";
import { useFlow } from "../../support/use-flow.ts";
import { APP, entriesOf, POLICY } from "./rules.ts";

interface Told {
  readonly code: number;
  readonly lines: readonly string[];
}

/** As an operator runs it beside the server: another process's view of the same database and GitHub. */
async function doctor(flow: Flow, ...args: string[]): Promise<Told> {
  const cli = aCli({ env: { ...flow.environment, LOG_LEVEL: "silent" }, app });
  const code = await runCli(["doctor", ...args], cli);
  return { code, lines: [...cli.told, ...cli.complaints] };
}

async function reportOf(flow: Flow): Promise<CoverageReport> {
  const { lines } = await doctor(flow, "--json");
  return JSON.parse(lines.join("\n"))[0];
}

const reviewed = {
  name: "Reviews",
  enforcement: "active",
  conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
  rules: [{ type: "pull_request", parameters: { required_approving_review_count: 1 } }],
} as const;

describe("doctor on an organisation that is as it should be", () => {
  const flow = useFlow({ enforcement: POLICY, github: { app: APP } });
  beforeAll(() => void flow.github.actions.createRuleset({ as: "sam", repository: ".github", ...reviewed }));

  it("finds nothing, says so in one sentence, and ends well", async () => {
    flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();

    const { code, lines } = await doctor(flow);

    expect(lines.at(-1)).toBe("The gate is real on all 5 repositories that are to block.");
    expect(code).toBe(0);
    expect(lines.find((line) => line.startsWith("payments-api"))).toMatch(/block +yes +yes +1\/1/);
  });

  it("keeps each look, with an entry in the gate log", async () => {
    const before = await flow.database.db.coverageRun.count();
    await doctor(flow, "--org", "ACME");
    await flow.settled();

    expect(await flow.database.db.coverageRun.count()).toBe(before + 1);
    expect((await entriesOf(flow, "coverage.observed")).at(-1)).toMatchObject({ counts: { holes: 0, blocking: 5 } });
  });

  it("asks GitHub little: a look at eight repositories", async () => {
    const asked = await flow.requestsOf(() => doctor(flow));

    expect(asked.read).toBe(8);
    expect(asked.write).toBe(0);
  });

  it("prints the ruleset as GitHub takes it, for the repositories that are ready for it", async () => {
    const { code, lines } = await doctor(flow, "--print", "json");

    const body = JSON.parse(lines.join("\n"));
    expect(code).toBe(0);
    expect(body.conditions.repository_id.repository_ids).toHaveLength(6);
    expect(body.rules[0].parameters.required_status_checks).toEqual([
      { context: "training-gate", integration_id: flow.github.app.id },
    ]);
    const terraform = (await doctor(flow, "--print", "terraform")).lines.join("\n");
    expect(terraform).toContain('resource "github_organization_ruleset" "training_gate"');
    expect(terraform).toContain(`integration_id = ${flow.github.app.id}`);
  });

  it("says of an organisation without the App that it is not installed", async () => {
    const { code, lines } = await doctor(flow, "--org", "nobody");

    expect(code).toBe(1);
    expect(lines.at(-1)).toContain("not installed on nobody");
  });
});

describe("doctor on an organisation with a hole of every kind", () => {
  const flow = useFlow({
    enforcement: `
  mode: block
  rulesets: report
  require:
    - { who: { access: any }, layers: [developer] }
  scopes:
    - { repositories: [lost-one], mode: block }
    - { property: { soc2: in-scope }, mode: block }
`,
    github: {
      app: {
        permissions: { ...APP.permissions, statuses: "read" },
        events: APP.events.filter((event) => event !== "merge_group" && event !== "custom_property_values"),
      },
    },
  });

  beforeAll(async () => {
    const { actions, deliveries, app: gitHubApp, state } = flow.github;
    const check = { integration_id: gitHubApp.id, context: "training-gate" };
    const ruleset = (repository: string, more: object = {}, checks: readonly object[] = [check]) =>
      actions.createRuleset({
        as: "sam",
        repository,
        ...{ name: "Gate", enforcement: "active" },
        conditions: reviewed.conditions,
        rules: [{ type: "required_status_checks", parameters: { required_status_checks: checks } }],
        ...more,
      });
    ruleset("infra", {}, [{ context: "training-gate" }]);
    ruleset("docs", {}, [{ context: "training-gate", integration_id: 15_368 }]);
    ruleset("web", { bypass_actors: [{ actor_type: "RepositoryRole", actor_id: 4, bypass_mode: "pull_request" }] });
    ruleset("handbook", { bypass_actors: [{ actor_type: "OrganizationAdmin", actor_id: 1, bypass_mode: "always" }] });
    actions.protectBranch({ as: "sam", repository: "sandbox-play", enforceAdmins: false });
    ruleset("legacy-crm");
    actions.openPullRequest({ as: "mira", repository: "acme/legacy-crm", commits: [{}] });
    actions.setVisibility({ as: "sam", repository: ".github", visibility: "public" });
    await flow.settled();
    const installation = [...state.installations.values()][0];
    if (!installation) throw new Error("The App is installed");
    const { issues: _, ...accepted } = installation.permissions;
    actions.acceptPermissions({ as: "sam", permissions: { ...accepted, organization_custom_properties: "read" } });
    actions.selectRepositories({
      as: "sam",
      repositories: ["infra", "docs", "web", "handbook", "sandbox-play", "legacy-crm", ".github"],
    });
    await flow.settled();
    const url = gitHubApp.webhookUrl;
    gitHubApp.webhookUrl = `${url}/elsewhere`;
    for (let count = 0; count < 30; count++)
      actions.changeTitle({ as: "mira", repository: "acme/legacy-crm", number: 1, title: `${count}` });
    actions.openPullRequest({ as: "mira", repository: "acme/legacy-crm", commits: [{}] });
    await deliveries.idle();
  });

  it.each([
    [".github", "not-required"],
    ["infra", "not-pinned"],
    ["docs", "pinned-elsewhere"],
    ["web", "bypass"],
    ["handbook", "push"],
    ["sandbox-play", "push"],
    ["legacy-crm", "unanswered"],
    [null, "permission-not-accepted"],
    [null, "event-missing"],
    [null, "webhook-elsewhere"],
    [null, "deliveries-failing"],
    [null, "not-reached"],
    [null, "policy-public"],
    [null, "policy-unreviewed"],
  ])("names it: %s, %s", async (repository, kind) => {
    const { holes } = await reportOf(flow);

    expect(holes.filter((one) => one.kind === kind).map((one) => one.repository)).toContain(repository);
  });

  it("ends with a sentence that a manager understands, and with 1", async () => {
    const { code, lines } = await doctor(flow);

    expect(lines.at(-1)).toMatch(/^The gate is decoration on 7 of 7 repositories: /);
    expect(code).toBe(1);
  });
});
