import { type OrgId, orgId, personId } from "../../domain/ids.ts";
import type {
  TrainingPolicyHead,
  TrainingPolicyStore,
  TrainingPolicyVersion,
} from "../../domain/stores/policy-documents.ts";
import type { Db, Tx } from "../client.ts";
import type { TrainingPolicyVersionModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

export function createTrainingPolicyStore(db: Db | Tx): TrainingPolicyStore {
  const newest = (org: OrgId, where: object) =>
    db.trainingPolicyVersion.findFirst({ where: { orgId: BigInt(org), ...where }, orderBy: { version: "desc" } });
  return {
    async hold(org) {
      await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`training-policy:${org}`}, 0))::text`;
    },
    async latest(org) {
      const row = await newest(org, {});
      return row && toVersion(row);
    },
    async approved(org) {
      const row = await newest(org, { approvedAt: { not: null } });
      return row && toVersion(row);
    },
    async find(org, version) {
      const row = await newest(org, { version });
      return row && toVersion(row);
    },
    async list(org) {
      const where = { orgId: BigInt(org) };
      const rows = await db.trainingPolicyVersion.findMany({
        where,
        omit: { markdown: true },
        orderBy: { version: "desc" },
      });
      return rows.map(toHead);
    },
    async add({ orgId: org, ...version }) {
      await db.trainingPolicyVersion.create({ data: { ...version, orgId: BigInt(org) }, select: { id: true } });
    },
    async longestWithdrawal(org) {
      const rows = await db.$queryRaw<{ minutes: number | null }[]>`
        SELECT ceil(max(extract(epoch FROM withdrawn_at - access_from)) / 60)::int AS minutes FROM access_hold
        WHERE org_id = ${BigInt(org)} AND cause = 'new'`;
      return rows[0]?.minutes ?? null;
    },
    async approve(id, { person, typedName, sessionId }, at) {
      const { count } = await db.trainingPolicyVersion.updateMany({
        where: { id, approvedAt: null },
        data: { approvedBy: person, approvedAt: at },
      });
      if (count === 0) return false;
      const data = { versionId: id, personId: person, typedName, sessionId };
      await db.trainingPolicyApproval.create({ data, select: { versionId: true } });
      return true;
    },
  };
}

function toVersion({ markdown, ...row }: TrainingPolicyVersionModel): TrainingPolicyVersion {
  return { ...toHead(row), markdown };
}

function toHead(row: Omit<TrainingPolicyVersionModel, "markdown">): TrainingPolicyHead {
  return {
    ...row,
    orgId: orgId(toNumber(row.orgId)),
    approvedBy: row.approvedBy === null ? null : personId(row.approvedBy),
  };
}
