import { inBatches } from "./batches.ts";
import { csvHeading, csvLines } from "./csv.ts";
import { jsonLines } from "./jsonl.ts";
import type { PackFile } from "./pack.ts";
import type { Period, Report, Row } from "./report.ts";

/** What was seen of a report's rows while a file of them was made. */
export interface RowCount {
  rows: number;
  /** By what stands in the report's column of status. */
  readonly byStatus: Map<string, number>;
}

export interface ReportFile {
  readonly file: PackFile;
  readonly counted: RowCount;
}

const ROWS_AT_ONCE = 500;

/** `R-02-completions` */
export function fileStem({ id, name }: Pick<Report, "id" | "name">): string {
  return `${id}-${name}`;
}

/** Each asks the report for its rows anew: within one snapshot they are the same ones. */
export function csvFile(report: Report, period: Period): ReportFile {
  const { columns } = report;
  return rendered(report, period, "csv", { head: csvHeading(columns), render: (rows) => csvLines(columns, rows) });
}

export function jsonlFile(report: Report, period: Period): ReportFile {
  return rendered(report, period, "jsonl", { head: "", render: (rows) => jsonLines(report.columns, rows) });
}

interface Rendering {
  readonly head: string;
  readonly render: (rows: readonly Row[]) => string;
}

function rendered(report: Report, period: Period, extension: string, { head, render }: Rendering): ReportFile {
  const counted: RowCount = { rows: 0, byStatus: new Map() };
  async function* bytes(): AsyncIterable<Uint8Array> {
    if (head !== "") yield Buffer.from(head, "utf8");
    for await (const rows of inBatches(report.rows(period), ROWS_AT_ONCE)) {
      for (const row of rows) count(row, report, counted);
      yield Buffer.from(render(rows), "utf8");
    }
  }
  return { file: { path: `${fileStem(report)}.${extension}`, bytes: bytes() }, counted };
}

function count(row: Row, { status }: Report, counted: RowCount): void {
  counted.rows += 1;
  if (status === undefined) return;
  const value = String(row[status] ?? "");
  counted.byStatus.set(value, (counted.byStatus.get(value) ?? 0) + 1);
}
