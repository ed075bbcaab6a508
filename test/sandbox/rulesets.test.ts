import { Octokit } from "@octokit/rest";
import { beforeEach, describe, expect, it } from "vitest";
import type { GitHub } from "./github/server.ts";
import { installationClient, useGitHub } from "./github/testing.ts";

const ORG = { org: "acme" } as const;
const HERE = { owner: "acme", repo: "payments-api" } as const;
const PERMISSIONS = {
  administration: "write",
  organization_administration: "write",
  organization_custom_properties: "read",
  statuses: "write",
} as const;

type Client = Awaited<ReturnType<typeof installationClient>>;

describe("the rulesets of the stand-in", () => {
  const sandbox = useGitHub();
  let github: GitHub;
  let client: Client;
  let body: ReturnType<typeof bodyFor>;

  beforeEach(async () => {
    github = await sandbox.start();
    const { app, actions } = github;
    actions.acceptPermissions({ as: "sam", permissions: { ...app.permissions, ...PERMISSIONS } });
    client = await installationClient(github);
    body = bodyFor(app.id);
  });

  const report = async () => {
    const { headSha } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    await client.rest.checks.create({ ...HERE, name: "training-gate", head_sha: headSha, conclusion: "success" });
  };

  it("refuse an App that has not reported in the organisation, and take it once it has", async () => {
    await expect(client.rest.repos.createOrgRuleset({ ...ORG, ...body })).rejects.toMatchObject({ status: 422 });

    await report();
    const { data } = await client.rest.repos.createOrgRuleset({ ...ORG, ...body });

    expect(data).toMatchObject({ name: "training-gate", source_type: "Organization", enforcement: "active" });
    expect(github.violations).toEqual([]);
  });

  it("are enforced where their conditions hold, and nowhere else", async () => {
    await report();
    await client.rest.repos.createOrgRuleset({ ...ORG, ...body });
    const required = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const free = github.actions.openPullRequest({ as: "jo", repository: "web" });

    const rules = await client.rest.repos.getBranchRules({ ...HERE, branch: "main" });

    expect(rules.data).toMatchObject([{ type: "required_status_checks", ruleset_source: "acme" }]);
    expect(() =>
      github.actions.mergePullRequest({ as: "mira", repository: "payments-api", number: required.number }),
    ).toThrow("is expected");
    github.actions.mergePullRequest({ as: "jo", repository: "web", number: free.number });
    expect(() => github.actions.push({ as: "mira", repository: "payments-api", branch: "main" })).toThrow("protected");
    expect(github.violations).toEqual([]);
  });

  it("let those through who may bypass, by the button and not by a push", async () => {
    github.actions.createRuleset({
      as: "sam",
      ...body,
      bypass_actors: [{ actor_type: "OrganizationAdmin", actor_id: 1, bypass_mode: "pull_request" }],
    });
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const merge = (as: string) =>
      github.actions.mergePullRequest({ as, repository: "payments-api", number, bypass: true });

    expect(() => merge("mira")).toThrow("is expected");
    expect(() => github.actions.push({ as: "sam", repository: "payments-api", branch: "main" })).toThrow("protected");
    expect(merge("sam").mergedAt).not.toBeNull();
  });

  it("keep their history, and tell who changed what", async () => {
    await report();
    const { data } = await client.rest.repos.createOrgRuleset({ ...ORG, ...body });
    const owner = new Octokit({ auth: github.personalToken("sam"), baseUrl: `${github.url}/api/v3` });
    const named = { ...ORG, ruleset_id: data.id };

    await owner.rest.repos.updateOrgRuleset({ ...named, enforcement: "disabled" });

    const versions = await client.request("GET /orgs/{org}/rulesets/{ruleset_id}/history", named);
    const sam = github.state.logins.get("sam")?.id;
    expect(versions.data.map(({ actor }) => actor.id)).toEqual([sam, github.app.botId]);
    const [latest] = versions.data;
    const version = await client.request("GET /orgs/{org}/rulesets/{ruleset_id}/history/{version_id}", {
      ...named,
      version_id: latest?.version_id ?? 0,
    });
    expect(version.data.state).toMatchObject({ enforcement: "disabled" });
    expect(github.violations).toEqual([]);
  });

  it("are closed to the tokens of people who own nothing", async () => {
    const mira = new Octokit({ auth: github.personalToken("mira"), baseUrl: `${github.url}/api/v3` });

    await expect(mira.rest.repos.getOrgRulesets(ORG)).rejects.toMatchObject({ status: 404 });
    await expect(mira.rest.repos.getRepoRulesets(HERE)).rejects.toMatchObject({ status: 404 });
  });

  it("cost what GitHub charges for them", async () => {
    await report();
    github.actions.setPlan({ as: "sam", plan: "free" });

    await expect(client.rest.repos.createOrgRuleset({ ...ORG, ...body })).rejects.toThrow("Upgrade to GitHub");
    await expect(
      client.rest.repos.createRepoRuleset({ ...HERE, ...body, conditions: { ref_name: body.conditions.ref_name } }),
    ).rejects.toThrow("Upgrade to GitHub");
  });

  it("tell the App when somebody changes them", async () => {
    github.app.events = [...github.app.events, "repository_ruleset", "branch_protection_rule"];
    github.actions.acceptPermissions({ as: "sam", permissions: { ...github.app.permissions, ...PERMISSIONS } });
    const received = await sandbox.receive(github);

    github.actions.createRuleset({ as: "sam", ...body });
    github.actions.changeRuleset({ as: "sam", name: body.name, change: { enforcement: "disabled" } });
    github.actions.deleteRuleset({ as: "sam", name: body.name });
    github.actions.protectBranch({ as: "sam", repository: "payments-api" });
    await github.deliveries.idle();

    const seen = received.map(({ headers, body: text }) => [headers["x-github-event"], JSON.parse(text).action]);
    expect(seen.slice(-4)).toEqual([
      ["repository_ruleset", "created"],
      ["repository_ruleset", "edited"],
      ["repository_ruleset", "deleted"],
      ["branch_protection_rule", "created"],
    ]);
  });

  it("add up with classic protection, whose administrators may be spared", async () => {
    github.actions.protectBranch({ as: "sam", repository: "payments-api", enforceAdmins: false });
    const { number } = github.actions.openPullRequest({ as: "mira", repository: "payments-api" });
    const merge = (as: string) =>
      github.actions.mergePullRequest({ as, repository: "payments-api", number, bypass: true });

    const { data } = await client.rest.repos.getStatusChecksProtection({ ...HERE, branch: "main" });

    expect(data.checks).toEqual([{ context: "training-gate", app_id: github.app.id }]);
    expect(() => merge("mira")).toThrow("is expected");
    expect(merge("sam").mergedAt).not.toBeNull();
    expect(github.violations).toEqual([]);
  });

  it("are told by GraphQL for many repositories at once", async () => {
    github.actions.createRuleset({
      as: "sam",
      ...body,
      bypass_actors: [{ actor_type: "OrganizationAdmin", actor_id: 1, bypass_mode: "always" }],
    });

    const seen = await client.graphql<RulesSeen>(RULES, { org: "acme" });

    const rules = Object.fromEntries(
      seen.organization.repositories.nodes.map(({ name, defaultBranchRef }) => [name, defaultBranchRef.rules.nodes]),
    );
    expect(rules.web).toEqual([]);
    expect(rules["payments-api"]).toMatchObject([
      {
        parameters: { requiredStatusChecks: [{ context: "training-gate", integrationId: github.app.id }] },
        repositoryRuleset: {
          name: "training-gate",
          source: { __typename: "Organization" },
          bypassActors: { nodes: [{ organizationAdmin: true, bypassMode: "ALWAYS" }] },
        },
      },
    ]);
  });

  it("tell of custom properties, many repositories a request", async () => {
    github.actions.defineProperty({ as: "sam", name: "soc2", standard: "out-of-scope" });
    github.actions.setProperty({ as: "sam", repository: "web", name: "soc2", value: "in-scope" });

    const { data } = await client.request("GET /orgs/{org}/properties/values", { ...ORG, per_page: 100 });

    const values = Object.fromEntries(data.map((one) => [one.repository_name, one.properties[0]?.value]));
    expect(values).toMatchObject({ web: "in-scope", "payments-api": "out-of-scope" });
    expect(github.violations).toEqual([]);
  });
});

function bodyFor(appId: number) {
  return {
    name: "training-gate",
    enforcement: "active" as const,
    conditions: {
      ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] },
      repository_name: { include: ["payments-*"], exclude: [] },
    },
    rules: [
      {
        type: "required_status_checks" as const,
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: [{ context: "training-gate", integration_id: appId }],
        },
      },
    ],
  };
}

interface RulesSeen {
  readonly organization: {
    readonly repositories: {
      readonly nodes: ReadonlyArray<{
        readonly name: string;
        readonly defaultBranchRef: { readonly rules: { readonly nodes: readonly unknown[] } };
      }>;
    };
  };
}

const RULES = `query Rules($org: String!) {
  organization(login: $org) {
    repositories(first: 50) {
      nodes {
        name
        defaultBranchRef {
          branchProtectionRule { isAdminEnforced requiredStatusChecks { context app { databaseId } } }
          rules(first: 10) {
            nodes {
              type
              parameters { ... on RequiredStatusChecksParameters { requiredStatusChecks { context integrationId } } }
              repositoryRuleset {
                databaseId name enforcement
                source { __typename ... on Repository { nameWithOwner } }
                bypassActors(first: 10) { nodes { organizationAdmin bypassMode repositoryRoleName } }
              }
            }
          }
        }
      }
    }
  }
}`;
