import { orgId, personId } from "../../domain/ids.ts";
import type { BreakGlass, BreakGlassStore } from "../../domain/stores/exceptions.ts";
import type { Db, Tx } from "../client.ts";
import type { BreakGlassModel } from "../generated/models.ts";
import { toHead, toNumber, toTwoPeople } from "../rows.ts";

export function createBreakGlassStore(db: Db | Tx): BreakGlassStore {
  return {
    async request({ orgId: org, repositoryId, salt, ...asked }) {
      const where = { orgId: BigInt(org), repositoryId: BigInt(repositoryId) };
      await db.breakGlass.create({ data: { ...asked, ...where, salt: Uint8Array.from(salt) }, select: { id: true } });
    },
    async find(id) {
      const row = await db.breakGlass.findUnique({ where: { id } });
      return row && toBreakGlass(row);
    },
    async listOf(org) {
      const orderBy = [{ requestedAt: "desc" as const }, { id: "asc" as const }];
      const rows = await db.breakGlass.findMany({ where: { orgId: BigInt(org) }, orderBy });
      return rows.map(toBreakGlass);
    },
    async listInForce(repository, headShas, at) {
      const where = { repositoryId: BigInt(repository), headSha: { in: [...headShas] }, endedAt: null };
      const rows = await db.breakGlass.findMany({ where: { ...where, endsAt: { gt: at } }, orderBy: { id: "asc" } });
      return rows.map(toBreakGlass);
    },
    async approve(id, approvedBy, approvedAt, endsAt) {
      const waiting = { id, approvedAt: null, endedAt: null };
      const { count } = await db.breakGlass.updateMany({ where: waiting, data: { approvedBy, approvedAt, endsAt } });
      return count === 1;
    },
    async end(id, { by, at, reason }) {
      const data = { endedBy: by, endedAt: at, endReason: reason };
      const { count } = await db.breakGlass.updateMany({ where: { id, endedAt: null }, data });
      return count === 1;
    },
    async review(id, reviewedBy, reviewedAt, reviewNote) {
      const open = { id, approvedAt: { not: null }, reviewedAt: null };
      const { count } = await db.breakGlass.updateMany({ where: open, data: { reviewedBy, reviewedAt, reviewNote } });
      return count === 1;
    },
  };
}

function toBreakGlass(row: BreakGlassModel): BreakGlass {
  return {
    ...toHead(row),
    id: row.id,
    orgId: orgId(toNumber(row.orgId)),
    number: row.number,
    hours: row.hours,
    endsAt: row.endsAt,
    salt: row.salt,
    reason: row.reason,
    reviewedBy: row.reviewedBy === null ? null : personId(row.reviewedBy),
    reviewedAt: row.reviewedAt,
    reviewNote: row.reviewNote,
    ...toTwoPeople(row),
  };
}
