import type { StoredCheckpoint, StoredEpoch, StoredTile } from "../../domain/stores/log-tree.ts";
import { formatCheckpoint } from "../../gatelog/checkpoint.ts";
import { type NoteSigner, signNote } from "../../gatelog/note.ts";
import { createTiledTree, type TiledTree, type TiledTreeState } from "../../gatelog/tiled-tree.ts";
import { isSameHash } from "../../gatelog/tree.ts";
import type { SigningDeps } from "./deps.ts";
import { followLog } from "./follow.ts";
import type { LogProblem } from "./problem.ts";
import { restoreTree } from "./restore-tree.ts";

/** A tree that was signed, as this process keeps it: what it saves is reading it again. */
export interface SignedTree {
  readonly epoch: number;
  readonly tree: TiledTreeState;
}

export type Extended =
  | { readonly kind: "signed"; readonly checkpoint: StoredCheckpoint; readonly kept: SignedTree }
  | { readonly kind: "refused"; readonly problem: LogProblem }
  /** Another process has signed meanwhile, or has opened another epoch. */
  | { readonly kind: "again" };

export interface Extension {
  readonly epoch: StoredEpoch;
  readonly last: StoredCheckpoint | null;
  readonly size: number;
  readonly signers: readonly NoteSigner[];
  readonly kept: SignedTree | null;
}

/** Signs the first `size` entries, if they go on from what was signed last; else says why not. */
export async function extendLog(extension: Extension, deps: SigningDeps): Promise<Extended> {
  const { epoch, last, size } = extension;
  const known = await treeAtLast(extension, deps);
  if (!known.ok) return { kind: "refused", problem: known.problem };
  const { tree } = known;
  if (last && !isSameHash(tree.root(), last.root))
    return { kind: "refused", problem: { kind: "root-differs", epoch: epoch.epoch, size: last.size } };

  const tiles: StoredTile[] = [];
  const problem = await followLog(deps.stores, tree, {
    epoch: epoch.epoch,
    to: size,
    onTile: (tile) => void tiles.push(tile),
  });
  if (problem) return { kind: "refused", problem };

  const checkpoint = { ...checkpointOver(tree, extension), createdAt: deps.clock(), tsr: null, tsrAt: null };
  const isSaved = await saveSigned(checkpoint, tiles, extension, deps);
  return isSaved ? { kind: "signed", checkpoint, kept: { epoch: epoch.epoch, tree: tree.state() } } : { kind: "again" };
}

/** The tree over what was signed last: kept from the last time and followed, or made of tiles. */
async function treeAtLast({ epoch: { epoch }, last, kept }: Extension, { stores }: SigningDeps) {
  const signed = last?.size ?? 0;
  if (kept?.epoch !== epoch || kept.tree.size > signed) return restoreTree(stores, { epoch, size: signed, signed });
  const tree = createTiledTree(kept.tree);
  const problem = await followLog(stores, tree, { epoch, to: signed });
  return problem ? { ok: false as const, problem } : { ok: true as const, tree };
}

function checkpointOver(tree: TiledTree, { epoch: { epoch, origin }, signers }: Extension) {
  const [size, root] = [tree.size, tree.root()];
  return { epoch, size, root, note: signNote(formatCheckpoint({ origin, size, root }), signers) };
}

/** False, and nothing was saved, if the last checkpoint is no longer the one that this one goes on from. */
async function saveSigned(
  checkpoint: StoredCheckpoint,
  tiles: readonly StoredTile[],
  { epoch: { epoch }, last }: Extension,
  { transact }: SigningDeps,
): Promise<boolean> {
  return transact(async ({ logTree }) => {
    const locked = await logTree.lockSigning(epoch);
    const epochs = await logTree.epochs();
    if (locked?.size !== last?.size || epochs.at(-1)?.epoch !== epoch) return false;
    await logTree.saveTiles(epoch, tiles);
    await logTree.saveCheckpoint(checkpoint);
    return true;
  });
}
