import { CsvError } from "csv-parse";

/** So far as a file was understood; for the parser's `on_record`. */
export interface Progress {
  line: number;
  readonly on_record: <T>(record: T, context: { readonly lines: number }) => T;
}

export function watchProgress(): Progress {
  const progress: Progress = {
    line: 0,
    on_record(record, { lines }) {
      progress.line = lines;
      return record;
    },
  };
  return progress;
}

/** What is wrong, with the line to look at; undefined for what the parser does not say. The parser counts an open quotation to its end. */
export function problemOf(error: unknown, { line }: Progress): string | undefined {
  if (!(error instanceof CsvError)) return undefined;
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return `is no CSV that can be read: a quotation mark is not closed in the row that begins at line ${line + 1}`;
  return `is no CSV that can be read: ${error.message}`;
}
