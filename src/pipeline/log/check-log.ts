import type { OutsideStores } from "../../domain/stores/index.ts";
import type { StoredCheckpoint, StoredEpoch } from "../../domain/stores/log-tree.ts";
import { parseCheckpoint } from "../../gatelog/checkpoint.ts";
import { createTiledTree, type FullTile, type TiledTree } from "../../gatelog/tiled-tree.ts";
import { isSameHash } from "../../gatelog/tree.ts";
import { followLog } from "./follow.ts";
import type { LogProblem } from "./problem.ts";

type CheckStores = Pick<OutsideStores, "log" | "logTree">;

const PAGE = 200;

/**
 * All of it from the first entry on, every epoch: each entry hashed again, each tile and each checkpoint compared. The
 * first thing that is wrong ends it. Reads page by page, and holds one. Signatures are left to `log verify`, which has
 * the keys that a stranger has.
 */
export async function checkLog(
  stores: CheckStores,
): Promise<{ readonly entries: number; readonly problem: LogProblem | null }> {
  let entries = 0;
  for (const epoch of await stores.logTree.epochs()) {
    const checked = await checkEpoch(stores, epoch);
    entries += checked.entries;
    if (checked.problem) return { entries, problem: checked.problem };
  }
  return { entries, problem: null };
}

async function checkEpoch(stores: CheckStores, { epoch, origin }: StoredEpoch) {
  const tree = createTiledTree();
  const end = (problem: LogProblem | null) => ({ entries: tree.size, problem });
  // What is added while it runs is checked the next time.
  const size = await stores.log.size(epoch);
  for await (const checkpoint of checkpointsOf(stores, epoch)) {
    if (checkpoint.size > size) return end({ kind: "log-is-shorter", epoch, entries: size, signed: checkpoint.size });
    const problem =
      (await grow(stores, tree, { epoch, to: checkpoint.size })) ?? compare(checkpoint, tree.root(), origin);
    if (problem) return end(problem);
  }
  // Entries that were not signed yet have no tiles.
  return end(await followLog(stores, tree, { epoch, to: size }));
}

async function* checkpointsOf({ logTree }: CheckStores, epoch: number): AsyncGenerator<StoredCheckpoint> {
  for (let after = 0; ; ) {
    const page = await logTree.checkpoints({ epoch, after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.size;
  }
}

/** Up to a checkpoint, with the tiles that were full by then. */
async function grow(
  stores: CheckStores,
  tree: TiledTree,
  { epoch, to }: { readonly epoch: number; readonly to: number },
): Promise<LogProblem | null> {
  const tiles: FullTile[] = [];
  const problem = await followLog(stores, tree, { epoch, to, onTile: (tile) => void tiles.push(tile) });
  if (problem) return problem;
  for (const { level, index, hashes } of tiles) {
    const [stored] = await stores.logTree.tiles({ epoch, level, from: index, limit: 1 });
    if (stored?.index !== index || !isSameHash(stored.hashes, hashes))
      return { kind: "tile-differs", epoch, level, index };
  }
  return null;
}

function compare({ epoch, size, root, note }: StoredCheckpoint, found: Uint8Array, origin: string): LogProblem | null {
  if (!isSameHash(root, found)) return { kind: "root-differs", epoch, size };
  const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
  const said = parseCheckpoint(text);
  const isSame = said?.origin === origin && said.size === size && isSameHash(said.root, root);
  return isSame ? null : { kind: "note-differs", epoch, size };
}
