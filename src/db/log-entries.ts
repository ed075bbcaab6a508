import type { OutsideStores } from "../domain/stores/index.ts";
import type { LoggedEntry, LogStore } from "../domain/stores/verdicts.ts";
import type { Db, Tx } from "./client.ts";
import type { LogEntryModel } from "./generated/models.ts";
import { toJson, toNumber } from "./rows.ts";

function createLogReader(db: Db | Tx): OutsideStores["log"] {
  return {
    async read({ from, limit }) {
      const rows = await db.logEntry.findMany({
        where: { seq: { gte: BigInt(from) } },
        orderBy: { seq: "asc" },
        take: limit,
      });
      return rows.map(toLoggedEntry);
    },
    /** The sequence has no gap, so its end is its length. */
    async size() {
      const last = await db.logEntry.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
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

function toLoggedEntry(row: LogEntryModel): LoggedEntry {
  return {
    seq: toNumber(row.seq),
    type: row.type,
    subject: row.subject,
    body: row.body,
    leafHash: row.leafHash,
    recordedAt: row.recordedAt,
  };
}
