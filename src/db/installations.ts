import { z } from "zod";
import { installationId, orgId } from "../domain/ids.ts";
import type { Installation } from "../domain/installation.ts";
import type { InstallationStore } from "../domain/stores/github-state.ts";
import type { Db, Tx } from "./client.ts";
import type { InstallationModel } from "./generated/models.ts";
import { toNumber } from "./rows.ts";

const Permissions = z.record(z.string(), z.string());

/** What a delivery does not tell of its installation is taken for the least until GitHub says it. */
const untold = { repositorySelection: "selected", permissions: {} };

export function createInstallationStore(db: Db | Tx): InstallationStore {
  return {
    async save(installation, at) {
      const told = toColumns(installation);
      const isDeaf = told.suspendedAt !== null || told.deletedAt !== null;
      const update = isDeaf ? { ...told, baselineAt: null } : told;
      await db.installation.upsert({ where: { id: told.id }, create: { ...told, createdAt: at }, update });
    },
    async ensure(installations, at) {
      const data = installations.map((installation) => ({ ...untold, ...toName(installation), createdAt: at }));
      await db.installation.createMany({ data, skipDuplicates: true });
    },
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
  };
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
