import { type Access, type AccessObservation, strongest } from "../../domain/access.ts";
import { type AccessModel, type Holder, modelAccess } from "../../domain/access-model.ts";
import type { AccountId, RepositoryId } from "../../domain/ids.ts";
import type { TeamModel } from "../../domain/team-model.ts";

/** What one account may do in an organisation, as last seen. */
export interface HeldAccess {
  readonly account: AccountId;
  /** Slugs. */
  readonly teams: readonly string[];
  /** The strongest role on any of these repositories; `none`: they are not theirs to work in. */
  strongestOn(repositories: ReadonlySet<RepositoryId>): Access;
}

/**
 * Everybody who has access, from what holds now (`AccessStore.current`): owners and members of the organisation, and
 * those who were let into single repositories. It is what `AccessStore.on` says of one repository, for all at once.
 */
export function accessHeld(current: readonly AccessObservation[]): readonly HeldAccess[] {
  const model = modelAccess(current);
  const known: Known = new Map();
  return model.accounts.flatMap((account) => {
    const holder = model.holder(account);
    // Who left the organisation left its teams, though nothing tells of their seats.
    if (!holder.isMember && holder.direct.size === 0) return [];
    return [
      {
        account,
        teams: holder.isMember ? holder.teams : [],
        strongestOn: (repositories) => strongestOn(holder, repositories, { model, known }),
      },
    ];
  });
}

/** Asked once for each set of repositories, since a team's members are many and its repositories too. */
type Known = Map<TeamModel | AccessModel, Map<ReadonlySet<RepositoryId>, Access>>;

function strongestOn(
  { isMember, seats, everywhere, direct }: Holder,
  repositories: ReadonlySet<RepositoryId>,
  { model, known }: { readonly model: AccessModel; readonly known: Known },
): Access {
  if (!isMember) return strongestAmong(direct, repositories);
  const teams = seats.flatMap((seat) => [seat, ...seat.above]);
  return strongest([
    ...everywhere.map(({ access }) => access),
    strongestAmong(direct, repositories),
    ...teams.map((team) => once(known, team, repositories, () => strongestAmong(team.roles, repositories))),
    once(known, model, repositories, () => (isAnyOpen(model, repositories) ? "read" : "none")),
  ]);
}

function once(
  known: Known,
  of: TeamModel | AccessModel,
  repositories: ReadonlySet<RepositoryId>,
  ask: () => Access,
): Access {
  const answers = known.get(of) ?? new Map<ReadonlySet<RepositoryId>, Access>();
  known.set(of, answers);
  const access = answers.get(repositories) ?? ask();
  answers.set(repositories, access);
  return access;
}

function strongestAmong(roles: ReadonlyMap<RepositoryId, Access>, repositories: ReadonlySet<RepositoryId>): Access {
  return strongest([...roles].flatMap(([id, access]) => (repositories.has(id) ? [access] : [])));
}

function isAnyOpen({ visibility }: AccessModel, repositories: ReadonlySet<RepositoryId>): boolean {
  return [...repositories].some((id) => visibility.get(id) === "public" || visibility.get(id) === "internal");
}
