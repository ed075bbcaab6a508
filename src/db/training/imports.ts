import { z } from "zod";
import { EXTERNAL_METHODS } from "../../domain/external-completion.ts";
import { orgId, personId } from "../../domain/ids.ts";
import type { ImportBatch, ImportRow, ImportStore } from "../../domain/stores/exceptions.ts";
import type { Db, Tx } from "../client.ts";
import type { ImportBatchModel, ImportRowModel } from "../generated/models.ts";
import { toNumber, toTwoPeople } from "../rows.ts";

export function createImportStore(db: Db | Tx): ImportStore {
  return {
    async knownAmong(rowSha256s) {
      const where = { rowSha256: { in: [...rowSha256s] } };
      const rows = await db.importRow.findMany({ where, select: { rowSha256: true } });
      return new Set(rows.map(({ rowSha256 }) => rowSha256));
    },
    async request({ orgId: org, ...batch }, rows) {
      await db.importBatch.create({ data: { ...batch, orgId: BigInt(org) }, select: { id: true } });
      const data = rows.map(({ person, ...row }) => ({ ...row, personId: person, batchId: batch.id }));
      await db.importRow.createMany({ data });
    },
    async find(id) {
      const row = await db.importBatch.findUnique({ where: { id } });
      return row && toBatch(row);
    },
    async listOf(org) {
      const orderBy = [{ requestedAt: "desc" as const }, { id: "asc" as const }];
      const rows = await db.importBatch.findMany({ where: { orgId: BigInt(org) }, orderBy });
      return rows.map(toBatch);
    },
    async rowsOf(batchId) {
      const rows = await db.importRow.findMany({ where: { batchId }, orderBy: { line: "asc" } });
      return rows.map(toRow);
    },
    async approve(id, approvedBy, approvedAt) {
      const waiting = { id, approvedAt: null, endedAt: null };
      const { count } = await db.importBatch.updateMany({ where: waiting, data: { approvedBy, approvedAt } });
      return count === 1;
    },
    async decline(id, { by, at, reason }) {
      const waiting = { id, approvedAt: null, endedAt: null };
      const data = { endedBy: by, endedAt: at, endReason: reason };
      const { count } = await db.importBatch.updateMany({ where: waiting, data });
      if (count === 1) await db.importRow.deleteMany({ where: { batchId: id } });
      return count === 1;
    },
  };
}

function toBatch(row: ImportBatchModel): ImportBatch {
  return {
    id: row.id,
    orgId: orgId(toNumber(row.orgId)),
    source: row.source,
    method: z.enum(EXTERNAL_METHODS).parse(row.method),
    fileSha256: row.fileSha256,
    rows: row.rows,
    rejected: row.rejected,
    known: row.known,
    ...toTwoPeople(row),
  };
}

function toRow({ batchId: _, personId: person, ...row }: ImportRowModel): ImportRow {
  return { ...row, person: personId(person) };
}
