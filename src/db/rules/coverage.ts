import { z } from "zod";
import { orgId, repositoryId } from "../../domain/ids.ts";
import type { CoverageStore, KeptRule, RuleStore } from "../../domain/stores/coverage.ts";
import type { Db, Tx } from "../client.ts";
import type { KeptRuleModel } from "../generated/models.ts";
import { toJson, toNumber } from "../rows.ts";

/** Where a rule is the organisation's: no repository has this id. */
const ORGANISATION = 0n;

const Kind = z.enum(["organisation", "repository", "protection"]);
const Targets = z.array(z.int());

export function createRuleStore(db: Db | Tx): RuleStore {
  const keyOf = (org: number, repository: number | null) => ({
    orgId: BigInt(org),
    repositoryId: repository === null ? ORGANISATION : BigInt(repository),
  });
  return {
    async listKept(org) {
      const rows = await db.keptRule.findMany({ where: { orgId: BigInt(org) }, orderBy: { repositoryId: "asc" } });
      return rows.map(toKept);
    },
    async saveKept(org, { repositoryId: repository, rulesetId, targets, ...rule }) {
      const key = keyOf(org, repository);
      const told = { ...rule, rulesetId: rulesetId === null ? null : BigInt(rulesetId), targets: [...targets] };
      await db.keptRule.upsert({ where: { orgId_repositoryId: key }, create: { ...key, ...told }, update: told });
    },
    async dropKept(org, repository) {
      await db.keptRule.deleteMany({ where: keyOf(org, repository) });
    },
    async saveProgress(org, progress) {
      const told = { wanted: progress.wanted, waiting: progress.waiting };
      await db.ruleProgress.upsert({
        where: { orgId: BigInt(org) },
        create: { orgId: BigInt(org), ...told },
        update: told,
      });
    },
    async progress() {
      const { _sum } = await db.ruleProgress.aggregate({ _sum: { wanted: true, waiting: true } });
      return { wanted: _sum.wanted ?? 0, waiting: _sum.waiting ?? 0 };
    },
  };
}

function toKept(row: KeptRuleModel): KeptRule {
  return {
    repositoryId: row.repositoryId === ORGANISATION ? null : repositoryId(toNumber(row.repositoryId)),
    kind: Kind.parse(row.kind),
    rulesetId: row.rulesetId === null ? null : toNumber(row.rulesetId),
    targets: Targets.parse(row.targets).map(repositoryId),
    pausedAt: row.pausedAt,
    writtenAt: row.writtenAt,
  };
}

export function createCoverageStore(db: Db | Tx): CoverageStore {
  return {
    async save({ orgId: org, report, ...run }) {
      await db.coverageRun.create({ data: { ...run, orgId: BigInt(org), report: toJson(report) } });
    },
    async newest(org) {
      const row = await db.coverageRun.findFirst({ where: { orgId: BigInt(org) }, orderBy: { observedAt: "desc" } });
      return row && { ...row, orgId: orgId(toNumber(row.orgId)) };
    },
  };
}
