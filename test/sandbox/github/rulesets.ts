import { roleOf, teamsOf } from "./access.ts";
import type {
  BypassActor,
  Organization,
  PropertyValue,
  Repository,
  RequiredCheck,
  Role,
  Rule,
  Ruleset,
  RulesetConditions,
  State,
  User,
} from "./state.ts";

/** Somebody who asks to be let through, and how: by the merge button, or by pushing to the branch. */
export interface Bypassing {
  readonly user: User;
  readonly by: "pull-request" | "push";
}

export interface RuleInForce {
  readonly ruleset: Ruleset;
  readonly rule: Rule;
}

/** What active rulesets ask of a branch. Those of the organisation and of the repository add up. */
export function rulesInForce(state: State, repository: Repository, branch: string): RuleInForce[] {
  return [...state.rulesets.values()]
    .filter((ruleset) => ruleset.body.enforcement === "active" && applies(state, ruleset, repository, branch))
    .flatMap((ruleset) => ruleset.body.rules.map((rule) => ({ ruleset, rule })));
}

/** Every check that must pass before something gets on a branch, from rulesets and from classic protection. */
export function requiredChecks(
  state: State,
  repository: Repository,
  branch: string,
  bypassing?: Bypassing,
): RequiredCheck[] {
  const ruled = rulesInForce(state, repository, branch)
    .filter(({ ruleset }) => !(bypassing && mayBypass(state, ruleset, repository, bypassing)))
    .flatMap(({ rule }) => checksOf(rule));
  const protection = repository.protections.get(branch);
  const lets = bypassing && protection?.enforceAdmins === false && isAdmin(state, repository, bypassing.user);
  return [...ruled, ...(lets ? [] : (protection?.checks ?? []))];
}

interface StatusCheck {
  readonly context: string;
  readonly integration_id?: number;
}

export function checksOf({ type, parameters }: Rule): RequiredCheck[] {
  if (type !== "required_status_checks") return [];
  const checks = (parameters?.required_status_checks ?? []) as readonly StatusCheck[];
  return checks.map(({ context, integration_id }) => ({ context, integrationId: integration_id ?? null }));
}

function applies(state: State, { source, body }: Ruleset, repository: Repository, branch: string): boolean {
  if (body.target !== "branch" || !matchesBranch(body.conditions, repository, branch)) return false;
  if (source.kind === "Repository") return source.id === repository.id;
  const organization = state.organizations.get(source.id);
  return organization?.id === repository.ownerId && matchesRepository(body.conditions, organization, repository);
}

function matchesBranch({ ref_name }: RulesetConditions, repository: Repository, branch: string): boolean {
  const matches = (pattern: string) =>
    pattern === "~ALL" ||
    (pattern === "~DEFAULT_BRANCH" ? branch === repository.defaultBranch : fnmatch(pattern, `refs/heads/${branch}`));
  return chosen(ref_name, matches);
}

function matchesRepository(conditions: RulesetConditions, organization: Organization, repository: Repository): boolean {
  const { repository_name, repository_id, repository_property } = conditions;
  if (repository_id) return repository_id.repository_ids?.includes(repository.id) === true;
  if (repository_name)
    return chosen(repository_name, (pattern) => pattern === "~ALL" || fnmatch(pattern, repository.name));
  const has = ({ name, property_values }: { name: string; property_values: readonly string[] }) => {
    const value = propertyOf(organization, repository, name);
    return [value ?? []].flat().some((one) => property_values.includes(one));
  };
  const { include = [], exclude = [] } = repository_property ?? {};
  return include.length > 0 && include.every(has) && !exclude.some(has);
}

/** What a repository has of a custom property: its own value, else the standard one. */
export function propertyOf(organization: Organization, repository: Repository, name: string): PropertyValue | null {
  return repository.properties.get(name) ?? organization.properties.get(name)?.standard ?? null;
}

function chosen(
  patterns: { readonly include?: readonly string[]; readonly exclude?: readonly string[] } | undefined,
  matches: (pattern: string) => boolean,
): boolean {
  return (patterns?.include ?? []).some(matches) && !(patterns?.exclude ?? []).some(matches);
}

/** Ruby's `File.fnmatch` with FNM_PATHNAME, as far as rulesets use it. */
function fnmatch(pattern: string, text: string): boolean {
  const source = pattern.replace(/[.+^${}()|\\]/g, "\\$&").replace(/\*\*\/|\*\*|\*|\?/g, (star) => WILD[star] ?? star);
  return new RegExp(`^${source}$`).test(text);
}

const WILD: Readonly<Record<string, string>> = { "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" };

/** GitHub's numbers for the roles that every repository has. */
export const ROLE_NUMBERS: Readonly<Record<number, Role>> = { 2: "maintain", 4: "write", 5: "admin" };

export function mayBypass(state: State, ruleset: Ruleset, repository: Repository, { user, by }: Bypassing): boolean {
  return ruleset.body.bypass_actors.some(
    (actor) =>
      (by === "pull-request" || actor.bypass_mode !== "pull_request") && isActor(state, actor, repository, user),
  );
}

function isActor(state: State, actor: BypassActor, repository: Repository, user: User): boolean {
  const organization = state.organizations.get(repository.ownerId);
  if (actor.actor_type === "OrganizationAdmin") return organization?.members.get(user.id) === "admin";
  if (actor.actor_type === "User") return actor.actor_id === user.id;
  if (actor.actor_type === "RepositoryRole")
    return roleOf(state, repository, user) === ROLE_NUMBERS[actor.actor_id ?? 0] || isAdmin(state, repository, user);
  if (actor.actor_type !== "Team" || !organization) return false;
  return teamsOf(organization, user.id).some(({ id }) => id === actor.actor_id);
}

function isAdmin(state: State, repository: Repository, user: User): boolean {
  return roleOf(state, repository, user) === "admin";
}
