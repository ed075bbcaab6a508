import type { OrgId } from "../../domain/ids.ts";
import type { RosterFileBrief, RosterFilesAsked, RosterImportStore } from "../../domain/stores/roster.ts";
import type { Db, Tx } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { toSource } from "./rows.ts";

/** Files as a list: they come every day, so a page of them is read at a time. */
export function createRosterFileReading(db: Db | Tx): Pick<RosterImportStore, "listFiles" | "countFiles"> {
  return {
    async listFiles(org, asked, { offset, limit }) {
      const rows = await db.$queryRaw<BriefRow[]>`
        SELECT file.id::text AS id, file.source, file.file_sha256 AS "fileSha256", file.partial,
          file.requested_at AS "requestedAt", file.applied_at AS "appliedAt", file.rows, file.rejected, file.added,
          file.changed, file.ended, file.unchanged, bringer.login AS "broughtBy"
        FROM ${found(org, asked)}
        ORDER BY file.requested_at DESC, file.id DESC OFFSET ${offset} LIMIT ${limit}`;
      return rows.map((row) => ({ ...row, source: toSource(row.source) }));
    },
    async countFiles(org, asked) {
      const rows = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${found(org, asked)}`;
      return rows[0]?.count ?? 0;
    },
  };
}

type BriefRow = Omit<RosterFileBrief, "source"> & { readonly source: string };

function found(org: OrgId, { search, show }: RosterFilesAsked): Prisma.Sql {
  const wanted = search.toLowerCase().replace(/^@/, "");
  const shown = { waiting: Prisma.sql`IS NULL`, applied: Prisma.sql`IS NOT NULL` };
  return Prisma.sql`roster_snapshot AS file
    LEFT JOIN LATERAL (
      SELECT login FROM account WHERE account.person_id = file.requested_by ORDER BY account.id LIMIT 1
    ) AS bringer ON TRUE
    WHERE file.org_id = ${BigInt(org)} AND ${show === null ? Prisma.sql`TRUE` : Prisma.sql`file.applied_at ${shown[show]}`}
      AND strpos(lower(concat_ws(' ', file.source, file.file_sha256, bringer.login)), ${wanted}) > 0`;
}
