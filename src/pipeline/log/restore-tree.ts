import type { OutsideStores } from "../../domain/stores/index.ts";
import { createTiledTree, type TiledTree } from "../../gatelog/tiled-tree.ts";
import { rootInTile, TILE_WIDTH, tileLevels } from "../../gatelog/tiles.ts";
import { followLog } from "./follow.ts";
import type { LogProblem } from "./problem.ts";

export type RestoredTree =
  | { readonly ok: true; readonly tree: TiledTree }
  | { readonly ok: false; readonly problem: LogProblem };

/**
 * The tree over the first `size` entries, from what is kept of it: tiles as far as checkpoints reach (`signed`), entries
 * from there on. Reads a page a level and the entries of the last tile; only a whole check reads the rest.
 */
export async function restoreTree(
  stores: Pick<OutsideStores, "log" | "logTree">,
  { epoch, size, signed }: { readonly epoch: number; readonly size: number; readonly signed: number },
): Promise<RestoredTree> {
  const base = Math.floor(Math.min(size, signed) / TILE_WIDTH) * TILE_WIDTH;
  const partial: Uint8Array[][] = [[]];
  for (const { level, full } of tileLevels(base)) {
    // Of the level above: the roots of the full tiles of this one that are in no full tile there.
    const from = Math.floor(full / TILE_WIDTH) * TILE_WIDTH;
    const tiles = full > from ? await stores.logTree.tiles({ epoch, level, from, limit: full - from }) : [];
    const missing = Array.from({ length: full - from }, (_, at) => from + at).find(
      (index, at) => tiles[at]?.index !== index,
    );
    if (missing !== undefined) return { ok: false, problem: { kind: "tile-differs", epoch, level, index: missing } };
    partial[level + 1] = tiles.map(({ hashes }) => rootInTile(hashes));
  }
  const tree = createTiledTree({ size: base, partial });
  const problem = await followLog(stores, tree, { epoch, to: size });
  return problem ? { ok: false, problem } : { ok: true, tree };
}
