import { createHash } from "node:crypto";
import { CSV_RULE } from "./csv.ts";
import type { Period, Reconciliation, Report } from "./report.ts";
import type { RowCount } from "./report-files.ts";
import type { FileSum } from "./sums.ts";

export const MANIFEST_FORMAT = "training-gate/evidence@1";

/** The state of the gate log that the reports were read up to. */
export interface LogState {
  readonly epoch: number;
  readonly size: number;
  /** Of the tree at that size, base64. */
  readonly root: string;
  /** The signed note, whole. */
  readonly checkpoint: string;
  /** Of the key that signed it. */
  readonly vkey: string;
}

/** Where an export comes from, and when. */
export interface ExportHead {
  readonly exportId: string;
  readonly priorExportId: string | null;
  readonly organisation: { readonly id: number; readonly login: string };
  readonly instance: string;
  readonly app: { readonly version: string; readonly commit: string | null };
  readonly period: Period;
  /** When the snapshot was taken: everything that is told was so then. */
  readonly asOf: Date;
  /** Who asked for it, where that was said. */
  readonly by: { readonly personKey: string; readonly login: string } | null;
  /** Null where nothing was signed yet. */
  readonly log: LogState | null;
}

export interface ReportMade {
  readonly report: Report;
  readonly counted: RowCount;
  readonly reconciliations: readonly Reconciliation[];
  readonly files: readonly FileSum[];
}

export interface Made {
  readonly reports: readonly ReportMade[];
  readonly otherFiles: readonly FileSum[];
}

/** What an auditor needs to believe the files: how they were made, from what, how many rows, and what agrees with what. */
export function manifestOf(head: ExportHead, made: Made, generatedAt: Date): object {
  return {
    format: MANIFEST_FORMAT,
    export_id: head.exportId,
    prior_export_id: head.priorExportId,
    organisation: head.organisation,
    instance: head.instance,
    app: head.app,
    as_of: head.asOf.toISOString(),
    generated_at: generatedAt.toISOString(),
    generated_by: head.by && { person_key: head.by.personKey, github_login: head.by.login },
    parameters: parametersOf(head.period),
    csv: CSV_RULE,
    log: head.log,
    reports: made.reports.map((one) => aboutReport(one, head)),
    other_files: made.otherFiles,
  };
}

export const MANIFEST_FILE = "manifest.json";

export function manifestText(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function parametersOf({ from, to }: Period) {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    period: "instants from `from` on, and before `to`",
    timezone: "UTC",
    filters: "none",
  };
}

function aboutReport({ report, counted, reconciliations, files }: ReportMade, { period }: ExportHead) {
  const { id, title, question, clauses, columns, query, status } = report;
  return {
    ...{ id, title, question, clauses, query },
    ...(report.parameters && { parameters: report.parameters(period) }),
    query_sha256: createHash("sha256").update(query, "utf8").digest("hex"),
    rows: counted.rows,
    ...(status !== undefined && { rows_by: { column: status, counts: sorted(counted.byStatus) } }),
    columns,
    reconciliations,
    files,
  };
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
