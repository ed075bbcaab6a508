import { z } from "zod";
import { type Access, type AccessObservation, strongest, toAccess } from "../domain/access.ts";
import { type AccountId, accountId, type OrgId, orgId, type RepositoryId, repositoryId } from "../domain/ids.ts";
import type { AccessStore } from "../domain/stores/github-state.ts";
import type { Db, Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import type { AccessObservationModel } from "./generated/models.ts";
import { toNumber } from "./rows.ts";

const Kind = z.enum(["member", "team", "team-member", "team-repository", "collaborator"]);
const Source = z.enum(["event", "baseline", "sweep", "audit-log"]);

interface EffectiveAccess {
  readonly access: Access;
  readonly belongs: boolean;
  readonly teams: readonly string[];
}

export function createAccessStore(db: Db | Tx): AccessStore {
  return {
    async record(observations) {
      await db.accessObservation.createMany({ data: observations.map(toColumns) });
    },
    async on(org, repository, accounts) {
      const newest = await listNewest(db, org, aboutOn(repository, accounts));
      return new Map(accounts.map((account) => [account, effectiveAccess(newest, account)]));
    },
    async inOrganisation(org, account) {
      const own = heldBy(await listNewest(db, org, aboutIn(account)), account);
      return { isOwner: own.isOwner, teams: own.teams };
    },
    async current(org) {
      const newest = await listNewest(db, org, Prisma.sql`TRUE`);
      return newest.filter(({ present }) => present);
    },
  };
}

/** What says something about these accounts on the repository. */
function aboutOn(repository: RepositoryId, accounts: readonly AccountId[]): Prisma.Sql {
  const on = BigInt(repository);
  return Prisma.sql`(
    account_id = ANY (${accounts.map(BigInt)}::bigint[]) AND (repository_id IS NULL OR repository_id = ${on})
    OR kind = 'team-repository' AND repository_id = ${on} OR kind = 'team')`;
}

/** What says what an account is in the organisation, whichever the repository. */
function aboutIn(account: AccountId): Prisma.Sql {
  return Prisma.sql`(account_id = ${BigInt(account)} AND kind IN ('member', 'team-member') OR kind = 'team')`;
}

/** The newest observation of each key, of those that fit. */
async function listNewest(db: Db | Tx, org: OrgId, fits: Prisma.Sql): Promise<readonly AccessObservation[]> {
  const rows = await db.$queryRaw<AccessObservationModel[]>`
    SELECT DISTINCT ON (kind, account_id, team_id, repository_id)
      id, org_id AS "orgId", kind, account_id AS "accountId", team_id AS "teamId", repository_id AS "repositoryId",
      role, present, source, delivery_id AS "deliveryId", observed_at AS "observedAt"
    FROM access_observation
    WHERE org_id = ${BigInt(org)} AND ${fits}
    ORDER BY kind, account_id, team_id, repository_id, observed_at DESC, id DESC`;
  return rows.map(toObservation);
}

/** What an account is in the organisation itself. */
function heldBy(newest: readonly AccessObservation[], account: AccountId) {
  const own = newest.filter((seen) => seen.accountId === account);
  const member = own.find(({ kind }) => kind === "member");
  // Who leaves the organisation leaves its teams, and GitHub tells only the former.
  const leftAt = member && !member.present ? member.observedAt : undefined;
  const held = own.filter(({ present }) => present);
  const seats = held.filter(({ kind, observedAt }) => kind === "team-member" && (!leftAt || observedAt > leftAt));
  const slugs = new Map(newest.filter(({ kind }) => kind === "team").map(({ teamId, role }) => [teamId, role]));
  return {
    held,
    seats,
    isMember: member?.present === true,
    isOwner: member?.present === true && member.role === "admin",
    teams: seats.flatMap(({ teamId }) => slugs.get(teamId) ?? []),
  };
}

function effectiveAccess(newest: readonly AccessObservation[], account: AccountId): EffectiveAccess {
  const { held, seats, isMember, isOwner, teams } = heldBy(newest, account);
  const teamRoles = newest.filter(
    ({ kind, present, teamId }) =>
      kind === "team-repository" && present && seats.some((seat) => seat.teamId === teamId),
  );
  const direct = held.filter(({ kind }) => kind === "collaborator");
  const inside = isMember || seats.length > 0;
  const access = strongest([
    ...[...direct, ...teamRoles].map(({ role }) => toAccess(role ?? "read")),
    inside ? "read" : "none",
    isOwner ? "admin" : "none",
  ]);
  return {
    access,
    belongs: inside || direct.length > 0,
    teams,
  };
}

function toColumns(seen: AccessObservation) {
  return {
    orgId: BigInt(seen.orgId),
    kind: seen.kind,
    accountId: seen.accountId === null ? null : BigInt(seen.accountId),
    teamId: seen.teamId === null ? null : BigInt(seen.teamId),
    repositoryId: seen.repositoryId === null ? null : BigInt(seen.repositoryId),
    role: seen.role,
    present: seen.present,
    source: seen.source,
    deliveryId: seen.deliveryId,
    observedAt: seen.observedAt,
  };
}

function toObservation(row: AccessObservationModel): AccessObservation {
  return {
    orgId: orgId(toNumber(row.orgId)),
    kind: Kind.parse(row.kind),
    accountId: row.accountId === null ? null : accountId(toNumber(row.accountId)),
    teamId: row.teamId === null ? null : toNumber(row.teamId),
    repositoryId: row.repositoryId === null ? null : repositoryId(toNumber(row.repositoryId)),
    role: row.role,
    present: row.present,
    source: Source.parse(row.source),
    deliveryId: row.deliveryId,
    observedAt: row.observedAt,
  };
}
