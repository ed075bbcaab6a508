import type { OutsideStores } from "../domain/stores/index.ts";
import type { Cli, ExitCode } from "./cli.ts";
import { withStores } from "./storage.ts";

export interface ShowLog {
  readonly from: number;
  readonly limit?: number;
}

const PAGE = 500;

/** Reads only. A line is the canonical JSON under the entry's leaf of the tree, byte by byte. */
export async function showLog(cli: Cli, range: ShowLog): Promise<ExitCode> {
  await withStores(cli, async ({ log }) => {
    for await (const body of entriesOf(log, range)) {
      if (!cli.terminal.hasReader()) return;
      cli.terminal.tell(body);
    }
  });
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
