import { createWriteStream } from "node:fs";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RosterSnapshot } from "../domain/stores/roster.ts";
import type { Rosters } from "../pipeline/roster/port.ts";
import { isRejectFile } from "../roster/read-line.ts";
import type { Cli } from "./cli.ts";
import { writeCsv } from "./csv.ts";

/** Line, reason, and the line as it stood there: mended, it can be imported by itself. Answers the file's name, if there is one. */
export async function writeRejects(
  { terminal }: Cli,
  file: string,
  snapshot: RosterSnapshot,
  rosters: Pick<Rosters, "rejected">,
): Promise<string | null> {
  if (snapshot.rejected === 0) return null;
  const path = `${file}.rejected.csv`;
  // One that was refused before begins with the line and the reason of then.
  const skip = isRejectFile(snapshot.header) ? 2 : 0;
  await pipeline(Readable.from(rowsOf(snapshot, skip, rosters)), createWriteStream(resolve(terminal.folder, path)));
  return basename(path);
}

async function* rowsOf(
  { id, header }: RosterSnapshot,
  skip: number,
  rosters: Pick<Rosters, "rejected">,
): AsyncGenerator<string> {
  yield writeCsv([["line", "reason", ...header.slice(skip)]]);
  let after = 0;
  for (;;) {
    const page = await rosters.rejected(id, after);
    const last = page.at(-1);
    if (!last) return;
    yield writeCsv(page.map(({ line, reason, cells }) => [line, reason ?? "", ...cells.slice(skip)]));
    after = last.line;
  }
}
