import { createWriteStream } from "node:fs";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeCsv } from "../../csv/write.ts";
import type { RosterSnapshot } from "../../domain/stores/roster.ts";
import type { Rosters } from "../../pipeline/roster/port.ts";
import { rejectedRows } from "../../pipeline/roster/rejected.ts";
import type { Cli } from "../cli.ts";

/** Answers the name of the file that was written beside the first, if any line was rejected. */
export async function writeRejects(
  { terminal }: Cli,
  file: string,
  snapshot: RosterSnapshot,
  rosters: Pick<Rosters, "rejected">,
): Promise<string | null> {
  if (snapshot.rejected === 0) return null;
  const path = `${file}.rejected.csv`;
  const text = Readable.from(rejectedRows(snapshot, rosters)).map(writeCsv);
  await pipeline(text, createWriteStream(resolve(terminal.folder, path)));
  return basename(path);
}
