import { z } from "zod";
import type { Access } from "../domain/access.ts";
import type { Installation } from "../domain/installation.ts";
import type {
  AccessReader,
  AccountAccess,
  AskedSeats,
  NamedAccount,
  NamedSeat,
  TeamRole,
} from "../pipeline/access/github-port.ts";
import { type GitHubClient, type InstallationClient, isNotFound } from "./client.ts";
import { type OwnSeats, readOwnSeats } from "./seat-query.ts";

const REPOSITORIES_A_REQUEST = 50;
const RENAMED_AT_MOST = 3;

export function createAccessReader(github: GitHubClient): AccessReader {
  const clientOf = ({ id }: Installation) => github.installation(id);
  return {
    async readAccount(installation, account, asked) {
      const client = clientOf(installation);
      return underItsLogin(client, account, (named) => look(client, installation.orgLogin, named, asked));
    },
    async verifySeat(installation, account, seat) {
      const client = clientOf(installation);
      const asked = { teams: seat.kind === "team", repositories: seat.kind === "team" ? [] : [seat.repository] };
      const seats = await underItsLogin(client, account, async (named) => {
        const own = await readOwnSeats(client, installation.orgLogin, named, asked);
        return own.isCalledSo ? own : "called otherwise";
      });
      return seats === null ? null : roleOn(seats, seat);
    },
  };
}

function roleOn(seats: OwnSeats, seat: NamedSeat): TeamRole | Access | null {
  if (seat.kind === "team") return seats.teams.find(({ id }) => id === seat.team.id)?.role ?? null;
  return seats.repositories.find(({ id }) => id === seat.repository.id)?.role ?? null;
}

/**
 * Looks again under the account's login of today where the one we know is somebody else's or nobody's. Null: there is
 * no such account any more.
 */
async function underItsLogin<T>(
  client: InstallationClient,
  account: NamedAccount,
  read: (named: NamedAccount) => Promise<T | "called otherwise">,
): Promise<T | null> {
  let named = account;
  for (let time = 0; time < RENAMED_AT_MOST; time++) {
    const found = await read(named);
    if (found !== "called otherwise") return found;
    const login = await orNull(() =>
      client.read((octokit) => octokit.rest.users.getById({ account_id: account.id })).then(({ data }) => data.login),
    );
    // An account that keeps its login and that GraphQL shows no user for is a bot: it has no seats to be held.
    if (login === null || login === named.login) return null;
    named = { ...account, login };
  }
  return null;
}

async function look(
  client: InstallationClient,
  org: string,
  account: NamedAccount,
  asked: AskedSeats,
): Promise<AccountAccess | "called otherwise"> {
  const [membership, ...parts] = await Promise.all([
    readMembership(client, org, account.login),
    ...inBatches(asked).map((part) => readOwnSeats(client, org, account, part)),
  ]);
  if (!parts.every(({ isCalledSo }) => isCalledSo)) return "called otherwise";
  const invitation = membership.state === "pending" ? await readInvitation(client, org, account) : null;
  const wanted = new Map(asked.teams.map((team) => [team.id, team]));
  const active = parts.flatMap(({ teams }) => teams).filter(({ id }) => wanted.has(id));
  const pending = asked.teams.filter(({ id }) => invitation?.teamIds.includes(id));
  return {
    login: account.login,
    membership,
    teams: [
      ...active.map((team) => ({ ...team, state: "active" as const })),
      ...pending.map((team) => ({ ...team, role: "member" as const, state: "pending" as const })),
    ],
    repositories: parts.flatMap(({ repositories }) => repositories),
    invitation,
  };
}

/** Always one, since it also tells whose login it is. */
function inBatches({ repositories }: AskedSeats) {
  const batches = [{ teams: true, repositories: repositories.slice(0, REPOSITORIES_A_REQUEST) }];
  for (let at = REPOSITORIES_A_REQUEST; at < repositories.length; at += REPOSITORIES_A_REQUEST)
    batches.push({ teams: false, repositories: repositories.slice(at, at + REPOSITORIES_A_REQUEST) });
  return batches;
}

const Membership = z.object({ state: z.enum(["active", "pending"]), role: z.string() });

async function readMembership(
  client: InstallationClient,
  org: string,
  username: string,
): Promise<AccountAccess["membership"]> {
  const found = await orNull(async () => {
    const { data } = await client.read((octokit) => octokit.rest.orgs.getMembershipForUser({ org, username }));
    return Membership.parse(data);
  });
  if (!found) return { state: "none", role: null };
  return { state: found.state, role: found.role === "admin" ? "owner" : "member" };
}

const Invitations = z.array(z.object({ id: z.number(), login: z.string().nullish() }));
const Teams = z.array(z.object({ id: z.number() }));

/** Null where it was accepted or withdrawn between two requests. */
async function readInvitation(
  client: InstallationClient,
  org: string,
  { login }: NamedAccount,
): Promise<AccountAccess["invitation"]> {
  const all = await client.read((octokit) =>
    octokit.paginate(octokit.rest.orgs.listPendingInvitations, { org, per_page: 100 }),
  );
  const own = Invitations.parse(all).find((invitation) => invitation.login === login);
  if (!own) return null;
  const teams = await orNull(() =>
    client.read((octokit) =>
      octokit.paginate(octokit.rest.orgs.listInvitationTeams, { org, invitation_id: own.id, per_page: 100 }),
    ),
  );
  return teams && { id: own.id, teamIds: Teams.parse(teams).map(({ id }) => id) };
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
