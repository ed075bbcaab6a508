import { repositoryOf, userOf } from "../find.ts";
import * as protection from "../protection.ts";
import type { Services } from "../rest/route.ts";
import * as changes from "../ruleset-changes.ts";
import type { BranchProtection, Organization, RequiredCheck, Ruleset, RulesetBody } from "../state.ts";
import { chooseOrganization, type OrganizationGiven } from "./organization.ts";
import { refuse, requireRole } from "./refused.ts";
import type { RepositoryGiven } from "./repositories.ts";

interface Choice {
  readonly as: string;
  /** Of this repository; without it, of the organisation. */
  readonly repository?: string;
  readonly organization?: string;
}

function chooseSource(services: Services, given: Choice): { source: Ruleset["source"]; actorId: number } {
  if (given.repository === undefined) {
    const { organization, sender } = chooseOrganization(services, given);
    return { source: { kind: "Organization", id: organization.id }, actorId: sender.id };
  }
  const { repository, actorId } = chooseRepository(services, { ...given, repository: given.repository });
  return { source: { kind: "Repository", id: repository.id }, actorId };
}

function chooseRepository({ world: { state } }: Services, given: RepositoryGiven) {
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, sender, repository, "admin");
  return { repository, actorId: sender.id };
}

/** Set up by hand; the App of a check need not have reported yet. */
export function createRuleset(services: Services, given: Choice & changes.RulesetGiven): Ruleset {
  const { source, actorId } = chooseSource(services, given);
  const { as: _, repository: __, organization: ___, ...body } = given;
  return changes.createRuleset(services, source, body, { actorId, trusted: true });
}

export function changeRuleset(
  services: Services,
  given: Choice & { readonly name: string; readonly change: Partial<RulesetBody> },
): Ruleset {
  const { ruleset, actorId } = named(services, given);
  changes.changeRuleset(services, ruleset, given.change, { actorId, trusted: true });
  return ruleset;
}

export function deleteRuleset(services: Services, given: Choice & { readonly name: string }): void {
  const { ruleset, actorId } = named(services, given);
  changes.deleteRuleset(services, ruleset, actorId);
}

function named(services: Services, given: Choice & { readonly name: string }) {
  const { source, actorId } = chooseSource(services, given);
  const found = changes.rulesetsOf(services.world.state, source).find(({ body }) => body.name === given.name);
  return { ruleset: found ?? refuse(`there is no ruleset ${given.name}`), actorId };
}

const BY_HAND = "Required checks";

/** A ruleset of the repository, made by hand: the default branch takes only pull requests that pass this check too. */
export function requireCheck(services: Services, given: RepositoryGiven & Partial<RequiredCheck>): void {
  const { app, state } = services.world;
  const { repository, actorId } = chooseRepository(services, given);
  const { context = app.slug, integrationId = app.id } = given;
  const source = { kind: "Repository", id: repository.id } as const;
  const known = changes.rulesetsOf(state, source).find(({ body }) => body.name === BY_HAND);
  const before = (known?.body.rules[0]?.parameters?.required_status_checks ?? []) as ReadonlyArray<{ context: string }>;
  const check = { context, ...(integrationId === null ? {} : { integration_id: integrationId }) };
  const rules = [requiredStatusChecks([...before.filter((one) => one.context !== context), check])];
  const by = { actorId, trusted: true };
  const conditions = { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } };
  if (known) changes.changeRuleset(services, known, { rules }, by);
  else changes.createRuleset(services, source, { name: BY_HAND, enforcement: "active", conditions, rules }, by);
}

export function requiredStatusChecks(
  checks: ReadonlyArray<{ readonly context: string; readonly integration_id?: number }>,
) {
  return {
    type: "required_status_checks",
    parameters: { strict_required_status_checks_policy: false, required_status_checks: checks },
  };
}

/** Takes away whatever the repository itself requires. */
export function unrequireChecks(services: Services, given: RepositoryGiven): void {
  const { repository, actorId } = chooseRepository(services, given);
  const own = changes.rulesetsOf(services.world.state, { kind: "Repository", id: repository.id });
  for (const ruleset of own) changes.deleteRuleset(services, ruleset, actorId);
  for (const branch of repository.protections.keys())
    protection.unprotectBranch(services, { repository, branch, actorId });
}

/** Classic protection; by default it asks for the App's check, and spares nobody. */
export function protectBranch(
  services: Services,
  given: RepositoryGiven & { readonly branch?: string } & Partial<Omit<BranchProtection, "id">>,
): void {
  const { app } = services.world;
  const { repository, actorId } = chooseRepository(services, given);
  const { branch = repository.defaultBranch, strict = false, enforceAdmins = true } = given;
  const checks = given.checks === undefined ? [{ context: app.slug, integrationId: app.id }] : given.checks;
  protection.protectBranch(services, { repository, branch, actorId, protection: { checks, strict, enforceAdmins } });
}

export function unprotectBranch(services: Services, given: RepositoryGiven & { readonly branch?: string }): void {
  const { repository, actorId } = chooseRepository(services, given);
  protection.unprotectBranch(services, { repository, branch: given.branch ?? repository.defaultBranch, actorId });
}

/** As a purchase does; rulesets that the new plan lacks stay and cannot be changed. */
export function setPlan(services: Services, given: OrganizationGiven & Pick<Organization, "plan">): void {
  chooseOrganization(services, given).organization.plan = given.plan;
}
