import { parse } from "csv-parse/sync";
import { delimiterIn } from "../csv/delimiter.ts";
import { problemOf, watchProgress } from "../csv/problem.ts";
import type { CsvRecord, CsvTable } from "../training/completions/read-rows.ts";
import { withoutReasons } from "../training/completions/reject-file.ts";

export type ReadCsv =
  | { readonly ok: true; readonly table: CsvTable }
  | { readonly ok: false; readonly problem: string };

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const LARGEST_BYTES = 20 * 1024 * 1024;

/** A CSV file with a heading; of one with refused rows, what was in front of them is left out. Rows of another length are kept as they are: whoever reads them says which. */
export function readCsv(bytes: Uint8Array, { delimiter }: { readonly delimiter: string }): ReadCsv {
  if (bytes.length > LARGEST_BYTES) return { ok: false, problem: "is larger than 20 MB. Split it" };
  const text = textOf(bytes);
  if (text === null || text.slice(0, 1_000).includes("\0"))
    return { ok: false, problem: "is not UTF-8. Save it as CSV UTF-8" };
  const progress = watchProgress();
  try {
    const parsed = parse(text, {
      on_record: progress.on_record,
      delimiter: delimiterIn(text, delimiter),
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly Parsed[];
    const [header, ...records] = parsed.map(({ record, info }) => ({ line: info.lines, values: record }));
    if (!header) return { ok: false, problem: "is empty" };
    const toTable = ({ line, values }: CsvRecord) => ({ line, values: withoutReasons(values, header.values) });
    return { ok: true, table: { header: toTable(header).values, records: records.map(toTable) } };
  } catch (error) {
    const problem = problemOf(error, progress);
    if (problem === undefined) throw error;
    return { ok: false, problem };
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
