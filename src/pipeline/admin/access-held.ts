import { type Access, type AccessObservation, strongest, toAccess } from "../../domain/access.ts";
import type { AccountId, RepositoryId } from "../../domain/ids.ts";

/** What one account may do in an organisation, as last seen. */
export interface HeldAccess {
  readonly account: AccountId;
  /** Slugs. */
  readonly teams: readonly string[];
  /** The strongest role on any of these repositories; `none`: they are not theirs to work in. */
  strongestOn(repositories: ReadonlySet<RepositoryId>): Access;
}

type Roles = ReadonlyMap<RepositoryId, Access>;

/**
 * Everybody who has access, from what holds now (`AccessStore.current`): owners and members of the organisation, and
 * those who were let into single repositories. It is what `AccessStore.on` says of one repository, for all at once.
 */
export function accessHeld(current: readonly AccessObservation[]): readonly HeldAccess[] {
  const byAccount = new Map<AccountId, AccessObservation[]>();
  for (const seen of current) {
    if (seen.accountId === null) continue;
    const own = byAccount.get(seen.accountId);
    if (own) own.push(seen);
    else byAccount.set(seen.accountId, [seen]);
  }
  const teams = teamsIn(current);
  return [...byAccount].flatMap(([account, own]) => heldBy(account, own, teams) ?? []);
}

interface Team {
  readonly slug: string | null;
  readonly roles: Map<RepositoryId, Access>;
  readonly known: Map<ReadonlySet<RepositoryId>, Access>;
}

function teamsIn(current: readonly AccessObservation[]): ReadonlyMap<number, Team> {
  const teams = new Map<number, Team>();
  for (const { kind, teamId, role } of current) {
    if (kind === "team" && teamId !== null) teams.set(teamId, { slug: role, roles: new Map(), known: new Map() });
  }
  for (const { kind, teamId, repositoryId, role } of current) {
    if (kind !== "team-repository" || teamId === null || repositoryId === null) continue;
    const team = teams.get(teamId) ?? { slug: null, roles: new Map(), known: new Map() };
    teams.set(teamId, team);
    team.roles.set(repositoryId, toAccess(role ?? "read"));
  }
  return teams;
}

/** Null for who has no access: who left the organisation left its teams, though nothing tells of their seats. */
function heldBy(
  account: AccountId,
  own: readonly AccessObservation[],
  teams: ReadonlyMap<number, Team>,
): HeldAccess | null {
  const member = own.find(({ kind }) => kind === "member");
  const seats = member
    ? own.flatMap(({ kind, teamId }) => (kind === "team-member" ? (teams.get(teamId ?? 0) ?? []) : []))
    : [];
  const direct: Roles = new Map(
    own.flatMap(({ kind, repositoryId, role }) =>
      kind === "collaborator" && repositoryId !== null ? [[repositoryId, toAccess(role ?? "read")] as const] : [],
    ),
  );
  if (!member && direct.size === 0) return null;
  const everywhere: Access = member === undefined ? "none" : member.role === "admin" ? "admin" : "read";
  return {
    account,
    teams: seats.flatMap(({ slug }) => slug ?? []),
    strongestOn: (repositories) =>
      strongest([
        everywhere,
        strongestAmong(direct, repositories),
        ...seats.map((seat) => strongestOfTeam(seat, repositories)),
      ]),
  };
}

/** Asked once for each set of repositories, since a team's members are many and its repositories too. */
function strongestOfTeam({ roles, known }: Team, repositories: ReadonlySet<RepositoryId>): Access {
  const access = known.get(repositories) ?? strongestAmong(roles, repositories);
  known.set(repositories, access);
  return access;
}

function strongestAmong(roles: Roles, repositories: ReadonlySet<RepositoryId>): Access {
  return strongest([...roles].flatMap(([id, access]) => (repositories.has(id) ? [access] : [])));
}
