import { z } from "zod";
import type { Installation, Repository } from "../domain/installation.ts";
import type { Bypass, RequiringRuleset } from "../gate/coverage.ts";
import type { BranchRules } from "../pipeline/rules/coverage-port.ts";
import { isGranted } from "../policy/app-needs.ts";
import type { InstallationClient } from "./client.ts";
import { graphql } from "./graphql.ts";

const REPOSITORIES_A_REQUEST = 100;
const RULESETS_A_REQUEST = 100;

const Check = z.object({ context: z.string(), integrationId: z.int().nullable() });
const Rule = z.object({
  type: z.string(),
  parameters: z
    .object({
      requiredStatusChecks: z.array(Check).optional(),
      requiredApprovingReviewCount: z.int().optional(),
    })
    .nullable(),
  repositoryRuleset: z
    .object({
      id: z.string(),
      databaseId: z.int().nullable(),
      name: z.string(),
      source: z.object({ __typename: z.string() }),
    })
    .nullable(),
});
type Rule = z.infer<typeof Rule>;

const Protection = z.object({
  isAdminEnforced: z.boolean(),
  requiresApprovingReviews: z.boolean(),
  requiredStatusChecks: z
    .array(z.object({ context: z.string(), app: z.object({ databaseId: z.int().nullable() }).nullable() }))
    .nullable(),
});

const Page = z.record(
  z.string(),
  z
    .object({
      defaultBranchRef: z
        .object({
          rules: z.object({ nodes: z.array(Rule.nullable()).nullable() }).nullable(),
          branchProtectionRule: Protection.nullish(),
        })
        .nullable(),
    })
    .nullable(),
);

const RULES = `rules(first: 50) {
  nodes {
    type
    parameters {
      ... on RequiredStatusChecksParameters { requiredStatusChecks { context integrationId } }
      ... on PullRequestParameters { requiredApprovingReviewCount }
    }
    repositoryRuleset { id databaseId name source { __typename } }
  }
}`;
const PROTECTION = `branchProtectionRule {
  isAdminEnforced requiresApprovingReviews requiredStatusChecks { context app { databaseId } }
}`;

type Unbound = Omit<RequiringRuleset, "bypass"> & { readonly nodeId: string };
type Found = Omit<BranchRules, "rulesets"> & { readonly rulesets: readonly Unbound[] };

export async function readRules(
  client: InstallationClient,
  installation: Pick<Installation, "permissions">,
  repositories: readonly Repository[],
): Promise<readonly BranchRules[]> {
  const withProtection = isGranted(installation.permissions, { permission: "administration", level: "read" });
  const found: Found[] = [];
  for (let start = 0; start < repositories.length; start += REPOSITORIES_A_REQUEST) {
    const some = repositories.slice(start, start + REPOSITORIES_A_REQUEST);
    found.push(...(await readPage(client, some, withProtection)));
  }
  const bypass = await readBypass(client, [
    ...new Set(found.flatMap(({ rulesets }) => rulesets.map((one) => one.nodeId))),
  ]);
  return found.map(({ rulesets, ...rest }) => ({
    ...rest,
    rulesets: rulesets.map(({ nodeId, ...ruleset }) => ({ ...ruleset, bypass: bypass.get(nodeId) ?? "unreadable" })),
  }));
}

/** A repository without a branch has nothing that could be merged into. */
async function readPage(
  client: InstallationClient,
  repositories: readonly Repository[],
  withProtection: boolean,
): Promise<readonly Found[]> {
  const parts = repositories.map(
    ({ owner, name }, index) =>
      `r${index}: repository(owner: ${JSON.stringify(owner)}, name: ${JSON.stringify(name)}) { ...Rules }`,
  );
  const fragment = `fragment Rules on Repository { defaultBranchRef { ${RULES} ${withProtection ? PROTECTION : ""} } }`;
  const answer = Page.parse(await graphql(client, `query ReadRules { ${parts.join("\n")} }\n${fragment}`, {}));
  return repositories.flatMap(({ id }, index) => {
    const branch = answer[`r${index}`]?.defaultBranchRef;
    const rules = (branch?.rules?.nodes ?? []).filter((rule) => rule !== null);
    const protection = toProtection(branch?.branchProtectionRule);
    return [
      {
        repositoryId: id,
        rulesets: rules.flatMap(toRuleset),
        protection: withProtection ? protection : ("unreadable" as const),
        reviewed: isReviewed(rules) || branch?.branchProtectionRule?.requiresApprovingReviews === true,
      },
    ];
  });
}

const isReviewed = (rules: readonly Rule[]) =>
  rules.some(({ parameters }) => (parameters?.requiredApprovingReviewCount ?? 0) > 0);

function toRuleset({ parameters, repositoryRuleset }: Rule): readonly Unbound[] {
  if (!parameters?.requiredStatusChecks || !repositoryRuleset) return [];
  const { id, databaseId, name, source } = repositoryRuleset;
  const checks = parameters.requiredStatusChecks.map(({ context, integrationId }) => ({
    context,
    appId: integrationId,
  }));
  return [{ nodeId: id, id: databaseId ?? 0, name, from: SOURCES[source.__typename] ?? "enterprise", checks }];
}

const SOURCES: Readonly<Record<string, RequiringRuleset["from"]>> = {
  Organization: "organisation",
  Repository: "repository",
};

function toProtection(raw: z.infer<typeof Protection> | null | undefined): BranchRules["protection"] {
  if (!raw) return null;
  const checks = (raw.requiredStatusChecks ?? []).map(({ context, app }) => ({
    context,
    appId: app?.databaseId ?? null,
  }));
  return { checks, adminsExempt: !raw.isAdminEnforced };
}

const Actor = z.object({
  bypassMode: z.string().nullable(),
  deployKey: z.boolean(),
  enterpriseOwner: z.boolean(),
  organizationAdmin: z.boolean(),
  repositoryRoleName: z.string().nullable(),
  actor: z.object({ __typename: z.string(), slug: z.string().optional() }).nullable(),
});
const Rulesets = z.object({
  nodes: z.array(
    z
      .object({ id: z.string(), bypassActors: z.object({ nodes: z.array(Actor.nullable()).nullable() }).nullable() })
      .nullable(),
  ),
});

const BYPASS_QUERY = `query ReadBypass($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on RepositoryRuleset {
      id
      bypassActors(first: 100) {
        nodes {
          bypassMode deployKey enterpriseOwner organizationAdmin repositoryRoleName
          actor { __typename ... on Team { slug } ... on App { slug } }
        }
      }
    }
  }
}`;

/** Of one ruleset for many repositories it is read once. */
async function readBypass(
  client: InstallationClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Bypass[]>> {
  const found = new Map<string, readonly Bypass[]>();
  for (let start = 0; start < ids.length; start += RULESETS_A_REQUEST) {
    const some = ids.slice(start, start + RULESETS_A_REQUEST);
    const { nodes } = Rulesets.parse(await graphql(client, BYPASS_QUERY, { ids: some }));
    for (const ruleset of nodes) {
      const actors = ruleset?.bypassActors?.nodes;
      if (ruleset && actors) found.set(ruleset.id, actors.filter((actor) => actor !== null).map(toBypass));
    }
  }
  return found;
}

function toBypass(raw: z.infer<typeof Actor>): Bypass {
  const owners = raw.organizationAdmin || raw.enterpriseOwner;
  return { who: whoIs(raw), byPush: raw.bypassMode !== "PULL_REQUEST", owners };
}

function whoIs({
  organizationAdmin,
  enterpriseOwner,
  deployKey,
  repositoryRoleName,
  actor,
}: z.infer<typeof Actor>): string {
  if (organizationAdmin) return "organisation owners";
  if (enterpriseOwner) return "enterprise owners";
  if (deployKey) return "deploy keys";
  if (repositoryRoleName !== null) return `role ${repositoryRoleName}`;
  if (actor?.__typename === "Team") return `team ${actor.slug ?? ""}`.trim();
  return actor ? `App ${actor.slug ?? ""}`.trim() : "somebody whom GitHub does not name";
}
