import { fullName, ownerById } from "../find.ts";
import { nodeId } from "../node-id.ts";
import type { Ruleset, RulesetBody, State } from "../state.ts";
import { apiUrl, htmlUrl, type World } from "../world.ts";

export function sourceName(state: State, { source }: Ruleset): string {
  const repository = source.kind === "Repository" ? state.repositories.get(source.id) : undefined;
  return repository ? fullName(state, repository) : ownerById(state, source.id).login;
}

/** `repository-ruleset`. Who may bypass is told only to those who may change the ruleset. */
export function rulesetShape(world: World, ruleset: Ruleset, options: { readonly bypassActors: boolean }) {
  const { bypass_actors, ...rest } = ruleset.body;
  return {
    ...rulesetBrief(world, ruleset),
    conditions: rest.conditions,
    rules: rest.rules,
    ...(options.bypassActors ? { bypass_actors } : {}),
  };
}

/** Lists leave out what a ruleset asks and of whom. */
export function rulesetBrief(world: World, ruleset: Ruleset) {
  const { id, source, body } = ruleset;
  const name = sourceName(world.state, ruleset);
  const home = source.kind === "Repository" ? `/repos/${name}` : `/orgs/${name}`;
  return {
    ...identity(body),
    id,
    source_type: source.kind,
    source: name,
    node_id: nodeId("RepositoryRuleset", id),
    created_at: ruleset.createdAt.toISOString(),
    updated_at: ruleset.updatedAt.toISOString(),
    _links: {
      self: { href: apiUrl(world, `${home}/rulesets/${id}`) },
      html: { href: htmlUrl(world, `${home}/rules/${id}`) },
    },
  };
}

function identity({ name, target, enforcement }: RulesetBody) {
  return { name, target, enforcement };
}
