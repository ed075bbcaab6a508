import type { Access, AccessObservation } from "../../../src/domain/access.ts";
import { type AccountId, accountId, type RepositoryId } from "../../../src/domain/ids.ts";
import type { TeamRole } from "../../../src/pipeline/access/github-port.ts";

export interface ModelTeam {
  readonly id: number;
  readonly slug: string;
  readonly repositories: ReadonlyMap<RepositoryId, Access>;
  /** Its members have what this one has. */
  readonly parent?: number;
}

/** What GitHub has of one account. */
export interface Person {
  readonly id: AccountId;
  readonly login: string;
  membership: "none" | "pending" | "member" | "owner";
  invitation: { readonly id: number; readonly teamIds: readonly number[]; readonly at: Date } | null;
  readonly seats: Map<number, TeamRole>;
  readonly direct: Map<RepositoryId, Access>;
}

/** What changed, as a delivery tells it. */
export type Told = Pick<AccessObservation, "kind" | "accountId" | "teamId" | "repositoryId" | "role" | "present">;

export interface Grounds {
  readonly logins: readonly string[];
  readonly teams: readonly ModelTeam[];
  readonly repositories: readonly RepositoryId[];
}

/** What GitHub has, and what can be done to it by anybody; each change is told. */
export interface ModelGitHub extends Grounds {
  readonly people: ReadonlyMap<AccountId, Person>;
  /** Teams that an identity provider keeps. */
  readonly synced: Set<number>;
  /** Those that refused a write of ours, synced still or not. */
  readonly refused: Set<number>;
  find(account: AccountId): Person;
  invite(who: Person, teams: readonly number[]): void;
  cancel(invitation: number): void;
  /** Invitations that nobody accepted for a week end. */
  expire(): void;
  accept(who: Person): void;
  leave(who: Person): void;
  /** Null: none from now on. */
  seat(who: Person, team: number, role: TeamRole | null): void;
  role(who: Person, repository: RepositoryId, role: Access | null): void;
  readable(who: Person): ReadonlySet<RepositoryId>;
}

const NONE = { accountId: null, teamId: null, repositoryId: null } as const;

export const isIn = ({ membership }: Person): boolean => membership === "member" || membership === "owner";

/** Hears of each change; of some GitHub sends no delivery. */
export type Hear = (told: Told, isSent: boolean) => void;

const INVITED_FOR_MS = 7 * 86_400_000;

export function createModelGitHub(grounds: Grounds, clock: () => Date, hear: Hear): ModelGitHub {
  const people = new Map<AccountId, Person>();
  for (const [index, login] of grounds.logins.entries()) {
    const id = accountId(index + 1);
    people.set(id, { id, login, membership: "none", invitation: null, seats: new Map(), direct: new Map() });
  }
  let lastInvitation = 900;
  const about = (who: Person, kind: Told["kind"], rest: Partial<Told>, isSent = true) =>
    hear({ ...NONE, kind, accountId: who.id, role: "member", present: true, ...rest }, isSent);

  const seat: ModelGitHub["seat"] = (who, team, role) => {
    const had = who.seats.get(team) ?? null;
    if (role === null) who.seats.delete(team);
    else who.seats.set(team, role);
    // Of another role on the same team nobody is told, nor what the role is.
    const isSent = (had === null) !== (role === null);
    if (had !== role) about(who, "team-member", { teamId: team, present: role !== null }, isSent);
  };
  const setRole: ModelGitHub["role"] = (who, repository, role) => {
    const had = who.direct.get(repository) ?? null;
    if (role === null) who.direct.delete(repository);
    else who.direct.set(repository, role);
    const told = { repositoryId: repository, role: role ?? had, present: role !== null };
    if (had !== role) about(who, "collaborator", told);
  };
  return {
    ...grounds,
    people,
    synced: new Set(),
    refused: new Set(),
    find: (id) => people.get(id) ?? unknown(id),
    seat,
    role: setRole,
    invite(who, teams) {
      if (isIn(who)) return;
      const teamIds = [...new Set([...(who.invitation?.teamIds ?? []), ...teams])];
      who.invitation = { id: who.invitation?.id ?? ++lastInvitation, teamIds, at: who.invitation?.at ?? clock() };
      who.membership = "pending";
      about(who, "invitation", {});
    },
    cancel(invitation) {
      const who = [...people.values()].find((one) => one.invitation?.id === invitation);
      if (!who) return;
      Object.assign(who, { invitation: null, membership: "none" });
      about(who, "invitation", { present: false }, false);
    },
    expire() {
      for (const who of people.values()) {
        if (!who.invitation || clock().getTime() - who.invitation.at.getTime() < INVITED_FOR_MS) continue;
        Object.assign(who, { invitation: null, membership: "none" });
        about(who, "invitation", { present: false }, false);
      }
    },
    accept(who) {
      if (!who.invitation) return;
      const { teamIds } = who.invitation;
      Object.assign(who, { invitation: null, membership: "member" });
      about(who, "member", {});
      for (const team of teamIds) seat(who, team, "member");
    },
    leave(who) {
      if (!isIn(who)) return;
      for (const team of [...who.seats.keys()]) seat(who, team, null);
      for (const repository of [...who.direct.keys()]) setRole(who, repository, null);
      who.membership = "none";
      about(who, "member", { present: false });
    },
    readable(who) {
      if (who.membership === "owner") return new Set(grounds.repositories);
      const above = new Set(grounds.teams.flatMap(({ id, parent }) => (who.seats.has(id) && parent ? [parent] : [])));
      const through = grounds.teams.filter(({ id }) => who.seats.has(id) || above.has(id));
      return new Set([...who.direct.keys(), ...through.flatMap(({ repositories }) => [...repositories.keys()])]);
    },
  };
}

function unknown(id: AccountId): never {
  throw new Error(`There is no account ${id}`);
}

/** All that anybody has, as one text: two GitHubs with the same text are alike. */
export function textOf({ people }: ModelGitHub): string {
  const lines = [...people.values()].map(({ login, membership, invitation, seats, direct }) => {
    const own = [...seats, ...direct].map(([id, role]) => `${id}=${role}`).sort();
    return [login, membership, ...(invitation?.teamIds ?? []), ...own].join(" ");
  });
  return lines.join("\n");
}
