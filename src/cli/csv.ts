import { CsvError, parse } from "csv-parse/sync";
import type { CsvTable } from "../training/completions/read-rows.ts";

export type ReadCsv =
  | { readonly ok: true; readonly table: CsvTable }
  | { readonly ok: false; readonly problem: string };

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const LARGEST_BYTES = 20 * 1024 * 1024;

/** A CSV file with a heading. Rows of another length are kept as they are: whoever reads them says which. */
export function readCsv(bytes: Uint8Array, { delimiter }: { readonly delimiter: string }): ReadCsv {
  if (bytes.length > LARGEST_BYTES) return { ok: false, problem: "is larger than 20 MB. Split it" };
  const text = textOf(bytes);
  if (text === null) return { ok: false, problem: "is not UTF-8. Save it as CSV UTF-8" };
  try {
    const parsed = parse(text, {
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly Parsed[];
    const [header, ...records] = parsed.map(({ record, info }) => ({ line: info.lines, values: record }));
    if (!header) return { ok: false, problem: "is empty" };
    return { ok: true, table: { header: header.values, records } };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, problem: error.message };
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
