import { z } from "zod";
import { installationId, orgId } from "../domain/ids.ts";
import type { Installation } from "../domain/installation.ts";
import type { InstallationStore } from "../domain/stores/github-state.ts";
import type { Db, Tx } from "./client.ts";
import type { InstallationModel } from "./generated/models.ts";
import { toNumber } from "./rows.ts";

const Permissions = z.record(z.string(), z.string());

export function createInstallationStore(db: Db | Tx): InstallationStore {
  return {
    async save(installation, at) {
      const told = toColumns(installation);
      const isDeaf = told.suspendedAt !== null || told.deletedAt !== null;
      const update = isDeaf ? { ...told, baselineAt: null } : told;
      await db.installation.upsert({ where: { id: told.id }, create: { ...told, createdAt: at }, update });
    },
    ensure: (installations, at) => ensureInstallations(db, installations, at),
    async find(id) {
      const row = await db.installation.findUnique({ where: { id: BigInt(id) } });
      return row && toInstallation(row);
    },
    async listActive() {
      const rows = await db.installation.findMany({
        where: { suspendedAt: null, deletedAt: null },
        orderBy: { id: "asc" },
      });
      return rows.map(toInstallation);
    },
    async markBaseline(id, at) {
      await db.installation.updateMany({ where: { id: BigInt(id) }, data: { baselineAt: at } });
    },
    async markSwept(id, at) {
      await db.installation.updateMany({ where: { id: BigInt(id) }, data: { sweptAt: at } });
    },
    async sweptLongestAgo() {
      const rows = await db.$queryRaw<{ at: Date | null }[]>`
        SELECT min(coalesce(swept_at, created_at)) AS at FROM installation
        WHERE suspended_at IS NULL AND deleted_at IS NULL`;
      return rows[0]?.at ?? null;
    },
  };
}

/**
 * Every delivery names its installation, nearly always a known one, which is left alone. What a delivery does not tell
 * of a new one is taken for the least until GitHub says it.
 */
async function ensureInstallations(
  db: Db | Tx,
  installations: Parameters<InstallationStore["ensure"]>[0],
  at: Date,
): Promise<void> {
  const told = [...new Map(installations.map((installation) => [installation.id, installation])).values()];
  await db.$executeRaw`
    INSERT INTO installation
      (id, account_id, account_login, account_type, repository_selection, permissions, created_at)
    SELECT id, "orgId", "orgLogin", "accountType", 'selected', '{}', ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS told (
      id bigint, "orgId" bigint, "orgLogin" text, "accountType" text)
    WHERE NOT EXISTS (SELECT FROM installation AS known WHERE known.id = told.id)
    ORDER BY id
    ON CONFLICT (id) DO NOTHING`;
}

function toName(installation: Pick<Installation, "id" | "orgId" | "orgLogin" | "accountType">) {
  return {
    id: BigInt(installation.id),
    accountId: BigInt(installation.orgId),
    accountLogin: installation.orgLogin,
    accountType: installation.accountType,
  };
}

function toColumns(installation: Omit<Installation, "baselineAt">) {
  return {
    ...toName(installation),
    repositorySelection: installation.repositorySelection,
    permissions: { ...installation.permissions },
    suspendedAt: installation.suspendedAt,
    deletedAt: installation.deletedAt,
  };
}

function toInstallation(row: InstallationModel): Installation {
  return {
    id: installationId(toNumber(row.id)),
    orgId: orgId(toNumber(row.accountId)),
    orgLogin: row.accountLogin,
    accountType: row.accountType,
    repositorySelection: row.repositorySelection,
    permissions: Permissions.parse(row.permissions),
    suspendedAt: row.suspendedAt,
    deletedAt: row.deletedAt,
    baselineAt: row.baselineAt,
  };
}
