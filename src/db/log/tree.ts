import type {
  LogTreeReader,
  LogTreeStore,
  SigningState,
  StoredCheckpoint,
  StoredTile,
} from "../../domain/stores/log-tree.ts";
import type { Db, Tx } from "../client.ts";
import type { LogCheckpointModel } from "../generated/models.ts";
import { toNullableJson, toNumber } from "../rows.ts";
import { countSince } from "./counts.ts";
import { awaitPlaces, insertEntries, nextPlace } from "./places.ts";

/** The key of the advisory lock: the bytes of `log_sign`. */
const SIGNING = 0x6c6f675f7369676en;

const UNKNOWN: SigningState = {
  refusedSince: null,
  problem: null,
  anchorSilentSince: null,
  anchorProblem: null,
  checkedAt: null,
  checkedProblem: null,
};

function createLogTreeReader(db: Db | Tx): LogTreeReader {
  return {
    epochs: () => db.logEpoch.findMany({ orderBy: { epoch: "asc" } }),
    latest: (epoch) => findLatest(db, epoch),
    async checkpoints({ epoch, after, limit }) {
      const where = { epoch, size: { gt: BigInt(after) } };
      const rows = await db.logCheckpoint.findMany({ where, orderBy: { size: "asc" }, take: limit });
      return rows.map(toCheckpoint);
    },
    async tiles({ epoch, level, from, limit }) {
      const where = { epoch, level, index: { gte: BigInt(from) } };
      const rows = await db.logTile.findMany({ where, orderBy: { index: "asc" }, take: limit });
      return rows.map(({ index, hashes }): StoredTile => ({ level, index: toNumber(index), hashes }));
    },
    async signing() {
      const row = await db.logSigning.findUnique({ where: { id: 1 }, omit: { id: true } });
      return row ?? UNKNOWN;
    },
    async noteSigning({ problem, checkedProblem, ...rest }) {
      const change = {
        ...rest,
        ...(problem !== undefined && { problem: toNullableJson(problem) }),
        ...(checkedProblem !== undefined && { checkedProblem: toNullableJson(checkedProblem) }),
      };
      await db.logSigning.upsert({ where: { id: 1 }, create: { id: 1, ...change }, update: change });
    },
    countsSince: (since) => countSince(db, since),
    async tally(name, count) {
      await db.$executeRaw`
        INSERT INTO log_tally (name, count) VALUES (${name}, ${count})
        ON CONFLICT (name) DO UPDATE SET count = log_tally.count + excluded.count`;
    },
    async stamp({ epoch, size }, tsr, at) {
      await db.logCheckpoint.updateMany({
        where: { epoch, size: BigInt(size), tsr: null },
        data: { tsr: Uint8Array.from(tsr), tsrAt: at },
      });
    },
  };
}

/** Takes a transaction only: what it locks is free when that ends. */
export function createLogTreeStore(tx: Tx): LogTreeStore {
  return {
    ...createLogTreeReader(tx),
    async lockSigning(epoch) {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SIGNING}::bigint)`;
      // The row too, so that nobody who goes around the lock changes it meanwhile.
      await tx.$executeRaw`
        SELECT FROM log_checkpoint WHERE epoch = ${epoch} ORDER BY size DESC LIMIT 1 FOR UPDATE`;
      return findLatest(tx, epoch);
    },
    async lockPlaces(now) {
      await awaitPlaces(tx);
      return nextPlace(tx, now);
    },
    place: (entry) => insertEntries(tx, [entry]),
    async saveEpoch(epoch) {
      await tx.logEpoch.createMany({ data: [epoch], skipDuplicates: true });
    },
    async saveCheckpoint({ size, root, ...checkpoint }) {
      const data = { ...checkpoint, size: BigInt(size), root: Uint8Array.from(root) };
      await tx.logCheckpoint.createMany({ data: [data], skipDuplicates: true });
    },
    async saveTiles(epoch, tiles) {
      const data = tiles.map(({ level, index, hashes }) => ({
        epoch,
        level,
        index: BigInt(index),
        hashes: Uint8Array.from(hashes),
      }));
      await tx.logTile.createMany({ data, skipDuplicates: true });
    },
    async takeTally(name) {
      const rows = await tx.$queryRaw<{ count: bigint }[]>`
        DELETE FROM log_tally WHERE name = ${name} RETURNING count`;
      return toNumber(rows[0]?.count ?? 0n);
    },
  };
}

async function findLatest(db: Db | Tx, epoch: number | undefined): Promise<StoredCheckpoint | null> {
  const newest = epoch ?? (await db.logEpoch.findFirst({ orderBy: { epoch: "desc" } }))?.epoch;
  if (newest === undefined) return null;
  const row = await db.logCheckpoint.findFirst({ where: { epoch: newest }, orderBy: { size: "desc" } });
  return row && toCheckpoint(row);
}

function toCheckpoint({ size, ...row }: LogCheckpointModel): StoredCheckpoint {
  return { ...row, size: toNumber(size) };
}
