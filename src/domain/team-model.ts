import { type Access, type AccessObservation, toAccess } from "./access.ts";
import type { RepositoryId } from "./ids.ts";

/** A team, and what it gives those who have a seat in it. */
export interface TeamModel {
  readonly id: number;
  /** Null where nothing tells how the team is called. */
  readonly slug: string | null;
  /** Who is on it is said by the enterprise. */
  readonly isEnterprises: boolean;
  /** Its own; what its parents give comes on top, by `above`. */
  readonly roles: ReadonlyMap<RepositoryId, Access>;
  /** GitHub's ids of its organisation roles. */
  readonly orgRoles: readonly (string | null)[];
  /** Its parent, the parent's parent and so on: its members have what these give. */
  readonly above: readonly TeamModel[];
}

interface Made extends TeamModel {
  slug: string | null;
  isEnterprises: boolean;
  readonly roles: Map<RepositoryId, Access>;
  readonly orgRoles: (string | null)[];
  readonly above: TeamModel[];
}

/** Every team that the observations speak of, by its id. Only what is present is handed in. */
export function modelTeams(held: readonly AccessObservation[]): ReadonlyMap<number, TeamModel> {
  const teams = new Map<number, Made>();
  const parents = new Map<number, number>();
  for (const seen of held) {
    if (seen.teamId === null || seen.kind === "invitation") continue;
    const team = teams.get(seen.teamId) ?? emptyTeam(seen.teamId);
    teams.set(seen.teamId, team);
    note(seen, team);
    if (seen.kind === "team-parent") parents.set(seen.teamId, Number(seen.role));
  }
  for (const team of teams.values()) team.above.push(...ancestorsOf(team.id, parents, teams));
  return teams;
}

function note({ kind, repositoryId, externalId, role }: AccessObservation, team: Made): void {
  if (kind === "team") team.slug = role;
  if (kind === "enterprise-team") team.isEnterprises = true;
  if (kind === "org-role") team.orgRoles.push(externalId);
  if (kind === "team-repository" && repositoryId !== null) team.roles.set(repositoryId, toAccess(role ?? "read"));
}

export function emptyTeam(id: number): Made {
  return { id, slug: null, isEnterprises: false, roles: new Map(), orgRoles: [], above: [] };
}

/** Observations of two times could make a circle. */
function ancestorsOf(
  id: number,
  parents: ReadonlyMap<number, number>,
  teams: ReadonlyMap<number, TeamModel>,
): readonly TeamModel[] {
  const passed = new Set([id]);
  for (let at = parents.get(id); at !== undefined && !passed.has(at); at = parents.get(at)) passed.add(at);
  passed.delete(id);
  return [...passed].flatMap((above) => teams.get(above) ?? []);
}
