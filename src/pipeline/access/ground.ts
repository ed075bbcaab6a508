import type { AccessObservation } from "../../domain/access.ts";
import { strongest, toAccess } from "../../domain/access.ts";
import type { RepositoryId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { GateState } from "../../domain/stores/access-gate.ts";
import type { ReachedRepository, TeamFacts } from "../../gate/access/facts.ts";
import type { Policy } from "../../policy/policy.ts";
import type { GatherAccessDeps } from "./deps.ts";

/** What seats lead to: teams, repositories, and since when their seats wait for training. */
export interface Ground {
  readonly installation: Installation;
  readonly repositories: ReadonlyMap<RepositoryId, Repository>;
  readonly gates: ReadonlyMap<string, GateState>;
  /** What is found gated and was not before is so from then on. */
  readonly notBefore: Date | null;
  readonly teams: readonly TeamFacts[];
}

export function readingTeams({ access }: Policy): readonly string[] {
  return [...new Set(access.teams.flatMap(({ reading_team }) => reading_team ?? []))];
}

/** For many accounts one after the other: the repositories are not read again for each. */
export function withRepositoriesOf<Deps extends GatherAccessDeps>(deps: Deps, { repositories }: Ground): Deps {
  const known = [...repositories.values()];
  const { stores } = deps;
  return { ...deps, stores: { ...stores, repositories: { ...stores.repositories, listOf: async () => known } } };
}

export interface GroundDeps {
  readonly stores: Pick<GatherAccessDeps["stores"], "access" | "accessGates" | "policies" | "repositories">;
}

/** Everything about these teams and all repositories, from our own records. */
export async function readGround(
  installation: Installation,
  teamIds: readonly number[],
  { stores }: GroundDeps,
): Promise<Ground> {
  const { orgId } = installation;
  const repositories = new Map((await stores.repositories.listOf(installation.id)).map((one) => [one.id, one]));
  const gates = new Map((await stores.accessGates.gatesOf(orgId)).map((gate) => [gate.key, gate]));
  const policy = await stores.policies.inForce(orgId);
  const instants = [policy?.since, await stores.accessGates.passedAt(orgId)];
  const known = await withParents(orgId, teamIds, stores.access);
  return {
    installation,
    repositories,
    gates,
    notBefore: new Date(Math.max(...instants.map((at) => at?.getTime() ?? 0))),
    teams: teamIds.flatMap((id) => teamOf(id, known, repositories, gates) ?? []),
  };
}

const OF_TEAMS = /^(team|enterprise-team)/;

type Reading = GatherAccessDeps["stores"]["access"];

/** A team's members have what its parents have. Nesting is shallow: nearly always one more query at most. */
async function withParents(
  org: Installation["orgId"],
  teamIds: readonly number[],
  access: Reading,
): Promise<readonly AccessObservation[]> {
  const known: AccessObservation[] = [];
  const asked = new Set<number>();
  let next = [...new Set(teamIds)];
  while (next.length > 0) {
    for (const id of next) asked.add(id);
    const found = (await access.ofTeams(org, next)).filter(({ kind }) => OF_TEAMS.test(kind));
    known.push(...found);
    next = found
      .filter(({ kind }) => kind === "team-parent")
      .map(({ role }) => Number(role))
      .filter((id) => Number.isSafeInteger(id) && !asked.has(id));
  }
  return known;
}

function teamOf(
  id: number,
  known: readonly AccessObservation[],
  repositories: Ground["repositories"],
  gates: Ground["gates"],
): TeamFacts | null {
  const slug = known.find(({ kind, teamId }) => kind === "team" && teamId === id)?.role;
  if (!slug) return null;
  const isEnterprises = known.some(({ kind, teamId }) => kind === "enterprise-team" && teamId === id);
  const line = lineOf(id, known);
  const roles = new Map<RepositoryId, string[]>();
  for (const { kind, teamId, repositoryId, role } of known) {
    if (kind !== "team-repository" || repositoryId === null || !line.has(teamId ?? 0)) continue;
    roles.set(repositoryId, [...(roles.get(repositoryId) ?? []), role ?? "read"]);
  }
  const reached = [...roles].flatMap(([repository, all]): ReachedRepository[] => {
    const found = repositories.get(repository);
    return found ? [{ ...shapeOf(found), role: strongest(all.map(toAccess)) }] : [];
  });
  return {
    id,
    slug,
    repositories: reached.sort((a, b) => a.id - b.id),
    synced: gates.get(`team:${id}`)?.syncedAt != null,
    ...(isEnterprises && { isEnterprises }),
  };
}

/** The team and its parents. */
function lineOf(id: number, known: readonly AccessObservation[]): ReadonlySet<number> {
  const line = new Set<number>();
  for (let next: number | undefined = id; next !== undefined && !line.has(next); ) {
    line.add(next);
    const parent = known.find(({ kind, teamId }) => kind === "team-parent" && teamId === next);
    next = parent ? Number(parent.role) : undefined;
  }
  return line;
}

export function shapeOf({ id, name, visibility, archived, properties }: Repository): Omit<ReachedRepository, "role"> {
  return { id, name, visibility, archived, ...(properties && { properties }) };
}
