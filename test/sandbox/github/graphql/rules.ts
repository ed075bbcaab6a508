import { nodeId } from "../node-id.ts";
import { grants } from "../permissions.ts";
import { ROLE_NUMBERS, type RuleInForce, rulesInForce } from "../rulesets.ts";
import type { App, BranchProtection, BypassActor, Repository, RequiredCheck, Rule, Ruleset } from "../state.ts";
import { connect } from "./connections.ts";
import { type Args, type Context, fields, requireNeed } from "./context.ts";

interface RefSource {
  readonly repository: Repository;
  readonly name: string;
}

/** `Ref.rules`: those of active rulesets alone, the organisation's among them. */
export function rulesOf({ repository, name }: RefSource, args: Args, { world }: Context) {
  return connect(args, rulesInForce(world.state, repository, name), (one) => one);
}

export interface ProtectionSource {
  readonly pattern: string;
  readonly protection: BranchProtection;
}

export function protectionOf({ repository, name }: RefSource, _: Args, context: Context): ProtectionSource | null {
  requireNeed(context, "administration:read");
  const protection = repository.protections.get(name);
  return protection ? { pattern: name, protection } : null;
}

/** Rules whose parameters queries may ask for. */
const KNOWN: ReadonlySet<string> = new Set(["required_status_checks", "pull_request"]);

export const ruleFields = fields<RuleInForce>({
  id: ({ ruleset, rule }) => nodeId("RepositoryRule", `${ruleset.id}:${rule.type}`),
  type: ({ rule }) => rule.type.toUpperCase(),
  parameters: ({ rule }) => (KNOWN.has(rule.type) ? (rule.parameters ?? {}) : null),
  repositoryRuleset: ({ ruleset }) => ruleset,
});

interface Parameters {
  readonly do_not_enforce_on_create?: boolean;
  readonly strict_required_status_checks_policy?: boolean;
  readonly required_status_checks?: ReadonlyArray<{ readonly context: string; readonly integration_id?: number }>;
}

export const statusChecksFields = fields<Parameters>({
  doNotEnforceOnCreate: ({ do_not_enforce_on_create }) => do_not_enforce_on_create === true,
  strictRequiredStatusChecksPolicy: ({ strict_required_status_checks_policy }) =>
    strict_required_status_checks_policy === true,
  requiredStatusChecks: ({ required_status_checks = [] }) => required_status_checks,
});

export const pullRequestRuleFields = fields<{ readonly required_approving_review_count?: number }>({
  requiredApprovingReviewCount: ({ required_approving_review_count = 0 }) => required_approving_review_count,
});

export const statusCheckFields = fields<{ readonly context: string; readonly integration_id?: number }>({
  context: ({ context }) => context,
  integrationId: ({ integration_id }) => integration_id ?? null,
});

export const rulesetFields = fields<Ruleset>({
  id: ({ id }) => nodeId("RepositoryRuleset", id),
  databaseId: ({ id }) => id,
  name: ({ body }) => body.name,
  enforcement: ({ body }) => body.enforcement.toUpperCase(),
  target: ({ body }) => body.target.toUpperCase(),
  source: ({ source }, _, { world: { state } }) =>
    source.kind === "Organization" ? state.organizations.get(source.id) : state.repositories.get(source.id),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
  rules: (ruleset, args) => connect(args, ruleset.body.rules, (rule: Rule): RuleInForce => ({ ruleset, rule })),
  bypassActors,
});

interface BypassSource {
  readonly ruleset: Ruleset;
  readonly actor: BypassActor;
}

/** Told only to those who may change the ruleset, as REST has it. */
function bypassActors(ruleset: Ruleset, args: Args, { caller }: Context) {
  const need = ruleset.source.kind === "Organization" ? "organization_administration:write" : "administration:write";
  if (!grants(caller.permissions, need)) return null;
  return connect(args, ruleset.body.bypass_actors, (actor): BypassSource => ({ ruleset, actor }));
}

export const bypassFields = fields<BypassSource>({
  id: ({ ruleset, actor }) =>
    nodeId("RepositoryRulesetBypassActor", `${ruleset.id}:${actor.actor_type}:${actor.actor_id ?? ""}`),
  actor: ({ actor }, _, { world: { state, app } }) => {
    if (actor.actor_type === "Integration") return actor.actor_id === app.id ? app : null;
    if (actor.actor_type !== "Team") return null;
    return [...state.organizations.values()].map(({ teams }) => teams.get(actor.actor_id ?? 0)).find(Boolean) ?? null;
  },
  bypassMode: ({ actor }) => (actor.bypass_mode ?? "always").toUpperCase(),
  deployKey: ({ actor }) => actor.actor_type === "DeployKey",
  enterpriseOwner: () => false,
  organizationAdmin: ({ actor }) => actor.actor_type === "OrganizationAdmin",
  repositoryRoleDatabaseId: ({ actor }) => (actor.actor_type === "RepositoryRole" ? (actor.actor_id ?? null) : null),
  repositoryRoleName: ({ actor }) =>
    actor.actor_type === "RepositoryRole" ? (ROLE_NUMBERS[actor.actor_id ?? 0] ?? null) : null,
});

export const protectionFields = fields<ProtectionSource>({
  id: ({ protection }) => nodeId("BranchProtectionRule", protection.id),
  databaseId: ({ protection }) => protection.id,
  pattern: ({ pattern }) => pattern,
  isAdminEnforced: ({ protection }) => protection.enforceAdmins,
  requiresApprovingReviews: () => false,
  requiresStatusChecks: ({ protection }) => protection.checks !== null,
  requiresStrictStatusChecks: ({ protection }) => protection.strict,
  requiredStatusChecks: ({ protection }) => protection.checks ?? [],
});

export const protectedCheckFields = fields<RequiredCheck>({
  context: ({ context }) => context,
  app: ({ integrationId }, _, { world: { app } }): App | null =>
    integrationId === null ? null : { ...app, id: integrationId },
});
