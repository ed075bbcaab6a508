import type { OrgId } from "../../domain/ids.ts";
import type { Period, Report, Row } from "../../evidence/report.ts";
import { csvFile, fileStem, jsonlFile } from "../../evidence/report-files.ts";
import { type AuditDeps, onReports } from "./deps.ts";
import type { Counted, Download, Format, ReportBrief, ReportLine, ReportView, Scope } from "./port.ts";

/** Of each report so many are counted for the list, and more of one by itself: a page must not wait for a million. */
const COUNTED_IN_LIST = 1_000;
const COUNTED_ALONE = 50_000;
const ROWS_SHOWN = 20;

export function briefOf({ id, name, title, question, clauses }: Report): ReportBrief {
  return { id, name, title, question, clauses };
}

export function listReports(org: OrgId, deps: AuditDeps): Promise<readonly ReportBrief[]> {
  return onReports(org, deps, async (reports) => reports.map(briefOf));
}

export function countReports({ org, period }: Scope, deps: AuditDeps): Promise<readonly ReportLine[]> {
  return onReports(org, deps, async (reports) => {
    const lines: ReportLine[] = [];
    for (const report of reports) {
      const { counted } = await readFirst(report, period, { limit: COUNTED_IN_LIST, shown: 0 });
      lines.push({ ...briefOf(report), counted });
    }
    return lines;
  });
}

export function readReport({ org, period }: Scope, id: string, deps: AuditDeps): Promise<ReportView | null> {
  return onReports(org, deps, async (reports) => {
    const report = reports.find((one) => one.id === id);
    if (!report) return null;
    const { counted, rows } = await readFirst(report, period, { limit: COUNTED_ALONE, shown: ROWS_SHOWN });
    // What agrees with what is known when all rows have been read, and not before.
    const reconciliations = counted.isAll ? await report.reconcile(period) : null;
    return { ...briefOf(report), columns: report.columns, query: report.query, counted, rows, reconciliations };
  });
}

/** Reads on to the limit; keeps the first ones. */
export async function readFirst(
  report: Report,
  period: Period,
  { limit, shown, see }: { readonly limit: number; readonly shown: number; readonly see?: (row: Row) => void },
): Promise<{ readonly counted: Counted; readonly rows: readonly Row[] }> {
  const rows: Row[] = [];
  let count = 0;
  for await (const row of report.rows(period)) {
    if (count === limit) return { counted: { rows: count, isAll: false }, rows };
    count += 1;
    if (count <= shown) rows.push(row);
    see?.(row);
  }
  return { counted: { rows: count, isAll: true }, rows };
}

export const DOWNLOAD_TYPES: Readonly<Record<Format, string>> = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/jsonl; charset=utf-8",
};

export async function downloadReport(
  scope: Scope,
  asked: { readonly id: string; readonly format: Format },
  deps: AuditDeps,
): Promise<Download | null> {
  const brief = (await listReports(scope.org, deps)).find(({ id }) => id === asked.id);
  if (!brief) return null;
  const name = `${fileStem(brief)}.${asked.format}`;
  return { name, type: DOWNLOAD_TYPES[asked.format], bytes: bytesOf(scope, asked, deps) };
}

/** Opened when the first bytes are asked for, and closed when somebody stops reading: what nobody reads holds nothing. */
async function* bytesOf(
  { org, period }: Scope,
  { id, format }: { readonly id: string; readonly format: Format },
  deps: AuditDeps,
): AsyncIterable<Uint8Array> {
  const opened = await deps.openReports(org);
  try {
    const report = opened.reports.find((one) => one.id === id);
    if (!report) throw new Error(`There is no report ${id} any more`);
    yield* (format === "csv" ? csvFile(report, period) : jsonlFile(report, period)).file.bytes;
  } finally {
    await opened.close();
  }
}
