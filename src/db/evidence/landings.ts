import type { OrgId } from "../../domain/ids.ts";
import type { Period } from "../../evidence/report.ts";
import type { LandingSource } from "../../evidence/sources.ts";
import type { Db, Tx } from "../client.ts";
import { toNumber } from "../rows.ts";

export function createLandingSource(db: Db | Tx, org: OrgId): LandingSource {
  const inPeriod = ({ from, to }: Period) => ({ orgId: BigInt(org), landedAt: { gte: from, lt: to } });
  return {
    async kept(ids) {
      const rows = await db.landing.findMany({ where: { id: { in: [...ids] } } });
      return new Map(
        rows.map(({ id, branch, number, activityKind: kind, activityId }) => [
          id,
          { branch, number, kind, activityId: activityId === null ? null : toNumber(activityId) },
        ]),
      );
    },
    async records(period) {
      const rows = await db.landing.groupBy({
        by: ["activityKind"],
        where: { ...inPeriod(period), activityId: { not: null } },
        _count: true,
      });
      return new Map(rows.map(({ activityKind, _count }) => [activityKind ?? "", _count]));
    },
    merges: (period) => db.landing.count({ where: { ...inPeriod(period), number: { not: null } } }),
  };
}
