import { z } from "zod";
import type { StoredCheckpoint, StoredEpoch } from "../../domain/stores/log-tree.ts";
import { type NoteSigner, openNote, vkeyOf } from "../../gatelog/note.ts";
import type { DraftOf } from "../entries.ts";
import type { SigningDeps } from "./deps.ts";
import { noteKeysOf } from "./origin.ts";
import { placeNow } from "./place-now.ts";
import type { LogProblem } from "./problem.ts";

export type Signers =
  | { readonly ok: true; readonly signers: readonly NoteSigner[] }
  | { readonly ok: false; readonly problem: LogProblem };

/** So long both keys sign, so that whoever learns of the new one late can still check. */
const OVERLAP_MS = 30 * 86_400_000;

const Rotated = z.object({ old_vkey: z.string(), new_vkey: z.string() });

/**
 * By which keys the next checkpoint is signed: the one in force, and for 30 days after a change the one before it. A
 * change is an entry first. Refused if the last checkpoint is by a key that is not here: somebody else could say as much.
 */
export async function signersFor(
  { epoch, origin }: StoredEpoch,
  last: StoredCheckpoint | null,
  deps: SigningDeps,
): Promise<Signers> {
  const { current, previous } = deps.keys;
  const now: NoteSigner = { name: origin, privateKey: current };
  if (last === null) return { ok: true, signers: [now] };

  const opened = openNote(last.note, noteKeysOf(origin, deps.keys));
  if (!opened.ok) {
    const { problem } = opened;
    if (problem.kind !== "unknown-keys")
      return { ok: false, problem: { kind: "note-differs", epoch, size: last.size } };
    return { ok: false, problem: { kind: "foreign-key", epoch, keys: [...problem.keys] } };
  }
  if (!previous) return { ok: true, signers: [now] };

  const rotation = { old: vkeyOf(origin, previous), new: vkeyOf(origin, current) };
  const isByCurrent = opened.signedBy.some(({ publicKey }) => vkeyOf(origin, publicKey) === rotation.new);
  const rotatedAt = await findRotation(rotation, deps);
  if (rotatedAt === null && isByCurrent) return { ok: true, signers: [now] };
  if (rotatedAt === null) await writeRotation(rotation, epoch, deps);
  const isOverlap = deps.clock().getTime() - (rotatedAt ?? deps.clock()).getTime() < OVERLAP_MS;
  const before: NoteSigner = { name: origin, privateKey: previous };
  return { ok: true, signers: isOverlap ? [now, before] : [now] };
}

interface Rotation {
  readonly old: string;
  readonly new: string;
}

/** When the last change of keys was, if it was this one. */
async function findRotation(rotation: Rotation, { stores }: Pick<SigningDeps, "stores">): Promise<Date | null> {
  const entry = await stores.log.findLast("key.rotated");
  if (!entry) return null;
  const { old_vkey, new_vkey } = Rotated.parse(JSON.parse(entry.body));
  return old_vkey === rotation.old && new_vkey === rotation.new ? entry.recordedAt : null;
}

/** Once, whichever process comes first. */
async function writeRotation(rotation: Rotation, epoch: number, deps: SigningDeps): Promise<void> {
  const at = deps.clock();
  await deps.transact(async (stores) => {
    await stores.logTree.lockSigning(epoch);
    if ((await findRotation(rotation, { stores })) !== null) return;
    const draft = deps.entries.draft<DraftOf<"key.rotated">>(at, {
      type: "key.rotated",
      actor: { kind: "app" },
      source: { kind: "timer" },
      old_vkey: rotation.old,
      new_vkey: rotation.new,
    });
    await placeNow(stores.logTree, draft, at);
  });
}
