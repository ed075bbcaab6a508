import { createHash } from "node:crypto";
import type { StoredEpoch } from "../../domain/stores/log-tree.ts";
import { type Checkpoint, parseCheckpoint } from "../../gatelog/checkpoint.ts";
import { openNote } from "../../gatelog/note.ts";
import { isSameHash } from "../../gatelog/tree.ts";
import type { DraftOf } from "../entries.ts";
import { AnchorSilentError, type CheckpointAnchor } from "./anchor.ts";
import type { SigningDeps } from "./deps.ts";
import { hostOf, noteKeysOf, parseOrigin } from "./origin.ts";
import type { LogProblem } from "./problem.ts";
import { restoreTree } from "./restore-tree.ts";

type Opened = DraftOf<"epoch.opened">;

export type Compared =
  /** Nothing stands there, or the beginning of what we have. */
  | { readonly kind: "agrees" }
  | { readonly kind: "silent"; readonly why: string }
  /** What stands there is not ours to go on from, nor to write over. */
  | { readonly kind: "refused"; readonly problem: LogProblem }
  /** We signed something that is not in this log: it was cut, or restored. */
  | { readonly kind: "conflict"; readonly cause: Opened["cause"]; readonly anchor: Opened["previous"]["anchor"] };

/** Does this log go on from what stands outside? `newest` is the epoch in force, `epochs` all of them. */
export async function compareAnchor(
  anchor: CheckpointAnchor,
  { newest, epochs }: { readonly newest: StoredEpoch; readonly epochs: readonly StoredEpoch[] },
  deps: SigningDeps,
): Promise<Compared> {
  const read = await readAnchor(anchor);
  if (read.kind !== "note") return read;
  const { note } = read;
  const named = parseOrigin(note.split("\n", 1)[0] ?? "");
  const isOurs = named?.host === hostOf(epochs, deps.host);
  const origin = note.split("\n", 1)[0] ?? "";
  const opened = openNote(note, isOurs ? noteKeysOf(origin, deps.keys) : []);
  const refuse = (problem: LogProblem): Compared => ({ kind: "refused", problem });
  const { epoch } = newest;
  if (!opened.ok) {
    const isForeign = opened.problem.kind === "unknown-keys";
    if (!isForeign) return refuse({ kind: "unreadable-anchor", epoch });
    return refuse({ kind: "foreign-anchor", epoch, keys: [...opened.problem.keys] });
  }
  const checkpoint = parseCheckpoint(opened.text);
  if (!checkpoint || !named) return refuse({ kind: "unreadable-anchor", epoch });

  const cause = await conflictWith({ ...checkpoint, epoch: named.epoch }, newest, deps);
  if (cause === null) return { kind: "agrees" };
  const { size, root } = checkpoint;
  const seen = { epoch: named.epoch, size, root_sha256: hex(root), note_sha256: sha256(note) };
  return { kind: "conflict", cause, anchor: seen };
}

async function readAnchor(
  anchor: CheckpointAnchor,
): Promise<{ kind: "agrees" } | { kind: "silent"; why: string } | { kind: "note"; note: string }> {
  try {
    const note = await anchor.read();
    return note === null ? { kind: "agrees" } : { kind: "note", note };
  } catch (error) {
    if (error instanceof AnchorSilentError) return { kind: "silent", why: String(error.detail.why) };
    throw error;
  }
}

async function conflictWith(
  anchored: Checkpoint & { readonly epoch: number },
  { epoch }: StoredEpoch,
  { stores }: SigningDeps,
): Promise<Opened["cause"] | null> {
  // A log that was followed by this one: that it was cut is written in our first entry.
  if (anchored.epoch < epoch) return null;
  if (anchored.epoch > epoch) return "anchor-is-of-a-later-log";
  if (anchored.size > (await stores.log.size(epoch))) return "anchor-is-larger";
  const last = await stores.logTree.latest(epoch);
  const signed = last?.size ?? 0;
  // What was signed last is compared with the entries before anything is signed after it.
  if (last && signed === anchored.size) return isSameHash(last.root, anchored.root) ? null : "anchor-differs";
  const restored = await restoreTree(stores, { epoch, size: anchored.size, signed });
  // Where our own tree is broken the anchor is not at odds with it: signing refuses by itself, and says what is broken.
  if (!restored.ok) return null;
  return isSameHash(restored.tree.root(), anchored.root) ? null : "anchor-differs";
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
