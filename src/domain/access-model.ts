import { type Access, type AccessObservation, strongest, toAccess, UNKNOWN } from "./access.ts";
import type { AccountId, RepositoryId } from "./ids.ts";
import type { Visibility } from "./installation.ts";
import { emptyTeam, modelTeams, type TeamModel } from "./team-model.ts";

/** One reason why somebody may do something on a repository. */
export interface Way {
  readonly via:
    | "owner"
    | "direct"
    | "outside"
    | "team"
    | "enterprise-team"
    | "org-role"
    | "base"
    | "internal"
    | "public";
  readonly access: Access;
  /** The seat that gives it: of a team, and of an organisation role that a team has. */
  readonly teamId: number | null;
}

/** What one account holds, as far as the observations tell. */
export interface Holder {
  readonly isMember: boolean;
  readonly isOwner: boolean;
  /** Member, on a team, or let into a single repository. */
  readonly belongs: boolean;
  /** Slugs of its teams and of those above them. */
  readonly teams: readonly string[];
  /** What it may do on every repository: an owner's, an organisation role's, the base permission. */
  readonly everywhere: readonly Way[];
  readonly seats: readonly TeamModel[];
  readonly direct: ReadonlyMap<RepositoryId, Access>;
  /** All reasons; of who does not belong, the public's is none. */
  waysOn(repository: RepositoryId): readonly Way[];
}

/** Who may do what by which way, from what holds at one time (`AccessStore.current`, `at`). */
export interface AccessModel {
  readonly accounts: readonly AccountId[];
  readonly visibility: ReadonlyMap<RepositoryId, Visibility>;
  holder(account: AccountId): Holder;
}

export function modelAccess(observations: readonly AccessObservation[]): AccessModel {
  const held = observations.filter(({ present, role }) => present && role !== UNKNOWN);
  const own = byAccount(observations);
  const organisation: OrganisationModel = {
    base: baseOf(held),
    roles: orgRolesOf(held),
    teams: modelTeams(held),
    visibility: visibilityOf(held),
  };
  return {
    accounts: [...own.keys()],
    visibility: organisation.visibility,
    holder: (account) => holderOf(own.get(account) ?? [], organisation),
  };
}

function byAccount(observations: readonly AccessObservation[]): ReadonlyMap<AccountId, readonly AccessObservation[]> {
  const found = new Map<AccountId, AccessObservation[]>();
  for (const seen of observations) {
    if (seen.accountId === null) continue;
    const own = found.get(seen.accountId);
    if (own) own.push(seen);
    else found.set(seen.accountId, [seen]);
  }
  return found;
}

interface OrganisationModel {
  /** Where GitHub does not show it: read, which is what organisations begin with. */
  readonly base: Access;
  /** What each organisation role gives on every repository. */
  readonly roles: ReadonlyMap<string | null, Access>;
  readonly teams: ReadonlyMap<number, TeamModel>;
  readonly visibility: ReadonlyMap<RepositoryId, Visibility>;
}

function holderOf(own: readonly AccessObservation[], organisation: OrganisationModel): Holder {
  const member = own.find(({ kind }) => kind === "member");
  const isMember = member?.present === true;
  const isOwner = isMember && member.role === "admin";
  // Who leaves the organisation leaves its teams, and GitHub may tell only the former.
  const leftAt = member && !member.present ? member.observedAt : undefined;
  const held = own.filter(({ present }) => present);
  const seats = held
    .filter(({ kind, observedAt }) => kind === "team-member" && (!leftAt || observedAt > leftAt))
    .map(({ teamId }) => organisation.teams.get(teamId ?? 0) ?? emptyTeam(teamId ?? 0));
  const direct = new Map(
    held.flatMap(({ kind, repositoryId, role }) =>
      kind === "collaborator" && repositoryId !== null ? [[repositoryId, toAccess(role ?? "read")] as const] : [],
    ),
  );
  const inside = isMember || seats.length > 0;
  const everywhere: readonly Way[] = [
    ...(isOwner ? [{ via: "owner", access: "admin", teamId: null } as const] : []),
    ...orgRoleWays(held, seats, organisation),
    ...(inside && organisation.base !== "none"
      ? [{ via: "base", access: organisation.base, teamId: null } as const]
      : []),
  ];
  return {
    isMember,
    isOwner,
    belongs: inside || direct.size > 0,
    teams: slugsOf(seats),
    everywhere,
    seats,
    direct,
    waysOn: (repository) => [
      ...everywhere,
      ...directWay(direct.get(repository), isMember),
      ...teamWays(seats, repository),
      ...(inside ? visibleWay(organisation.visibility.get(repository)) : []),
    ],
  };
}

function slugsOf(seats: readonly TeamModel[]): readonly string[] {
  const teams = [...seats, ...seats.flatMap(({ above }) => above)];
  return [...new Set(teams.flatMap(({ slug }) => slug ?? []))];
}

function orgRoleWays(
  held: readonly AccessObservation[],
  seats: readonly TeamModel[],
  { roles }: OrganisationModel,
): readonly Way[] {
  const ways = [
    ...held.flatMap(({ kind, externalId }) => (kind === "org-role" ? [{ role: externalId, teamId: null }] : [])),
    ...seats.flatMap((seat) =>
      [seat, ...seat.above].flatMap(({ orgRoles }) => orgRoles.map((role) => ({ role, teamId: seat.id }))),
    ),
  ];
  return ways.flatMap(({ role, teamId }) => {
    const access = roles.get(role) ?? "none";
    return access === "none" ? [] : [{ via: "org-role", access, teamId } as const];
  });
}

function directWay(access: Access | undefined, isMember: boolean): readonly Way[] {
  return access === undefined ? [] : [{ via: isMember ? "direct" : "outside", access, teamId: null }];
}

function teamWays(seats: readonly TeamModel[], repository: RepositoryId): readonly Way[] {
  return seats.flatMap((seat) => {
    const access = strongest([seat, ...seat.above].map(({ roles }) => roles.get(repository) ?? "none"));
    return access === "none"
      ? []
      : [{ via: seat.isEnterprises ? "enterprise-team" : "team", access, teamId: seat.id } as const];
  });
}

function visibleWay(visibility: Visibility | undefined): readonly Way[] {
  if (visibility === undefined || visibility === "private") return [];
  return [{ via: visibility, access: "read", teamId: null }];
}

function baseOf(held: readonly AccessObservation[]): Access {
  return toAccess(held.find(({ kind }) => kind === "base")?.role ?? "read");
}

function orgRolesOf(held: readonly AccessObservation[]): ReadonlyMap<string | null, Access> {
  const defined = held.filter(
    ({ kind, accountId, teamId }) => kind === "org-role" && accountId === null && teamId === null,
  );
  return new Map(defined.map(({ externalId, role }) => [externalId, toAccess(role ?? "none")]));
}

function visibilityOf(held: readonly AccessObservation[]): ReadonlyMap<RepositoryId, Visibility> {
  return new Map(
    held.flatMap(({ kind, repositoryId, role }) =>
      kind === "visibility" && repositoryId !== null
        ? [[repositoryId, role === "public" || role === "internal" ? role : "private"] as const]
        : [],
    ),
  );
}
