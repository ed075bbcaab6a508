import type { Clock } from "../domain/clock.ts";
import { coverFile } from "./cover.ts";
import { type ExportHead, MANIFEST_FILE, type Made, manifestOf, manifestText, type ReportMade } from "./manifest.ts";
import type { Pack, PackFile } from "./pack.ts";
import type { Report } from "./report.ts";
import { csvFile, jsonlFile } from "./report-files.ts";
import { type FileSum, sumOf, sumsText } from "./sums.ts";
import { textFile } from "./text-file.ts";

export const SUMS_FILE = "SHA256SUMS";

export interface ExportParts {
  readonly head: ExportHead;
  readonly reports: readonly Report[];
  /** What lies beside the reports: the log, who its subjects are. */
  readonly others: readonly Pack[];
  readonly now: Clock;
  /** As soon as a report is done. */
  readonly tell?: (made: ReportMade) => void;
  /** When all was read, with the text of `SHA256SUMS`. */
  readonly finish?: (sums: string) => Promise<void>;
}

/**
 * A whole export. Each file is made while it is read, hashed and counted on its way: the manifest and the sums come last,
 * since they tell of all others. Whoever reads asks for the next file when the one before is at its end.
 */
export async function* exportPack({ head, reports, others, now, tell, finish }: ExportParts): Pack {
  const made: ReportMade[] = [];
  for (const report of reports) {
    const done = yield* reportFiles(report, head);
    tell?.(done);
    made.push(done);
  }
  const otherFiles: FileSum[] = [];
  for (const pack of others) {
    for await (const file of pack) otherFiles.push(yield* sumOf(file));
  }
  otherFiles.push(yield* sumOf(coverFile({ head, made, generatedAt: now() })));
  const manifest = textFile(MANIFEST_FILE, manifestText(manifestOf(head, { reports: made, otherFiles }, now())));
  const manifestSum = yield* sumOf(manifest);
  const sums = sumsText([...filesOf({ reports: made, otherFiles }), manifestSum]);
  yield textFile(SUMS_FILE, sums);
  await finish?.(sums);
}

async function* reportFiles(report: Report, { period }: ExportHead): AsyncGenerator<PackFile, ReportMade> {
  const csv = csvFile(report, period);
  const csvSum = yield* sumOf(csv.file);
  const jsonl = jsonlFile(report, period);
  const jsonlSum = yield* sumOf(jsonl.file);
  if (csv.counted.rows !== jsonl.counted.rows) {
    throw new Error(
      `${report.id} gave ${csv.counted.rows} rows, and then ${jsonl.counted.rows}: its order or its snapshot is not one`,
    );
  }
  const reconciliations = await report.reconcile(period);
  return { report, counted: csv.counted, reconciliations, files: [csvSum, jsonlSum] };
}

function filesOf({ reports, otherFiles }: Made): readonly FileSum[] {
  return [...reports.flatMap(({ files }) => files), ...otherFiles];
}
