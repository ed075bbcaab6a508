import { resolve } from "node:path";
import type { OrgId } from "../../domain/ids.ts";
import type { RosterSource } from "../../domain/roster.ts";
import type { Actor } from "../../pipeline/exceptions/port.ts";
import type { RosterPreview } from "../../pipeline/roster/port.ts";
import { type RosterLayout, readRosterLine } from "../../roster/read-line.ts";
import { isRejectFile } from "../../training/completions/reject-file.ts";
import type { Cli, ExceptionDesk, ExitCode } from "../cli.ts";
import { streamCsv } from "../csv-stream.ts";
import { actorOf, organisationOf, withDesk } from "../exceptions/exceptions.ts";
import { findLayout } from "./layout.ts";
import { writeRejects } from "./rejects.ts";
import { previewJson, tellEvery, tellRosterApplied, tellRosterPreview } from "./text.ts";

export interface ImportRoster {
  readonly source: RosterSource;
  readonly by: string;
  readonly map?: string;
  readonly dateFormat?: string;
  readonly dryRun?: boolean;
  readonly partial?: boolean;
  readonly confirmShrink?: boolean;
  readonly org?: string;
  readonly json?: boolean;
}

/**
 * Reads the file line by line, says what it would change, and changes it unless a look was all that was asked for. Lines
 * that cannot be used go, with their reasons, into a file beside it. The answer is no if any did, or if it was refused.
 */
export async function importRoster(cli: Cli, file: string, options: ImportRoster): Promise<ExitCode> {
  const layout = await findLayout(cli, file, options);
  return withDesk(cli, async (desk): Promise<ExitCode> => {
    const org = await organisationOf(options.org, desk.stores);
    const by = await actorOf(options.by, "--by", desk);
    const taken = await takeFile(cli, file, { ...options, layout, org, by }, desk);
    if (!taken.ok) return no(cli, taken.why);
    const { preview } = taken;
    if (!options.json) await tellRosterPreview(cli.terminal, preview, desk.roster);
    if (!options.dryRun) return bring(cli, file, { preview, by, options }, desk);
    if (options.json) cli.terminal.tell(JSON.stringify(previewJson(preview)));
    await desk.roster.discard(preview.snapshot.id);
    return wholeOrNot(preview);
  });
}

interface Bringing {
  readonly preview: RosterPreview;
  readonly by: Actor;
  readonly options: Pick<ImportRoster, "confirmShrink" | "json">;
}

async function bring(
  cli: Cli,
  file: string,
  { preview, by, options: { confirmShrink = false, json = false } }: Bringing,
  { roster }: ExceptionDesk,
): Promise<ExitCode> {
  const { id, rejected } = preview.snapshot;
  const rejects = await writeRejects(cli, file, preview.snapshot, roster);
  if (rejects) cli.terminal.complain(`${rejected} lines were rejected: see ${rejects} beside the file`);
  const progress = json ? {} : { progress: tellEvery(cli.terminal, "people written") };
  const applied = await roster.apply(by, id, { confirmShrink, ...progress });
  if (!applied.ok) {
    await roster.discard(id);
    return no(cli, applied.why);
  }
  if (json) cli.terminal.tell(JSON.stringify({ ...previewJson(preview), linked: applied.linked }));
  else tellRosterApplied(cli.terminal, preview, applied);
  return wholeOrNot(preview);
}

function wholeOrNot({ snapshot }: RosterPreview): ExitCode {
  return snapshot.rejected === 0 ? 0 : 1;
}

function no({ terminal }: Cli, why: string): ExitCode {
  terminal.complain(why);
  return 1;
}

interface Taking extends Pick<ImportRoster, "source" | "partial" | "json"> {
  readonly layout: RosterLayout;
  readonly org: OrgId;
  readonly by: Actor;
}

function takeFile(
  { terminal }: Cli,
  file: string,
  { layout, org, by, source, partial = false, json = false }: Taking,
  { roster }: ExceptionDesk,
) {
  const { header, map } = layout;
  const csv = { path: resolve(terminal.folder, file), name: file, delimiter: map.delimiter };
  const progress = json ? undefined : tellEvery(terminal, "lines read");
  const taking = { org, source, header, partial: partial || isRejectFile(header) };
  return roster.take(by, taking, async (keep) => {
    let read = 0;
    const fileSha256 = await streamCsv(csv, {
      heading: async () => {},
      async records(page) {
        await keep(page.map(({ line, values }) => readRosterLine(line, values, layout)));
        read += page.length;
        progress?.(read);
      },
    });
    return { fileSha256 };
  });
}
