import type { ExceptionSource, ReasonSource } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";

export function createExceptionSource(db: Db | Tx): ExceptionSource {
  return {
    async waivers(ids) {
      const rows = await db.waiver.findMany({
        where: { id: { in: [...ids] } },
        include: { _count: { select: { uses: true } } },
      });
      return new Map(
        rows.map(({ id, reason, repositories, endReason, endedBy, _count }) => [
          id,
          { reason, repositories, uses: _count.uses, endReason, endedBy },
        ]),
      );
    },
    async breakGlasses(ids) {
      const rows = await db.breakGlass.findMany({
        where: { id: { in: [...ids] } },
        select: { id: true, reason: true, number: true, reviewNote: true },
      });
      return new Map(rows.map(({ id, ...kept }) => [id, kept]));
    },
  };
}

export function createReasonSource(db: Db | Tx): ReasonSource {
  return {
    async texts(sha256s) {
      const rows = await db.reason.findMany({ where: { sha256: { in: [...sha256s] } } });
      return new Map(rows.map(({ sha256, text }) => [sha256, text]));
    },
  };
}
