import { notFound, Refusal } from "./refusal.ts";
import type { Organization, Repository, State } from "./state.ts";

/**
 * What GitHub sells with which plan: organisation rulesets and `evaluate` with Enterprise, rulesets and protection of
 * private repositories with Team, of public ones with every plan. (Its own pages disagree on organisation rulesets with
 * Team; the stand-in takes the poorer reading.)
 */
export function requireOrganizationRulesets({ plan }: Organization): void {
  if (plan !== "enterprise") throw new Refusal(403, "Upgrade to GitHub Enterprise to enable this feature.");
}

export function requireRepositoryRules(state: State, repository: Repository): void {
  const plan = state.organizations.get(repository.ownerId)?.plan ?? "free";
  if (plan !== "free" || repository.visibility === "public") return;
  throw new Refusal(403, "Upgrade to GitHub Pro or make this repository public to enable this feature.");
}

export function organizationById(state: State, id: number): Organization {
  const organization = state.organizations.get(id);
  if (!organization) throw notFound();
  return organization;
}
