import { stringify } from "csv-stringify/sync";
import { type Column, type Row, type Value, valuesOf } from "./report.ts";

/** As the manifest tells it to whoever reads the files. */
export const CSV_RULE =
  "RFC 4180, UTF-8 without a byte order mark, lines end in CRLF, the first line names the columns. An empty field is an " +
  "absent value, or a list of nothing. A text that is empty, or begins with one of = + - @ ' TAB CR LF or their " +
  "full-width forms, has one ' put before it, so that no spreadsheet evaluates it: take one leading ' away to have the " +
  "text again. Numbers, true and false stand as they are. A list is one text, its items joined by '; '. The JSONL file " +
  "beside it is lossless.";

/**
 * What spreadsheets take for the beginning of a formula: https://owasp.org/www-community/attacks/CSV_Injection.
 * The quote itself is among them, so that one that belongs to a text is told from one that was put there.
 */
const EVALUATED = /^[=+\-@'\t\r\n＝＋－＠]/u;

/** Lone CR and LF too: the package quotes for the delimiter of records as a whole. */
const FORMAT = { record_delimiter: "\r\n", quoted_match: /[\r\n]/ } as const;

export function csvHeading(columns: readonly Column[]): string {
  return stringify([columns.map(({ name }) => name)], FORMAT);
}

export function csvLines(columns: readonly Column[], rows: readonly Row[]): string {
  return stringify(
    rows.map((row) => valuesOf(columns, row).map(fieldOf)),
    FORMAT,
  );
}

export function fieldOf(value: Value): string {
  if (value === null || (typeof value === "object" && value.length === 0)) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : value.join("; ");
  return text === "" || EVALUATED.test(text) ? `'${text}` : text;
}

/** The other way round: the text that a field stands for, or null where the value is absent. */
export function textOfField(field: string): string | null {
  if (field === "") return null;
  return field.startsWith("'") ? field.slice(1) : field;
}
