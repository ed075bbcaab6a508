import { grants } from "../permissions.ts";
import { requireOrganizationRulesets, requireRepositoryRules } from "../plan.ts";
import { notFound } from "../refusal.ts";
import {
  changeRuleset,
  createRuleset,
  deleteRuleset,
  type RulesetGiven,
  rulesetsOf,
  type Source,
} from "../ruleset-changes.ts";
import { type RuleInForce, rulesInForce } from "../rulesets.ts";
import { rulesetBrief, rulesetShape, sourceName } from "../shapes/ruleset.ts";
import type { Ruleset, RulesetBody, RulesetVersion } from "../state.ts";
import { paged } from "./paging.ts";
import { actorIn, type Call, created, numberIn, ok, organizationIn, repositoryIn, route } from "./route.ts";

/** GitHub asks for write even of those who only read an organisation's rulesets. */
const ORGANIZATION = { as: "administrator", needs: ["organization_administration:write"] } as const;
const REPOSITORY_WRITE = { as: "administrator", needs: ["administration:write"] } as const;
const REPOSITORY_READ = { as: "administrator", needs: ["metadata:read"] } as const;

export const rulesetRoutes = [
  route("GET /orgs/{org}/rulesets", ORGANIZATION, (call) => {
    requireOrganizationRulesets(organizationIn(call));
    return paged(call, rulesetsOf(call.world.state, organizationSource(call)), (one) => rulesetBrief(call.world, one));
  }),
  route("POST /orgs/{org}/rulesets", ORGANIZATION, (call) => create(call, organizationSource(call))),
  route("GET /orgs/{org}/rulesets/{ruleset_id}", ORGANIZATION, (call) => show(call, organizationSource(call))),
  route("PUT /orgs/{org}/rulesets/{ruleset_id}", ORGANIZATION, (call) => update(call, organizationSource(call))),
  route("DELETE /orgs/{org}/rulesets/{ruleset_id}", ORGANIZATION, (call) => remove(call, organizationSource(call))),
  route("GET /orgs/{org}/rulesets/{ruleset_id}/history", ORGANIZATION, (call) =>
    history(call, organizationSource(call)),
  ),
  route("GET /orgs/{org}/rulesets/{ruleset_id}/history/{version_id}", ORGANIZATION, (call) =>
    version(call, organizationSource(call)),
  ),
  route("GET /repos/{owner}/{repo}/rulesets", REPOSITORY_READ, list),
  route("POST /repos/{owner}/{repo}/rulesets", REPOSITORY_WRITE, (call) => create(call, repositorySource(call))),
  route("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", REPOSITORY_READ, (call) =>
    show(call, repositorySource(call)),
  ),
  route("PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}", REPOSITORY_WRITE, (call) =>
    update(call, repositorySource(call)),
  ),
  route("DELETE /repos/{owner}/{repo}/rulesets/{ruleset_id}", REPOSITORY_WRITE, (call) =>
    remove(call, repositorySource(call)),
  ),
  route("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}/history", REPOSITORY_WRITE, (call) =>
    history(call, repositorySource(call)),
  ),
  route("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}/history/{version_id}", REPOSITORY_WRITE, (call) =>
    version(call, repositorySource(call)),
  ),
  route("GET /repos/{owner}/{repo}/rules/branches/{branch}", REPOSITORY_READ, (call) => {
    const inForce = rulesInForce(call.world.state, repositoryIn(call), call.params.branch ?? "");
    return paged(call, inForce, (one) => ruleShape(call, one));
  }),
];

const organizationSource = (call: Call): Source => ({ kind: "Organization", id: organizationIn(call).id });
const repositorySource = (call: Call): Source => ({ kind: "Repository", id: repositoryIn(call).id });

function rulesetIn(call: Call, source: Source): Ruleset {
  const found = rulesetsOf(call.world.state, source).find(({ id }) => id === numberIn(call, "ruleset_id"));
  if (!found) throw notFound();
  return found;
}

/** A repository's list has its organisation's too, unless told otherwise. */
function list(call: Call) {
  const { state } = call.world;
  const repository = repositoryIn(call);
  requireRepositoryRules(state, repository);
  const parents = call.query.includes_parents !== "false";
  const inherited = parents ? rulesetsOf(state, { kind: "Organization", id: repository.ownerId }) : [];
  const all = [...rulesetsOf(state, repositorySource(call)), ...inherited];
  return paged(call, all, (one) => rulesetBrief(call.world, one));
}

function create(call: Call, source: Source) {
  const ruleset = createRuleset(call, source, call.body as RulesetGiven, { actorId: actorIn(call) });
  return created(rulesetShape(call.world, ruleset, { bypassActors: true }));
}

function update(call: Call, source: Source) {
  const ruleset = rulesetIn(call, source);
  changeRuleset(call, ruleset, (call.body ?? {}) as Partial<RulesetBody>, { actorId: actorIn(call) });
  return ok(rulesetShape(call.world, ruleset, { bypassActors: true }));
}

function show(call: Call, source: Source) {
  return ok(rulesetShape(call.world, rulesetIn(call, source), { bypassActors: mayWrite(call, source) }));
}

function mayWrite({ caller }: Call, { kind }: Source): boolean {
  if (caller.kind !== "installation") return true;
  return grants(
    caller.permissions,
    kind === "Organization" ? "organization_administration:write" : "administration:write",
  );
}

function remove(call: Call, source: Source) {
  deleteRuleset(call, rulesetIn(call, source), actorIn(call));
  return { status: 204 };
}

/** Newest first. */
function history(call: Call, source: Source) {
  return paged(call, [...rulesetIn(call, source).versions].reverse(), (one) => versionShape(call, one));
}

function version(call: Call, source: Source) {
  const ruleset = rulesetIn(call, source);
  const found = ruleset.versions.find(({ id }) => id === numberIn(call, "version_id"));
  if (!found) throw notFound();
  const { id, source_type, source: name } = rulesetBrief(call.world, ruleset);
  return ok({ ...versionShape(call, found), state: { id, source_type, source: name, ...found.body } });
}

function versionShape({ world }: Call, { id, actorId, at }: RulesetVersion) {
  const type = world.state.users.get(actorId)?.type ?? "User";
  return { version_id: id, actor: { id: actorId, type }, updated_at: at.toISOString() };
}

function ruleShape({ world }: Call, { ruleset, rule }: RuleInForce) {
  return {
    ...rule,
    ruleset_source_type: ruleset.source.kind,
    ruleset_source: sourceName(world.state, ruleset),
    ruleset_id: ruleset.id,
  };
}
