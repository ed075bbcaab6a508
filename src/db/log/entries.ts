import type { OutsideStores } from "../../domain/stores/index.ts";
import type { LoggedEntry, LogStore } from "../../domain/stores/verdicts.ts";
import type { Db, Tx } from "../client.ts";
import type { LogEntryModel } from "../generated/models.ts";
import { toJson, toNumber } from "../rows.ts";

function createLogReader(db: Db | Tx): OutsideStores["log"] {
  return {
    async read({ epoch, from, limit }) {
      const rows = await db.logEntry.findMany({
        where: { epoch: epoch ?? (await newestEpoch(db)), seq: { gte: BigInt(from) } },
        orderBy: { seq: "asc" },
        take: limit,
      });
      return rows.map(toLoggedEntry);
    },
    async findLast(type) {
      const row = await db.logEntry.findFirst({ where: { type }, orderBy: [{ epoch: "desc" }, { seq: "desc" }] });
      return row && toLoggedEntry(row);
    },
    /** The sequence has no gap, so its end is its length. */
    async size(epoch) {
      const last = await db.logEntry.findFirst({
        where: { epoch: epoch ?? (await newestEpoch(db)) },
        orderBy: { seq: "desc" },
        select: { seq: true },
      });
      return last === null ? 0 : toNumber(last.seq) + 1;
    },
    waiting: () => db.logInbox.count(),
  };
}

/** Takes a transaction only: outside one, an entry could be kept whose change was not. */
export function createLogStore(tx: Tx): LogStore {
  return {
    ...createLogReader(tx),
    async append({ body, occurredAt }) {
      await tx.logInbox.create({ data: { body: toJson(body), occurredAt }, select: { id: true } });
    },
    async appendAll(drafts) {
      await tx.logInbox.createMany({
        data: drafts.map(({ body, occurredAt }) => ({ body: toJson(body), occurredAt })),
      });
    },
  };
}

async function newestEpoch(db: Db | Tx): Promise<number> {
  const newest = await db.logEpoch.findFirst({ orderBy: { epoch: "desc" }, select: { epoch: true } });
  return newest?.epoch ?? 1;
}

function toLoggedEntry(row: LogEntryModel): LoggedEntry {
  return {
    epoch: row.epoch,
    seq: toNumber(row.seq),
    type: row.type,
    subject: row.subject,
    body: row.body,
    leafHash: row.leafHash,
    recordedAt: row.recordedAt,
  };
}
