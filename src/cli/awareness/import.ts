import { createWriteStream } from "node:fs";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { writeCsv } from "../../csv/write.ts";
import type { AwarenessFile, Brought, ToldFile } from "../../pipeline/awareness/port.ts";
import { isFormat } from "../../training/completions/date-format.ts";
import { rejectHeader, withoutReasons } from "../../training/completions/reject-file.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { streamCsv } from "../csv-stream.ts";
import { actorOf, organisationOf } from "../exceptions/exceptions.ts";
import { UsageError } from "../failure.ts";
import { tellEvery } from "../roster/text.ts";
import { type AwarenessDesk, withAwareness } from "./desk.ts";
import { type AskedReader, type Reader, readerFor } from "./reader.ts";

export interface ImportAwareness extends AskedReader {
  readonly by: string;
  readonly dryRun?: boolean;
  readonly org?: string;
  readonly json?: boolean;
}

interface Rejected {
  readonly line: number;
  readonly reason: string;
  readonly cells: readonly string[];
}

/**
 * Reads the file line by line, says what it would bring, and keeps that unless a look was all that was asked for. Lines
 * that cannot be used go, with their reasons, into a file beside it. The answer is no if any did, or if it was refused.
 */
export async function importAwareness(cli: Cli, file: string, options: ImportAwareness): Promise<ExitCode> {
  if (options.format !== undefined && !isFormat(options.format))
    throw new UsageError("--format takes iso, or a pattern such as DD/MM/YYYY HH:mm");
  const reader = await readerFor(cli, options);
  return withAwareness(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(options.org, desk.stores);
    const by = await actorOf(options.by, "--by", desk);
    const read = await readLines(cli, file, reader, desk, options);
    const about = { org, source: reader.source, fileSha256: read.fileSha256, rejected: read.rejected.length };
    if (!options.json) tellRejected(cli, read.rejected);
    if (options.dryRun) return tellBrought(cli, await desk.awareness.preview(about, read.told), about, options);
    const done = await desk.awareness.take(by, about, read.told);
    if (!done.ok) {
      cli.terminal.complain(done.why);
      return 1;
    }
    await writeRejects(cli, file, read);
    return tellBrought(cli, done.brought, about, options);
  });
}

interface ReadFile {
  readonly told: ToldFile;
  readonly rejected: readonly Rejected[];
  readonly header: readonly string[];
  readonly fileSha256: string;
}

async function readLines(
  { terminal }: Cli,
  file: string,
  reader: Reader,
  { now }: AwarenessDesk,
  { json = false }: ImportAwareness,
): Promise<ReadFile> {
  const csv = { path: resolve(terminal.folder, file), name: file, delimiter: reader.delimiter };
  const lines = reader.open(now());
  const progress = json ? undefined : tellEvery(terminal, "lines read");
  const rejected: Rejected[] = [];
  let first: readonly string[] = [];
  let header: readonly string[] = [];
  let count = 0;
  const fileSha256 = await streamCsv(csv, {
    async heading(found) {
      first = found;
      header = withoutReasons(found, found);
      const missing = reader.missing(header);
      if (missing.length > 0)
        throw new UsageError(
          `${file} has no column ${missing.join(", nor ")}. It has: ${header.join(", ")}. ${reader.remedy}`,
        );
      const twice = reader.twice(header);
      if (twice.length > 0)
        throw new UsageError(
          `${file} has the column ${twice.join(" and ")} twice: leave one, so that it is clear which counts`,
        );
    },
    async records(page) {
      for (const { line: at, values } of page) {
        const line = lines.read({ line: at, values: withoutReasons(values, first) }, header);
        if (!line.ok) rejected.push(line);
      }
      count += page.length;
      progress?.(count);
    },
  });
  return { told: lines.told(), rejected, header, fileSha256 };
}

const LINES_TOLD = 20;

function tellRejected({ terminal }: Cli, rejected: readonly Rejected[]): void {
  for (const { line, reason } of rejected.slice(0, LINES_TOLD)) terminal.complain(`line ${line}: ${reason}`);
  if (rejected.length > LINES_TOLD) terminal.complain(`and ${rejected.length - LINES_TOLD} more`);
}

/** Line, reason, and the line as it stood there: mended, this file can be imported by itself as it is. */
async function writeRejects({ terminal }: Cli, file: string, { rejected, header }: ReadFile): Promise<void> {
  if (rejected.length === 0) return;
  const path = `${file}.rejected.csv`;
  const rows = (function* () {
    yield writeCsv([rejectHeader(header)]);
    for (const { line, reason, cells } of rejected) yield writeCsv([[line, reason, ...cells]]);
  })();
  await pipeline(Readable.from(rows), createWriteStream(resolve(terminal.folder, path)));
  terminal.complain(`${rejected.length} lines were rejected: see ${basename(path)} beside the file`);
}

function tellBrought(
  { terminal }: Cli,
  brought: Brought,
  { rejected }: AwarenessFile,
  { dryRun = false, json = false }: ImportAwareness,
): ExitCode {
  if (json) terminal.tell(JSON.stringify({ ...brought, rejected }));
  else {
    for (const { title, lines } of brought.parts) terminal.tell(`${title}: ${lines}`);
    const { added, changed, known, unmatched } = brought;
    terminal.tell(`new: ${added} · changed: ${changed} · known: ${known} · rejected: ${rejected}`);
    if (unmatched > 0) terminal.tell(`on no roster: ${unmatched}. They are counted, in no department`);
    if (dryRun) terminal.tell("Nothing was kept: this was a look");
  }
  return rejected === 0 ? 0 : 1;
}
