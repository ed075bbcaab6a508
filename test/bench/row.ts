import { type Cell, formatTable } from "../../src/cli/table.ts";

/** One line of the table. `limit` is the budget, in the same unit; without one it is only told. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: string;
  /** What the same machine did in the same run without us. */
  readonly floor?: number;
  readonly limit?: { readonly at: "least" | "most"; readonly value: number };
}

export interface Bench {
  readonly name: string;
  run(): Promise<readonly Row[]>;
}

/** Against the floor where there is one, else against the limit. */
export function ratioOf({ measured, floor, limit }: Row): number | undefined {
  const against = floor ?? limit?.value;
  return against === undefined || against === 0 ? undefined : measured / against;
}

export function isOver({ measured, limit }: Row): boolean {
  if (limit === undefined) return false;
  return limit.at === "least" ? measured < limit.value : measured > limit.value;
}

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row): Cell[] => {
    const { what, measured, unit, floor, limit } = row;
    const budget = limit === undefined ? "" : `${limit.at === "least" ? "≥" : "≤"} ${shown(limit.value)}`;
    const verdict = limit === undefined ? "" : isOver(row) ? "OVER" : "ok";
    const ratio = ratioOf(row);
    const cells = [shown(measured), unit, floor === undefined ? "" : shown(floor), budget];
    return [what, ...cells, ratio === undefined ? "" : ratio.toFixed(2), verdict];
  });
  return formatTable([["what", "measured", "", "floor", "budget", "ratio", ""], ...lines]);
}

export function toJson(rows: readonly Row[]): string {
  return JSON.stringify(
    rows.map((row) => ({ ...row, ratio: ratioOf(row) ?? null, ok: row.limit === undefined ? null : !isOver(row) })),
    undefined,
    2,
  );
}

function shown(value: number): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
