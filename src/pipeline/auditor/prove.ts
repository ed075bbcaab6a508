import type { OutsideStores } from "../../domain/stores/index.ts";
import { formatProof } from "../../gatelog/proof.ts";
import { HASH_BYTES, type NodeInTile, nodeInTile, rootInTile, TILE_WIDTH, tileLevels } from "../../gatelog/tiles.ts";
import { nodesForInclusion, proveInclusion } from "../../gatelog/tree.ts";
import type { EntryPlace } from "./port.ts";

type Stores = Pick<OutsideStores, "log" | "logTree">;

/** The entry's `tlog-proof` under the newest checkpoint of its epoch; null where none covers it yet. Reads a few tiles. */
export async function proveInLog(stores: Stores, { epoch, seq }: EntryPlace): Promise<string | null> {
  const checkpoint = await stores.logTree.latest(epoch);
  if (!checkpoint || seq >= checkpoint.size) return null;
  const read = createTileReader(stores, { epoch, size: checkpoint.size });
  const roots = new Map<string, Uint8Array>();
  for (const node of nodesForInclusion(seq, checkpoint.size)) {
    const { offset, count, ...tile } = nodeInTile(node);
    roots.set(`${node.level}/${node.index}`, rootInTile(await read(tile), offset, count));
  }
  const hashes = proveInclusion(seq, checkpoint.size, (level, index) => {
    const root = roots.get(`${level}/${index}`);
    if (!root) throw new Error(`The proof asks for a hash that was not read: ${level}/${index}`);
    return root;
  });
  return formatProof({ index: seq, hashes, checkpoint: checkpoint.note });
}

type TileNamed = Pick<NodeInTile, "level" | "index">;

/** Each tile once. Those that are not full are not kept, and are made of what lies under them. */
function createTileReader(stores: Stores, { epoch, size }: { readonly epoch: number; readonly size: number }) {
  const known = new Map<string, Promise<Uint8Array>>();
  return (tile: TileNamed) => {
    const name = `${tile.level}/${tile.index}`;
    const reading = known.get(name) ?? readTile(tile);
    known.set(name, reading);
    return reading;
  };

  async function readTile({ level, index }: TileNamed): Promise<Uint8Array> {
    const { full = 0, partial = 0 } = tileLevels(size)[level] ?? {};
    if (index < full) return (await readFull(level, index, 1))[0] as Uint8Array;
    const first = index * TILE_WIDTH;
    const hashes =
      level === 0
        ? (await stores.log.read({ epoch, from: first, limit: partial })).map(({ leafHash }) => leafHash)
        : (await readFull(level - 1, first, partial)).map((tile) => rootInTile(tile));
    if (hashes.length !== partial) throw new Error(`The log is shorter than its checkpoint of ${size} entries`);
    return Buffer.concat(hashes, partial * HASH_BYTES);
  }

  async function readFull(level: number, from: number, count: number): Promise<readonly Uint8Array[]> {
    const tiles = await stores.logTree.tiles({ epoch, level, from, limit: count });
    for (let at = 0; at < count; at++)
      if (tiles[at]?.index !== from + at) throw new Error(`Tile ${from + at} of level ${level} is not kept`);
    return tiles.map(({ hashes }) => hashes);
  }
}
