import type { StoredCheckpoint } from "../../domain/stores/log-tree.ts";
import { parseCheckpoint } from "../../gatelog/checkpoint.ts";
import type { AuditDeps } from "./deps.ts";
import type { CheckpointSeen } from "./port.ts";

type Deps = Pick<AuditDeps, "stores" | "vkey">;

/** The newest one of an epoch, or of the newest epoch; null before the first. */
export async function readCheckpoint({ stores, vkey }: Deps, epoch?: number): Promise<CheckpointSeen | null> {
  const stored = await stores.logTree.latest(epoch);
  return stored ? seen(stored, vkey) : null;
}

function seen({ epoch, size, root, note, createdAt, tsr }: StoredCheckpoint, vkey: Deps["vkey"]): CheckpointSeen {
  const origin = originIn(note);
  const encoded = Buffer.from(root).toString("base64");
  return { origin, epoch, size, root: encoded, signedAt: createdAt, note, vkey: vkey(origin), stamped: tsr !== null };
}

/** Our own note, as it was signed. */
function originIn(note: string): string {
  const checkpoint = parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
  if (!checkpoint) throw new Error("A stored checkpoint cannot be read");
  return checkpoint.origin;
}
