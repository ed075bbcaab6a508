import { grants } from "./permissions.ts";
import { organizationById, requireOrganizationRulesets, requireRepositoryRules } from "./plan.ts";
import { invalid } from "./refusal.ts";
import type { Services } from "./rest/route.ts";
import { checksOf } from "./rulesets.ts";
import type { Repository, Ruleset, RulesetBody, State } from "./state.ts";
import { rulesetEvent } from "./webhooks/rule-events.ts";
import type { World } from "./world.ts";

export type Source = Ruleset["source"];

export const RULESETS_ALLOWED = 75;

export function rulesetsOf(state: State, source: Source): Ruleset[] {
  return [...state.rulesets.values()].filter((one) => one.source.kind === source.kind && one.source.id === source.id);
}

/** The least that GitHub asks of a body; the rest it fills in. */
export type RulesetGiven = Pick<RulesetBody, "name" | "enforcement"> & Partial<RulesetBody>;

/**
 * `trusted` leaves out the question whether the App of a check has reported: it is for stories in which somebody set
 * the rule up long ago.
 */
export function createRuleset(
  services: Services,
  source: Source,
  given: RulesetGiven,
  by: { readonly actorId: number; readonly trusted?: boolean },
): Ruleset {
  const { world, emit } = services;
  const { state } = world;
  const body: RulesetBody = { target: "branch", bypass_actors: [], conditions: {}, rules: [], ...given };
  check(world, source, body, by.trusted !== true);
  if (rulesetsOf(state, source).some((one) => one.body.name === body.name)) throw failed("Name must be unique");
  if (rulesetsOf(state, source).length >= RULESETS_ALLOWED)
    throw failed(`You may not have more than ${RULESETS_ALLOWED} rulesets.`);
  const now = state.clock();
  const ruleset: Ruleset = { id: state.nextId("ruleset"), source, body, versions: [], createdAt: now, updatedAt: now };
  state.rulesets.set(ruleset.id, ruleset);
  for (const watch of state.rulesetWatchers) watch();
  remember(state, ruleset, by.actorId);
  emit(rulesetEvent(world, "created", ruleset, by.actorId));
  return ruleset;
}

/** What is left out stays as it is. */
export function changeRuleset(
  services: Services,
  ruleset: Ruleset,
  change: Partial<RulesetBody>,
  by: { readonly actorId: number; readonly trusted?: boolean },
): void {
  const { world, emit } = services;
  const before = ruleset.body;
  const body = { ...before, ...change };
  check(world, ruleset.source, body, by.trusted !== true && change.rules !== undefined);
  ruleset.body = body;
  for (const watch of world.state.rulesetWatchers) watch();
  remember(world.state, ruleset, by.actorId);
  emit(rulesetEvent(world, "edited", ruleset, by.actorId, before));
}

export function deleteRuleset({ world, emit }: Services, ruleset: Ruleset, actorId: number): void {
  world.state.rulesets.delete(ruleset.id);
  emit(rulesetEvent(world, "deleted", ruleset, actorId));
}

function remember(state: State, ruleset: Ruleset, actorId: number): void {
  const at = state.clock();
  ruleset.updatedAt = at;
  ruleset.versions.push({ id: state.nextId("version"), actorId, at, body: ruleset.body });
}

function check(world: World, source: Source, body: RulesetBody, reported: boolean): void {
  const { state } = world;
  const organization = source.kind === "Organization" ? organizationById(state, source.id) : undefined;
  if (organization) requireOrganizationRulesets(organization);
  else requireRepositoryRules(state, repositoryOfSource(state, source));
  if (body.enforcement === "evaluate" && planOf(state, source) !== "enterprise")
    throw failed("Enforcement evaluate option is not supported on this plan");
  if (!body.conditions.ref_name) throw failed("Conditions require ref_name");
  const { repository_name, repository_id, repository_property } = body.conditions;
  const targets = [repository_name, repository_id, repository_property].filter(Boolean).length;
  if (organization && targets !== 1) throw failed("Conditions require one of repository_name, repository_id");
  if (reported) checkSources(world, source, body);
}

/**
 * GitHub takes a check of an App only if the App may write statuses there and has lately reported one: in the
 * repository, or for an organisation's ruleset in any of its repositories.
 */
function checkSources({ state, app }: World, source: Source, { rules }: RulesetBody): void {
  const ids = rules.flatMap(checksOf).flatMap(({ integrationId }) => (integrationId === null ? [] : [integrationId]));
  const bad = ids.some((id) => id !== app.id || !mayReport(state, source) || !hasReported(state, source, id));
  if (!bad) return;
  throw failed(
    "Invalid rule 'required_status_checks': Invalid parameter required_status_checks: Invalid integration ids",
  );
}

function mayReport(state: State, source: Source): boolean {
  const accountId = source.kind === "Organization" ? source.id : repositoryOfSource(state, source).ownerId;
  return [...state.installations.values()].some(
    (installation) => installation.accountId === accountId && grants(installation.permissions, "statuses:write"),
  );
}

function hasReported(state: State, source: Source, appId: number): boolean {
  const here = (repository: Repository) =>
    source.kind === "Organization" ? repository.ownerId === source.id : repository.id === source.id;
  for (const { suite } of state.runs.values()) {
    const repository = state.repositories.get(suite.repositoryId);
    if (suite.appId === appId && repository && here(repository)) return true;
  }
  return false;
}

function repositoryOfSource(state: State, source: Source): Repository {
  const repository = state.repositories.get(source.id);
  if (!repository) throw new Error(`Ruleset of repository ${source.id}, which is not there`);
  return repository;
}

function planOf(state: State, source: Source): string | undefined {
  const ownerId = source.kind === "Organization" ? source.id : repositoryOfSource(state, source).ownerId;
  return state.organizations.get(ownerId)?.plan;
}

const failed = (problem: string) => invalid("Validation Failed", [problem]);
