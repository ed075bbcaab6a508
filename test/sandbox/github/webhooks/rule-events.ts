import { rulesetShape } from "../shapes/ruleset.ts";
import type { BranchProtection, PropertyValue, Repository, Ruleset, RulesetBody } from "../state.ts";
import type { World } from "../world.ts";
import type { Happening } from "./emit.ts";

/** `repository_ruleset`; one of an organisation names no repository. */
export function rulesetEvent(
  world: World,
  action: "created" | "edited" | "deleted",
  ruleset: Ruleset,
  senderId: number,
  before?: RulesetBody,
): Happening {
  const { source } = ruleset;
  const repository = source.kind === "Repository" ? world.state.repositories.get(source.id) : undefined;
  const organization = source.kind === "Organization" ? world.state.organizations.get(source.id) : undefined;
  const shape = rulesetShape(world, ruleset, { bypassActors: true });
  const changes = before ? { changes: changesOf(before, ruleset.body) } : {};
  return {
    event: "repository_ruleset",
    action,
    accountId: repository?.ownerId ?? source.id,
    ...(repository ? { repository } : {}),
    ...(organization ? { organization } : {}),
    senderId,
    payload: () => ({ repository_ruleset: shape, ...changes }),
  };
}

function changesOf(before: RulesetBody, after: RulesetBody) {
  return {
    ...(before.name === after.name ? {} : { name: { from: before.name } }),
    ...(before.enforcement === after.enforcement ? {} : { enforcement: { from: before.enforcement } }),
  };
}

/** `branch_protection_rule`, in the words of protection's own settings. */
export function protectionEvent(
  action: "created" | "edited" | "deleted",
  given: { repository: Repository; branch: string; protection: BranchProtection; senderId: number },
): Happening {
  const { repository, branch, protection, senderId } = given;
  const rule = {
    id: protection.id,
    repository_id: repository.id,
    name: branch,
    created_at: repository.createdAt.toISOString(),
    updated_at: repository.pushedAt.toISOString(),
    pull_request_reviews_enforcement_level: "off",
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    authorized_dismissal_actors_only: false,
    ignore_approvals_from_contributors: false,
    required_status_checks: (protection.checks ?? []).map(({ context }) => context),
    required_status_checks_enforcement_level: protection.checks === null ? "off" : "everyone",
    strict_required_status_checks_policy: protection.strict,
    signature_requirement_enforcement_level: "off",
    linear_history_requirement_enforcement_level: "off",
    admin_enforced: protection.enforceAdmins,
    allow_force_pushes_enforcement_level: "off",
    allow_deletions_enforcement_level: "off",
    merge_queue_enforcement_level: "off",
    required_deployments_enforcement_level: "off",
    required_conversation_resolution_level: "off",
    authorized_actors_only: false,
    authorized_actor_names: [],
  };
  const payload = () => ({ rule, ...(action === "edited" ? { changes: {} } : {}) });
  return { event: "branch_protection_rule", action, accountId: repository.ownerId, repository, senderId, payload };
}

/** `custom_property_values`: one repository's values, before and after. */
export function propertyEvent(given: {
  repository: Repository;
  name: string;
  from: PropertyValue | null;
  to: PropertyValue | null;
  senderId: number;
}): Happening {
  const { repository, name, from, to, senderId } = given;
  const payload = () => ({
    new_property_values: [{ property_name: name, value: to }],
    old_property_values: [{ property_name: name, value: from }],
  });
  return {
    event: "custom_property_values",
    action: "updated",
    accountId: repository.ownerId,
    repository,
    senderId,
    payload,
  };
}
