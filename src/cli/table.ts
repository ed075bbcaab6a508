export type Cell = string | number;

/** Columns of equal width for a terminal; numbers stand to the right. The first row is the heading. */
export function formatTable(rows: readonly (readonly Cell[])[]): string {
  const widths = rows.reduce<readonly number[]>(
    (sofar, row) => row.map((cell, column) => Math.max(sofar[column] ?? 0, String(cell).length)),
    [],
  );
  const isNumeric = widths.map((_, column) => rows.slice(1).every((row) => isNumber(row[column])));
  return rows
    .map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, isNumeric[column] === true)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === "number" || cell === "";
}

function pad(cell: Cell, width: number, toTheRight: boolean): string {
  return toTheRight ? String(cell).padStart(width) : String(cell).padEnd(width);
}
