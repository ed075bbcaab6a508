import { z } from "zod";
import { installationId, type RepositoryId, repositoryId } from "../domain/ids.ts";
import type { Repository } from "../domain/installation.ts";
import type { RepositoryStore } from "../domain/stores/github-state.ts";
import type { Db, Tx } from "./client.ts";
import type { RepositoryModel } from "./generated/models.ts";
import { toNumber } from "./rows.ts";

const Visibility = z.enum(["private", "internal", "public"]);
const Properties = z.record(z.string(), z.union([z.string(), z.array(z.string())]).nullable());

export function createRepositoryStore(db: Db | Tx): RepositoryStore {
  return {
    save: (repositories, at) => saveRepositories(db, repositories, at),
    async changedSince(installation, at) {
      const reached = { installationId: BigInt(installation), removedAt: null };
      return (await db.repository.count({ where: { ...reached, updatedAt: { gt: at } }, take: 1 })) > 0;
    },
    async find(id) {
      const row = await db.repository.findUnique({ where: { id: BigInt(id), removedAt: null } });
      return row && toRepository(row);
    },
    async listOf(installation) {
      const rows = await db.repository.findMany({
        where: { installationId: BigInt(installation), removedAt: null },
        orderBy: { id: "asc" },
      });
      return rows.map(toRepository);
    },
    async remove(ids, at) {
      await db.repository.updateMany({
        where: { id: { in: ids.map(BigInt) }, removedAt: null },
        data: { removedAt: at },
      });
    },
    saveProperties: (read) => saveProperties(db, read),
    async markRequired(ids, requiresCheck) {
      const changed = await db.$queryRaw<{ id: bigint }[]>`
        UPDATE repository SET requires_check = ${requiresCheck}
        WHERE id = ANY (${ids.map(BigInt)}::bigint[]) AND requires_check <> ${requiresCheck}
        RETURNING id`;
      return changed.map(({ id }) => repositoryId(toNumber(id)));
    },
  };
}

async function saveProperties(
  db: Db | Tx,
  read: Parameters<RepositoryStore["saveProperties"]>[0],
): Promise<readonly RepositoryId[]> {
  const changed = await db.$queryRaw<{ id: bigint }[]>`
    UPDATE repository SET properties = told.properties
    FROM jsonb_to_recordset(${JSON.stringify(read)}::jsonb) AS told (id bigint, properties jsonb)
    WHERE repository.id = told.id AND repository.properties IS DISTINCT FROM told.properties
    RETURNING repository.id`;
  return changed.map(({ id }) => repositoryId(toNumber(id)));
}

/**
 * What is told of a repository says that the installation reaches it: one that was removed is back. Every delivery
 * tells of one, nearly always the same, which is left alone without a lock on it.
 */
async function saveRepositories(
  db: Db | Tx,
  repositories: readonly Repository[],
  at: Date,
): Promise<readonly RepositoryId[]> {
  const told = [...new Map(repositories.map((repository) => [repository.id, repository])).values()];
  const changed = await db.$queryRaw<{ id: bigint }[]>`
    INSERT INTO repository (id, installation_id, owner, name, visibility, default_branch, archived, updated_at)
    SELECT id, "installationId", owner, name, visibility, "defaultBranch", archived, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS told (
      id bigint, "installationId" bigint, owner text, name text, visibility text, "defaultBranch" text, archived boolean)
    WHERE NOT EXISTS (
      SELECT FROM repository AS known
      WHERE known.id = told.id AND known.removed_at IS NULL
        AND (known.installation_id, known.owner, known.name, known.visibility, known.default_branch, known.archived) =
            (told."installationId", told.owner, told.name, told.visibility, told."defaultBranch", told.archived))
    ORDER BY id
    ON CONFLICT (id) DO UPDATE SET
      (installation_id, owner, name, visibility, default_branch, archived, removed_at, updated_at) =
      (EXCLUDED.installation_id, EXCLUDED.owner, EXCLUDED.name, EXCLUDED.visibility, EXCLUDED.default_branch,
       EXCLUDED.archived, NULL, EXCLUDED.updated_at)
    RETURNING id`;
  return changed.map(({ id }) => repositoryId(toNumber(id)));
}

function toRepository(row: RepositoryModel): Repository {
  return {
    id: repositoryId(toNumber(row.id)),
    installationId: installationId(toNumber(row.installationId)),
    owner: row.owner,
    name: row.name,
    visibility: Visibility.parse(row.visibility),
    defaultBranch: row.defaultBranch,
    archived: row.archived,
    ...(row.properties === null ? {} : { properties: Properties.parse(row.properties) }),
    requiresCheck: row.requiresCheck,
  };
}
