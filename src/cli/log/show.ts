import { join, resolve } from "node:path";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { parseCheckpoint } from "../../gatelog/checkpoint.ts";
import { entriesInBundle, entriesPath, TILE_WIDTH, tileLevels } from "../../gatelog/tiles.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { readIfThere } from "../read-if-there.ts";
import { withStores } from "../storage.ts";

export interface ShowLog {
  readonly from: number;
  readonly limit?: number;
  /** An export to read, instead of the database. */
  readonly in?: string;
}

const PAGE = 500;

/** Reads only. A line is the canonical JSON under the entry's leaf of the tree, byte by byte. */
export async function showLog(cli: Cli, range: ShowLog): Promise<ExitCode> {
  const { terminal } = cli;
  const tellAll = async (bodies: AsyncIterable<string>) => {
    for await (const body of bodies) {
      if (!terminal.hasReader()) return;
      terminal.tell(body);
    }
  };
  if (range.in !== undefined) await tellAll(exportedIn(resolve(terminal.folder, range.in), range));
  else await withStores(cli, ({ log }) => tellAll(entriesOf(log, range)));
  return 0;
}

/** Page by page, so that a long log is never held in memory. */
async function* entriesOf(log: OutsideStores["log"], { from, limit = Number.POSITIVE_INFINITY }: ShowLog) {
  let next = from;
  let left = limit;
  while (left > 0) {
    const page = await log.read({ from: next, limit: Math.min(PAGE, left) });
    for (const { body } of page) yield body;
    const last = page.at(-1);
    if (!last) return;
    next = last.seq + 1;
    left -= page.length;
  }
}

/** As far as its checkpoint counts, whoever signed that: `log verify` is there to ask. */
async function* exportedIn(
  folder: string,
  { from, limit = Number.POSITIVE_INFINITY }: ShowLog,
): AsyncGenerator<string> {
  const note = Buffer.from((await readIfThere(join(folder, "checkpoint"))) ?? []).toString("utf8");
  const checkpoint = parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
  if (!checkpoint) throw new UsageError(`--in: ${folder} is no export of the log: it has no checkpoint`);
  const end = Math.min(checkpoint.size, from + limit);
  const { full = 0, partial = 0 } = tileLevels(checkpoint.size)[0] ?? {};
  for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < end; index++) {
    const path = entriesPath(index, index < full ? TILE_WIDTH : partial);
    const entries = entriesInBundle((await readIfThere(join(folder, path))) ?? new Uint8Array());
    if (!entries?.length) throw new UsageError(`--in: ${path} is not there, or breaks off. log verify says more`);
    const first = index * TILE_WIDTH;
    for (const entry of entries.slice(Math.max(0, from - first), end - first))
      yield Buffer.from(entry).toString("utf8");
  }
}
