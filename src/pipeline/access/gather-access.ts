import type { Seat } from "../../domain/access.ts";
import { DAY_MS } from "../../domain/day.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { AccessAsk, AccessEffect, SeatState } from "../../domain/stores/access-gate.ts";
import type { Hold, SeatTarget } from "../../domain/stores/holds.ts";
import type { Account } from "../../domain/stores/people.ts";
import type { AccessFacts, HoldFacts } from "../../gate/access/facts.ts";
import { isGranted } from "../../policy/app-needs.ts";
import { fitsOne } from "../../policy/glob.ts";
import type { Policy } from "../../policy/policy.ts";
import { gatesAnything } from "../../policy/scope.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import type { GatherAccessDeps } from "./deps.ts";
import { type Ground, readGround, readingTeams, shapeOf } from "./ground.ts";
import { doubtedIn, recentOf, refusalsIn, teamsOf } from "./journal.ts";
import { recordOf } from "./recorded.ts";
import { seatFacts } from "./seat-facts.ts";

/** What our own records say of one account, and what else the writes need of it. */
export interface GatheredAccess {
  readonly account: Account;
  readonly installation: Installation;
  readonly ground: Ground;
  readonly facts: AccessFacts;
  readonly holds: readonly Hold[];
  readonly states: readonly SeatState[];
  /** What was written lately, and what is not finished. */
  readonly effects: readonly AccessEffect[];
  /** Told to be gone, though only GitHub knows: it has to be asked. */
  readonly doubted: readonly SeatTarget[];
}

const HOUR_MS = 3_600_000;
/** What a run let be taken is taken soon, or asked for anew. */
const ALLOWED_DAYS = 7;
/** More people than join any organisation in an hour: GitHub takes 500 invitations a day. */
const HOLDS_AN_HOUR = 100;
const HOLDS_SHARE = 0.1;

/**
 * Null where nothing that the account has or waits for can be gated, and every write is settled. No request to GitHub:
 * `invitedTo` are the teams of an invitation that it told of.
 */
export async function gatherAccess(
  installation: Installation,
  accountId: AccountId,
  { policy }: Pick<PolicyInForce, "policy">,
  deps: GatherAccessDeps,
  invitedTo: readonly number[] = [],
): Promise<GatheredAccess | null> {
  const { stores } = deps;
  const { orgId } = installation;
  const holds = await stores.holds.ofAccount(orgId, accountId);
  const journal = await stores.accessEffects.ofAccount(orgId, accountId);
  const isUnfinished = journal.some(({ doneAt }) => doneAt === null);
  if (holds.length === 0 && !isUnfinished && !gatesAnything(policy)) return null;
  const [account] = await stores.people.findAccounts([accountId]);
  if (!account) return null;
  const asOf = deps.clock();
  const seats = await stores.access.seatsOf(orgId, accountId);
  const effects = recentOf(journal, asOf);
  const states = await stores.accessGates.seatsOf(orgId, accountId);
  const told = await doubtedIn(journal, { org: orgId, account: accountId, seats, states }, stores);
  const reading = (await stores.accessGates.teams(orgId)).filter(({ slug }) => fitsOne(readingTeams(policy), slug));
  const teamIds = new Set([
    ...seats.flatMap(({ kind, teamId }) => (kind === "team-member" && teamId !== null ? [teamId] : [])),
    ...[...holds, ...effects].flatMap(({ target }) => teamsOf(target)),
    ...told.flatMap(teamsOf),
    ...invitedTo,
    ...reading.map(({ id }) => id),
  ]);
  const ground = await readGround(installation, [...teamIds], deps);
  const allowed = await stores.accessRuns.allowed(orgId, accountId, before(asOf, ALLOWED_DAYS * DAY_MS));
  const doubted = told.filter((target) => isThere(target, ground));
  const known = { account, installation, ground, holds, states, effects, doubted };
  // What was never waited for was never written.
  const released = journal.length === 0 ? [] : await stores.holds.releasedOf(orgId, accountId);
  const own = { asOf, seats, allowed, journal, released };
  return { ...known, facts: await factsOf(known, own, policy, deps) };
}

/** Of what is gone as a whole nothing is asked. */
function isThere(target: SeatTarget, { teams, repositories }: Ground): boolean {
  if (target.kind === "repository") return repositories.has(target.repositoryId);
  return teamsOf(target).every((id) => teams.some((team) => team.id === id));
}

const before = (at: Date, ms: number) => new Date(at.getTime() - ms);

interface Own {
  readonly asOf: Date;
  readonly seats: readonly Seat[];
  readonly allowed: readonly AccessAsk[];
  readonly journal: readonly AccessEffect[];
  readonly released: readonly Hold[];
}

async function factsOf(
  known: Omit<GatheredAccess, "facts">,
  own: Own,
  policy: Policy,
  deps: GatherAccessDeps,
): Promise<AccessFacts> {
  const { account, installation, ground, holds, states } = known;
  const { asOf } = own;
  const member = own.seats.find(({ kind }) => kind === "member");
  const invited = own.seats.some(({ kind }) => kind === "invitation");
  const repositoryIds = new Set([
    ...own.seats.flatMap(({ kind, repositoryId }) =>
      kind === "collaborator" && repositoryId !== null ? [repositoryId] : [],
    ),
    ...holds.flatMap(({ target }) => (target.kind === "repository" ? [target.repositoryId] : [])),
  ]);
  const repositories = [...repositoryIds].flatMap((id) => {
    const found = ground.repositories.get(id);
    return found ? [shapeOf(found)] : [];
  });
  const refusals = refusalsIn(own.journal, asOf);
  const where = { asOf: asOf.toISOString(), teams: ground.teams, repositories };
  const may = (permission: string) => isGranted(installation.permissions, { permission, level: "write" });
  return {
    ...where,
    ...(await recordOf(known, asOf, deps)),
    ...(refusals.length > 0 && { refusals }),
    may: { members: may("members"), repositories: may("administration") },
    seats: own.seats.flatMap((seat) => seatFacts(seat, { ...own, ground, states, where, policy }) ?? []),
    holds: holds.map(toHoldFacts),
    invitation: invited && !member ? { id: null, teamIds: null } : null,
    holdsLeft: await holdsLeft(installation, asOf, deps),
    courses: await deps.courses(),
    missing: installation.baselineAt === null ? ["who has access (the first look is not finished)"] : [],
    account: {
      id: account.id,
      login: account.login,
      type: account.type,
      person: account.person,
      membership: member ? "active" : invited ? "pending" : "none",
      isOwner: member?.role === "admin",
      onRoster: await isOnRoster(known, deps),
    },
  };
}

async function isOnRoster({ account, installation }: Omit<GatheredAccess, "facts">, { stores }: GatherAccessDeps) {
  if (account.person === null) return false;
  return (await stores.roster.namedAmong(installation.orgId, [account.person])).has(account.person);
}

export function toHoldFacts({ id, target, cause, instead, withdrawnAt, releasedAt }: Hold): HoldFacts {
  return { id, target, cause, instead, withdrawn: withdrawnAt !== null, released: releasedAt !== null };
}

async function holdsLeft({ orgId }: Installation, asOf: Date, { stores }: GatherAccessDeps): Promise<number> {
  const opened = await stores.holds.countSince(orgId, "new", before(asOf, HOUR_MS));
  if (opened < HOLDS_AN_HOUR) return HOLDS_AN_HOUR - opened;
  return Math.max(0, Math.ceil((await stores.accessGates.countMembers(orgId)) * HOLDS_SHARE) - opened);
}
