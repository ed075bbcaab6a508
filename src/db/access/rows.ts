import { z } from "zod";
import { ACCESS_KINDS, ACCESS_SOURCES, type AccessObservation, keyOf } from "../../domain/access.ts";
import { accountId, type OrgId, orgId, repositoryId } from "../../domain/ids.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import type { AccessObservationModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

const Kind = z.enum(ACCESS_KINDS);
const Source = z.enum(ACCESS_SOURCES);

const COLUMNS = Prisma.sql`
  id, org_id AS "orgId", kind, account_id AS "accountId", team_id AS "teamId", repository_id AS "repositoryId",
  external_id AS "externalId", key, role, present, source, delivery_id AS "deliveryId", observed_at AS "observedAt",
  not_before AS "notBefore", recorded_at AS "recordedAt"`;

/** The newest observation of each key, of those that fit, ordered by key. */
export async function listNewest(
  db: Db | Tx,
  org: OrgId,
  fits: Prisma.Sql,
  limit?: number,
): Promise<readonly AccessObservation[]> {
  const some = limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${limit}`;
  const rows = await db.$queryRaw<AccessObservationModel[]>`
    SELECT DISTINCT ON (key) ${COLUMNS}
    FROM access_observation
    WHERE org_id = ${BigInt(org)} AND ${fits}
    ORDER BY key, observed_at DESC, id DESC ${some}`;
  return rows.map(toObservation);
}

export function toColumns(seen: AccessObservation) {
  return {
    orgId: BigInt(seen.orgId),
    kind: seen.kind,
    accountId: seen.accountId === null ? null : BigInt(seen.accountId),
    teamId: seen.teamId === null ? null : BigInt(seen.teamId),
    repositoryId: seen.repositoryId === null ? null : BigInt(seen.repositoryId),
    externalId: seen.externalId,
    key: keyOf(seen),
    role: seen.role,
    present: seen.present,
    source: seen.source,
    deliveryId: seen.deliveryId,
    observedAt: seen.observedAt,
    notBefore: seen.notBefore,
    recordedAt: seen.recordedAt,
  };
}

export function toObservation(row: AccessObservationModel): AccessObservation {
  return {
    orgId: orgId(toNumber(row.orgId)),
    kind: Kind.parse(row.kind),
    accountId: row.accountId === null ? null : accountId(toNumber(row.accountId)),
    teamId: row.teamId === null ? null : toNumber(row.teamId),
    repositoryId: row.repositoryId === null ? null : repositoryId(toNumber(row.repositoryId)),
    externalId: row.externalId,
    role: row.role,
    present: row.present,
    source: Source.parse(row.source),
    deliveryId: row.deliveryId,
    observedAt: row.observedAt,
    notBefore: row.notBefore,
    recordedAt: row.recordedAt,
  };
}
