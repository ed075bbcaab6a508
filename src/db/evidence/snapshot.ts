import { type Db, inTransaction, type Tx } from "../client.ts";

/** What everything in it saw is of one instant. Nothing can be written through it. */
export interface Snapshot {
  readonly tx: Tx;
  close(): Promise<void>;
}

/** The longest that an export may take: a database does not keep what a snapshot sees for ever. */
const LONGEST_MS = 6 * 3_600_000;

/**
 * Opens a read-only transaction at REPEATABLE READ, which sees what was committed when it began and nothing after. It can
 * meet no conflict, so it is never begun anew. It holds one connection until it is closed.
 */
export async function openSnapshot(db: Db): Promise<Snapshot> {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return new Promise((resolve, reject) => {
    const running = inTransaction(
      db,
      async (tx) => {
        await tx.$executeRaw`SET TRANSACTION READ ONLY`;
        // The snapshot is taken by the first statement that reads.
        await tx.$queryRaw`SELECT 1 AS one`;
        resolve({
          tx,
          async close() {
            end();
            await running;
          },
        });
        await ended;
      },
      { isolation: "RepeatableRead", timeoutMs: LONGEST_MS },
    );
    running.catch(reject);
  });
}
