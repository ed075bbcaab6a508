import type { AccessObservation } from "../../domain/access.ts";
import type { RepositoryId } from "../../domain/ids.ts";
import type { Repository } from "../../domain/installation.ts";
import { type SeatTarget, targetKey } from "../../domain/stores/holds.ts";
import type { SeatFacts } from "../../gate/access/facts.ts";
import type { GatheredAccess } from "./gather-access.ts";
import type { AccountAccess, AskedSeats, TeamName } from "./github-port.ts";
import { teamsOf } from "./journal.ts";

/** Everything of the account's own that may be written or was: one look tells whether our records are right. */
export function askedOf({ facts, effects, doubted, ground }: GatheredAccess): AskedSeats {
  const repositories = new Set([
    ...facts.repositories.map(({ id }) => id),
    ...[...effects.map(({ target }) => target), ...doubted].flatMap((target) =>
      target.kind === "repository" ? [target.repositoryId] : [],
    ),
  ]);
  return {
    // GitHub's answer on one account leaves out the enterprise's.
    teams: facts.teams.flatMap(({ id, slug, isEnterprises }) => (isEnterprises ? [] : [{ id, slug }])),
    repositories: [...repositories].flatMap((id) => ground.repositories.get(id) ?? []),
  };
}

/** What GitHub shows differently from what we had recorded. */
export function newsIn(
  gathered: GatheredAccess,
  read: AccountAccess,
  asked: AskedSeats,
  at: Date,
): readonly AccessObservation[] {
  const { seats } = gathered.facts;
  const shown = seatsShown(read);
  const keys = new Set([
    ...asked.teams.map(({ id }) => `team:${id}`),
    ...asked.repositories.map(({ id }) => `repository:${id}`),
  ]);
  const believed = [...seats.map(({ target }) => target), ...gathered.doubted];
  const gone = believed.filter((target) => {
    const key = targetKey(target);
    return keys.has(key) && !shown.some((one) => targetKey(one) === key);
  });
  return [
    ...shown.filter((target) => !isKnown(target, seats)).map((target) => observationOf(gathered, target, true, at)),
    ...gone.map((target) => observationOf(gathered, target, false, at)),
  ];
}

/** What is not kept as seats: what the account is called, whether it is a member, and what waits for it to accept. */
export function withRead(gathered: GatheredAccess, read: AccountAccess): GatheredAccess {
  const { facts } = gathered;
  const { membership, invitation, login } = read;
  const isOwner = membership.role === "owner" && membership.state === "active";
  const account = { ...facts.account, login, membership: membership.state, isOwner };
  return { ...gathered, facts: { ...facts, account, invitation: isOurs(gathered, invitation) ? null : invitation } };
}

function seatsShown({ teams, repositories }: AccountAccess): readonly SeatFacts["target"][] {
  return [
    // A seat that waits for its invitation to be accepted gives nothing yet.
    ...teams.flatMap(({ id, role, state }) =>
      state === "active" ? [{ kind: "team", teamId: id, role } as const] : [],
    ),
    ...repositories.map(({ id, role }) => ({ kind: "repository", repositoryId: id, role }) as const),
  ];
}

function isKnown(target: SeatTarget, seats: readonly SeatFacts[]): boolean {
  return seats.some((seat) => targetKey(seat.target) === targetKey(target) && seat.target.role === target.role);
}

/** The same teams that we invited them to, lately. */
function isOurs({ effects }: GatheredAccess, invitation: AccountAccess["invitation"]): boolean {
  return effects.some(
    ({ change, target, outcome }) =>
      change === "invite" &&
      (outcome === null || outcome === "done") &&
      invitation !== null &&
      teamsOf(target).every((id) => invitation.teamIds.includes(id)) &&
      invitation.teamIds.length === teamsOf(target).length,
  );
}

export function observationOf(
  { installation, account }: Pick<GatheredAccess, "installation" | "account">,
  target: SeatTarget,
  present: boolean,
  at: Date,
): AccessObservation {
  return {
    orgId: installation.orgId,
    kind: target.kind === "team" ? "team-member" : target.kind === "repository" ? "collaborator" : "invitation",
    accountId: account.id,
    teamId: target.kind === "team" ? target.teamId : null,
    repositoryId: target.kind === "repository" ? target.repositoryId : null,
    role: target.role,
    present,
    source: "verify",
    deliveryId: null,
    externalId: null,
    observedAt: at,
    notBefore: null,
    recordedAt: at,
  };
}

export function teamNamed(id: number, { facts }: Pick<GatheredAccess, "facts">): TeamName | null {
  const team = facts.teams.find((one) => one.id === id);
  return team ? { id, slug: team.slug } : null;
}

export function repositoryNamed(id: RepositoryId, { ground }: Pick<GatheredAccess, "ground">): Repository | null {
  return ground.repositories.get(id) ?? null;
}
