import { generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { type Db, inTransaction } from "../../src/db/client.ts";
import { createStores } from "../../src/db/stores.ts";
import type { StoredCheckpoint } from "../../src/domain/stores/log-tree.ts";
import { formatCheckpoint } from "../../src/gatelog/checkpoint.ts";
import { signNote } from "../../src/gatelog/note.ts";

const HOST = "training.example.org";

export interface AnyCheckpoint {
  readonly epoch?: number;
  readonly size: number;
  readonly at: Date;
  readonly keys: readonly KeyObject[];
}

/** Stores a signed checkpoint over nothing: for what looks at checkpoints and not at entries. */
export async function saveCheckpoint(db: Db, { epoch = 1, size, at, keys }: AnyCheckpoint): Promise<StoredCheckpoint> {
  const origin = `${HOST}/log/${epoch}`;
  const root = new Uint8Array(randomBytes(32));
  const signers = keys.map((privateKey) => ({ name: origin, privateKey }));
  const checkpoint = {
    epoch,
    size,
    root,
    note: signNote(formatCheckpoint({ origin, size, root }), signers),
    createdAt: at,
  };
  await inTransaction(db, async (tx) => {
    const { logTree } = createStores(tx);
    await logTree.saveEpoch({ epoch, origin, openedAt: at });
    await logTree.saveCheckpoint(checkpoint);
  });
  return { ...checkpoint, tsr: null, tsrAt: null };
}

export const newKey = (): KeyObject => generateKeyPairSync("ed25519").privateKey;
