import { z } from "zod";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { LoggedEntry } from "../../domain/stores/verdicts.ts";
import { leafHash } from "../../gatelog/place.ts";
import type { FullTile, TiledTree } from "../../gatelog/tiled-tree.ts";
import { isSameHash } from "../../gatelog/tree.ts";
import type { LogProblem } from "./problem.ts";

const PAGE = 1_000;

const Place = z.object({ epoch: z.int(), seq: z.int() });

export interface Following {
  readonly epoch: number;
  /** How many entries the tree is to have. */
  readonly to: number;
  /** Told each tile as it fills. */
  readonly onTile?: (tile: FullTile) => void;
}

/**
 * Lets the tree grow by the entries that follow it in the log, each hashed again. Null, or what is wrong with the first
 * that is not as it should be: the tree then ends before it. Reads page by page.
 */
export async function followLog(
  stores: Pick<OutsideStores, "log">,
  tree: TiledTree,
  { epoch, to, onTile }: Following,
): Promise<LogProblem | null> {
  while (tree.size < to) {
    const page = await stores.log.read({ epoch, from: tree.size, limit: Math.min(PAGE, to - tree.size) });
    if (page.length === 0) return { kind: "log-is-shorter", epoch, entries: tree.size, signed: to };
    for (const entry of page) {
      const problem = problemWith(entry, tree.size);
      if (problem) return problem;
      for (const tile of tree.append(entry.leafHash)) onTile?.(tile);
    }
  }
  return null;
}

function problemWith({ epoch, seq, body, leafHash: leaf }: LoggedEntry, expected: number): LogProblem | null {
  if (seq !== expected) return { kind: "gap", epoch, seq: expected };
  if (!isSameHash(leafHash(Buffer.from(body, "utf8")), leaf)) return { kind: "leaf-differs", epoch, seq };
  const said = Place.safeParse(parse(body));
  // Two rows that were exchanged, each with its leaf, are told by what they say of themselves.
  const isThere = said.success && said.data.epoch === epoch && said.data.seq === seq;
  return isThere ? null : { kind: "misplaced", epoch, seq };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
