import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { TeamFacts } from "../../gate/access/facts.ts";
import type { IdleLevel } from "../../gate/coverage-levels.ts";
import { fitsOne } from "../../policy/glob.ts";
import type { Level, Policy } from "../../policy/policy.ts";
import { readGround, readingTeams } from "../access/ground.ts";
import { scopeOn } from "../policy/scope-on.ts";

interface Given {
  readonly policy: Policy;
  readonly repositories: readonly Repository[];
  readonly at: Date;
}

/**
 * Levels above the merge gate in force that hold no team's seat, by our records alone: no request goes to GitHub. None
 * before the organisation's teams were seen, since nobody knows then.
 */
export async function seeLevels(
  installation: Installation,
  given: Given,
  stores: Pick<OutsideStores, "access" | "accessGates" | "policies" | "repositories">,
): Promise<readonly IdleLevel[]> {
  const places = placesIn(given);
  const all = places.length === 0 ? [] : await stores.accessGates.teams(installation.orgId);
  if (all.length === 0) return [];
  const named = all.filter(({ slug }) => isNamed(slug, given.policy));
  const ids = named.map(({ id }) => id);
  const { teams } = await readGround(installation, ids, { stores });
  return places.flatMap(({ place, level, repositories }) => {
    const reaching = teams.filter((team) => team.repositories.some(({ id }) => repositories.has(id)));
    const elsewhere = reaching.filter((team) => isKeptElsewhere(team, given.policy)).map(({ slug }) => slug);
    return elsewhere.length < reaching.length
      ? []
      : [{ place, level, repositories: repositories.size, elsewhere: elsewhere.sort() }];
  });
}

interface Place extends Pick<IdleLevel, "place" | "level"> {
  readonly repositories: ReadonlySet<RepositoryId>;
}

/** Scopes that do not say a level have the one of the whole, so that they are one place. */
function placesIn({ policy, repositories, at }: Given): readonly Place[] {
  const found = new Map<string, { readonly level: Level; readonly repositories: Set<RepositoryId> }>();
  for (const repository of repositories) {
    const { inBoundary, level, scope } = scopeOn(repository, policy, at);
    if (!inBoundary || level === "merge_gate") continue;
    const isOwn = scope !== "default" && policy.scopes[scope]?.access !== undefined;
    const place = isOwn ? `scopes[${scope}].access` : "access.level";
    const known = found.get(place) ?? { level, repositories: new Set() };
    known.repositories.add(repository.id);
    found.set(place, known);
  }
  return [...found].map(([place, rest]) => ({ place, ...rest }));
}

/** Seats of a team for reading never wait. */
function isNamed(slug: string, policy: Policy): boolean {
  const named = policy.access.teams.map(({ team }) => team);
  return fitsOne(named, slug) && !fitsOne(readingTeams(policy), slug);
}

function isKeptElsewhere({ slug, synced, isEnterprises }: TeamFacts, { access }: Policy): boolean {
  const entry = access.teams.find((one) => fitsOne([one.team], slug));
  return synced || isEnterprises === true || entry?.managed_by !== undefined;
}
