import { type DateFormat, parseDate } from "../../training/completions/date-format.ts";
import type { CsvRecord } from "../../training/completions/read-rows.ts";

/** Why a line cannot be used; it never leaves the readers of this folder. */
export class RefusedLine extends Error {
  override readonly name = "RefusedLine";
}

/** What stands under the first of these headings that the file has; empty where it has none. */
export type Cell = (names: readonly string[] | undefined) => string;

export type ReadLine<T> =
  | { readonly ok: true; readonly line: number; readonly told: T | null }
  | { readonly ok: false; readonly line: number; readonly cells: readonly string[]; readonly reason: string };

/** Reads one line; `read` answers null for one that is passed over, and throws `RefusedLine` for one that is refused. */
export function readLine<T>(
  { line, values }: CsvRecord,
  header: readonly string[],
  read: (cell: Cell) => T | null,
): ReadLine<T> {
  const refuse = (reason: string) => ({ ok: false as const, line, cells: values, reason });
  if (values.length !== header.length) return refuse(`has ${values.length} columns, and the heading ${header.length}`);
  try {
    return { ok: true, line, told: read((names) => (values[placeIn(header, names)] ?? "").trim()) };
  } catch (error) {
    if (error instanceof RefusedLine) return refuse(error.message);
    throw error;
  }
}

/** Where the first of these headings stands; -1 where the file has none of them. Case does not count. */
export function placeIn(header: readonly string[], names: readonly string[] = []): number {
  for (const name of names) {
    const place = header.findIndex((heading) => heading.trim().toLowerCase() === name.toLowerCase());
    if (place >= 0) return place;
  }
  return -1;
}

/** Of these, the columns that the file has not. */
export function missingIn(header: readonly string[], needed: readonly (readonly string[])[]): readonly string[] {
  return needed.filter((names) => placeIn(header, names) < 0).map((names) => names.join(" or "));
}

/** Of the columns that are read, those of which it is not clear which is meant. */
export function twiceIn(header: readonly string[], read: readonly (readonly string[])[]): readonly string[] {
  const words = header.map((heading) => heading.trim().toLowerCase());
  return read.flatMap((names) => {
    const place = placeIn(header, names);
    return place >= 0 && words.indexOf(words[place] ?? "", place + 1) >= 0 ? [header[place] ?? ""] : [];
  });
}

const LONGEST = 200;

export function textIn(text: string, otherwise: string): string {
  if (text === "") throw new RefusedLine(otherwise);
  if (text.length > LONGEST) throw new RefusedLine(`holds a text of more than ${LONGEST} characters`);
  // Postgres keeps no zero bytes.
  if (text.includes("\0")) throw new RefusedLine("holds a character that no text has (NUL)");
  return text;
}

export function timeIn(text: string, dates: DateFormat, now: Date): Date {
  const time = parseDate(text, dates);
  if (!time) throw new RefusedLine(`${JSON.stringify(text)} is not a time written as ${dates.format}`);
  if (time > now) throw new RefusedLine(`${time.toISOString()} is still to come: is the zone ${dates.zone} right?`);
  return time;
}

export function countIn(text: string, what: string, most = 1_000_000): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) > most)
    throw new RefusedLine(`${what} ${JSON.stringify(text)} is no whole number from 0 to ${most}`);
  return Number(text);
}
