import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { writeCsv } from "../../csv/write.ts";
import type { Done, ImportPreview } from "../../pipeline/exceptions/port.ts";
import type { CompletionMap } from "../../training/completions/map.ts";
import { presetMap, readMap } from "../../training/completions/map-file.ts";
import { type CsvTable, missingColumns, readRows } from "../../training/completions/read-rows.ts";
import { rejectHeader } from "../../training/completions/reject-file.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { readCsv } from "../csv.ts";
import { UsageError } from "../failure.ts";
import { asUnreadable } from "../unreadable.ts";
import { actorOf, organisationOf, tellDone, withDesk } from "./exceptions.ts";
import { tellPreview } from "./import-text.ts";

export interface ImportCompletions {
  readonly map: string;
  readonly dryRun?: boolean;
  readonly requestedBy?: string;
  readonly org?: string;
  readonly json?: boolean;
}

/**
 * Reads the file, says what it would bring, and keeps that for a second person to approve. Rows that cannot be used go,
 * with their reasons, into a file beside it. The answer is no if any did, or if there was nothing new.
 */
export async function importCompletions(cli: Cli, file: string, options: ImportCompletions): Promise<ExitCode> {
  const { terminal } = cli;
  const map = await mapNamed(cli, options.map);
  const bytes = await readBytes(cli, file);
  const table = tableIn(file, bytes, map);
  const { dryRun = false, requestedBy, json = false } = options;
  if (!dryRun && requestedBy === undefined)
    throw new UsageError("--requested-by is needed: who brings this file. To look only: --dry-run");
  return withDesk(cli, async (desk) => {
    const org = await organisationOf(options.org, desk.stores);
    const told = readRows(table, { map, courses: await desk.imports.courses(org), now: desk.now() });
    const fileSha256 = createHash("sha256").update(bytes).digest("hex");
    const preview = await desk.imports.preview({ org, source: map.name, method: map.method, fileSha256 }, told);
    if (!json) tellPreview(terminal, preview);
    else if (dryRun) terminal.tell(JSON.stringify(preview));
    const isWhole = preview.rejected.length === 0;
    if (dryRun || requestedBy === undefined) return isWhole ? 0 : 1;

    await writeRejects(cli, file, table, preview);
    const done = await desk.imports.request(await actorOf(requestedBy, "--requested-by", desk), preview);
    return Math.max(tellKept(cli, done, preview, json), isWhole ? 0 : 1) as ExitCode;
  });
}

function tellKept(cli: Cli, done: Done, preview: ImportPreview, json: boolean): ExitCode {
  if (!json || !done.ok) return tellDone(cli, done, "Waits for a second person: import");
  cli.terminal.tell(JSON.stringify({ ...preview, id: done.id }));
  return 0;
}

async function mapNamed(cli: Cli, name: string): Promise<CompletionMap> {
  const preset = presetMap(name);
  if (preset) return preset;
  const bytes = await readBytes(
    cli,
    name,
    "--map is neither a preset (knowbe4, moodle, generic, classroom) nor a file: ",
  );
  const read = readMap(name, new TextDecoder().decode(bytes));
  if (!read.ok) throw new UsageError(read.problems.join("\n"));
  return read.map;
}

async function readBytes({ terminal }: Cli, path: string, problem = ""): Promise<Uint8Array> {
  try {
    return await readFile(resolve(terminal.folder, path));
  } catch (error) {
    throw asUnreadable(error, `${problem}${path}`);
  }
}

function tableIn(file: string, bytes: Uint8Array, map: CompletionMap): CsvTable {
  const read = readCsv(bytes, map);
  if (!read.ok) throw new UsageError(`${file} ${read.problem}`);
  const missing = missingColumns(read.table, map);
  if (missing.length === 0) return read.table;
  const has = read.table.header.join(", ");
  throw new UsageError(
    `${file} has no column ${missing.join(", nor ")}. It has: ${has}. Say which in a map file (--map)`,
  );
}

/** Line, reason, and the row as it stood there: mended, this file can be imported by itself as it is. */
async function writeRejects(
  { terminal }: Cli,
  file: string,
  table: CsvTable,
  { rejected }: ImportPreview,
): Promise<void> {
  if (rejected.length === 0) return;
  const path = `${file}.rejected.csv`;
  const rows = rejected.map(({ line, reason }) => {
    const record = table.records.find((one) => one.line === line);
    return [line, reason, ...(record?.values ?? [])];
  });
  await writeFile(resolve(terminal.folder, path), writeCsv([rejectHeader(table.header), ...rows]));
  terminal.complain(`${rejected.length} rows were rejected: see ${basename(path)} beside the file`);
}

export interface ApproveImport {
  readonly approvedBy: string;
  readonly json?: boolean;
}

/** The caller says who approves, and is believed; that it is an administrator and not who brought the file is checked. */
export async function approveImport(cli: Cli, id: string, { approvedBy, json }: ApproveImport): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const by = await actorOf(approvedBy, "--approved-by", desk);
    return tellDone(cli, await desk.imports.approve(by, id), "Recorded, and to be signed by each: import", json);
  });
}

export interface DeclineImport {
  readonly by: string;
  readonly reason: string;
  readonly json?: boolean;
}

export async function declineImport(cli: Cli, id: string, { by, reason, json }: DeclineImport): Promise<ExitCode> {
  return withDesk(cli, async (desk) => {
    const done = await desk.imports.decline(await actorOf(by, "--by", desk), id, reason);
    return tellDone(cli, done, "Declined: import", json);
  });
}
