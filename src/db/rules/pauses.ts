import { orgId } from "../../domain/ids.ts";
import type { PauseStore, WatchedGate } from "../../domain/stores/pauses.ts";
import type { Db, Tx } from "../client.ts";
import type { WatchedGateModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

export function createPauseStore(db: Db | Tx): PauseStore {
  const findWatched: PauseStore["findWatched"] = async (rulesetId) => {
    const row = await db.watchedGate.findUnique({ where: { rulesetId: BigInt(rulesetId) } });
    return row && toWatched(row);
  };
  return {
    findWatched,
    async lockWatched(rulesetId) {
      // By a lock of its own, since the first look has no row yet.
      await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('watched_gate', ${BigInt(rulesetId)}::bigint))`;
      return findWatched(rulesetId);
    },
    async saveWatched({ rulesetId, orgId: org, versionId, enforced }) {
      const told = { orgId: BigInt(org), versionId: BigInt(versionId), enforced };
      const where = { rulesetId: BigInt(rulesetId) };
      await db.watchedGate.upsert({ where, create: { ...where, ...told }, update: told });
    },
    async begin({ rulesetId, orgId: org }, pausedAt) {
      const data = [{ rulesetId: BigInt(rulesetId), orgId: BigInt(org), pausedAt }];
      await db.gatePause.createMany({ data, skipDuplicates: true });
    },
    async end({ rulesetId }, resumedAt) {
      const where = { rulesetId: BigInt(rulesetId), resumedAt: null };
      const open = await db.gatePause.findFirst({ where, orderBy: { pausedAt: "desc" } });
      if (open) await db.gatePause.updateMany({ where, data: { resumedAt } });
      return open?.pausedAt ?? null;
    },
    async isPaused(org, at) {
      const isAfter = [{ resumedAt: null }, { resumedAt: { gt: at } }];
      return (await db.gatePause.count({ where: { orgId: BigInt(org), pausedAt: { lte: at }, OR: isAfter } })) > 0;
    },
  };
}

function toWatched({ rulesetId, orgId: org, versionId, enforced }: WatchedGateModel): WatchedGate {
  return { rulesetId: toNumber(rulesetId), orgId: orgId(toNumber(org)), versionId: toNumber(versionId), enforced };
}
