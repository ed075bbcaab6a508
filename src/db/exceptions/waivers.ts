import { orgId, personId } from "../../domain/ids.ts";
import type { Waiver, WaiverStore } from "../../domain/stores/exceptions.ts";
import type { Db, Tx } from "../client.ts";
import type { WaiverModel } from "../generated/models.ts";
import { toNumber, toTwoPeople } from "../rows.ts";

const withUses = { include: { _count: { select: { uses: true } } } } as const;
const NEWEST_FIRST = [{ requestedAt: "desc" }, { id: "asc" }] as const;

export function createWaiverStore(db: Db | Tx): WaiverStore {
  return {
    async request({ orgId: org, person, owner, repositories, salt, ...waiver }) {
      const whose = { orgId: BigInt(org), personId: person, ownerId: owner };
      const data = { ...waiver, ...whose, repositories: [...repositories], salt: Uint8Array.from(salt) };
      await db.waiver.create({ data, select: { id: true } });
    },
    async find(id) {
      const row = await db.waiver.findUnique({ where: { id }, ...withUses });
      return row && toWaiver(row);
    },
    async findAll(ids) {
      const rows = await db.waiver.findMany({ where: { id: { in: [...ids] } }, ...withUses });
      return rows.map(toWaiver);
    },
    async listOf(org) {
      const where = { orgId: BigInt(org) };
      const rows = await db.waiver.findMany({ where, orderBy: [...NEWEST_FIRST], ...withUses });
      return rows.map(toWaiver);
    },
    async listStanding(org, people, at) {
      const standing = { approvedAt: { not: null }, endedAt: null, endsAt: { gt: at } };
      const where = { orgId: BigInt(org), personId: { in: [...people] }, ...standing };
      const rows = await db.waiver.findMany({ where, orderBy: { id: "asc" }, ...withUses });
      return rows.map(toWaiver);
    },
    async listOver(org, person, at) {
      const over = [{ endedAt: { lte: at } }, { endsAt: { lte: at } }];
      const where = { orgId: BigInt(org), personId: person, approvedAt: { not: null }, OR: over };
      const rows = await db.waiver.findMany({ where, orderBy: { id: "asc" }, ...withUses });
      return rows
        .map(toWaiver)
        .map(asItWas)
        .filter(({ startsAt, endsAt }) => startsAt < endsAt);
    },
    async approve(id, approvedBy, approvedAt, startsAt) {
      const waiting = { id, approvedAt: null, endedAt: null };
      const { count } = await db.waiver.updateMany({ where: waiting, data: { approvedBy, approvedAt, startsAt } });
      return count === 1;
    },
    async end(id, { by, at, reason }) {
      const data = { endedBy: by, endedAt: at, endReason: reason };
      const { count } = await db.waiver.updateMany({ where: { id, endedAt: null }, data });
      return count === 1;
    },
    async recordUse(ids, decisionId) {
      const data = ids.map((waiverId) => ({ waiverId, decisionId }));
      await db.waiverUse.createMany({ data, skipDuplicates: true });
    },
  };
}

/** A revoked one was in force up to its revocation. */
function asItWas(waiver: Waiver): Waiver {
  const { endedAt, endsAt } = waiver;
  return endedAt !== null && endedAt < endsAt ? { ...waiver, endsAt: endedAt } : waiver;
}

function toWaiver(row: WaiverModel & { readonly _count: { readonly uses: number } }): Waiver {
  return {
    id: row.id,
    orgId: orgId(toNumber(row.orgId)),
    person: personId(row.personId),
    layer: row.layer,
    repositories: row.repositories,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    salt: row.salt,
    reason: row.reason,
    documentSha256: row.documentSha256,
    owner: personId(row.ownerId),
    uses: row._count.uses,
    ...toTwoPeople(row),
  };
}
