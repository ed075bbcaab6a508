import { type Column, type Row, valuesOf } from "./report.ts";

/** One object a line, its keys in the order of the columns: nothing of a row is lost. */
export function jsonLines(columns: readonly Column[], rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(inOrder(columns, row))}\n`).join("");
}

function inOrder(columns: readonly Column[], row: Row): Row {
  const values = valuesOf(columns, row);
  return Object.fromEntries(columns.map(({ name }, index) => [name, values[index] ?? null]));
}
