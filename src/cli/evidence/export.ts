import { resolve } from "node:path";
import type { ReportMade } from "../../evidence/manifest.ts";
import { fileStem } from "../../evidence/report-files.ts";
import type { Cli, ExitCode } from "../cli.ts";
import { formatTable } from "../table.ts";
import { checkDrop, writeDrop } from "./drop.ts";
import { installationOf, namedAs, periodOf, pointIn, withEvidence } from "./evidence.ts";
import { writePack } from "./write-pack.ts";

export interface ExportEvidence {
  readonly from: string;
  readonly to: string;
  readonly out: string;
  readonly report?: readonly string[];
  readonly at?: string;
  readonly knownAt?: string;
  readonly by?: string;
  readonly org?: string;
  /** Where to lay the reports out for GRC platforms too. */
  readonly drop?: string;
  readonly json?: boolean;
}

/** Fails before it writes anything where what is asked for cannot be had. */
export async function exportEvidence(cli: Cli, options: ExportEvidence): Promise<ExitCode> {
  const { terminal } = cli;
  const folder = resolve(terminal.folder, options.out);
  return withEvidence(cli, async (desk): Promise<ExitCode> => {
    const period = periodOf(options, desk);
    const installation = await installationOf(options.org, desk);
    const reports = (options.report ?? []).map((id) => id.toUpperCase());
    const by = options.by === undefined ? null : await namedAs(options.by, desk);
    const { at, knownAt } = options;
    const point = {
      at: at === undefined ? null : pointIn("at", at, desk),
      knownAt: knownAt === undefined ? null : pointIn("known-at", knownAt, desk),
    };
    const done: ReportMade[] = [];
    const tell = (made: ReportMade) => {
      done.push(made);
      terminal.complain(`${fileStem(made.report)}: ${made.counted.rows} rows`);
    };
    const drop = options.drop === undefined ? null : resolve(terminal.folder, options.drop);
    if (drop !== null) await checkDrop(drop, reports);
    const files = await writePack(folder, desk.export({ installation, period, point, reports, by, tell }));
    terminal.tell(options.json ? jsonOf(folder, files, done) : textOf(folder, files, done));
    if (drop !== null) {
      const laid = await writeDrop({ pack: folder, folder: drop, from: options.from, to: options.to });
      terminal.complain(`${laid} files for GRC platforms in ${drop}. Read its README.txt first`);
    }
    return 0;
  });
}

function jsonOf(folder: string, files: number, done: readonly ReportMade[]): string {
  const reports = done.map(({ report, counted, reconciliations }) => ({
    id: report.id,
    rows: counted.rows,
    residuals: reconciliations.map(({ what, residual }) => ({ what, residual })),
  }));
  return JSON.stringify({ folder, files, reports });
}

function textOf(folder: string, files: number, done: readonly ReportMade[]): string {
  const rows = done.map(({ report, counted, reconciliations }) => [
    report.id,
    report.title,
    counted.rows,
    reconciliations.filter(({ residual }) => residual !== 0).length || "",
  ]);
  const table = formatTable([["id", "report", "rows", "residuals"], ...rows]);
  return `${table}\n\n${files} files in ${folder}. To check them: cd there, and sha256sum -c SHA256SUMS`;
}
