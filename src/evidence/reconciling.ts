import type { Period, Reconciliation } from "./report.ts";
import type { EntrySource, EntryType } from "./sources.ts";

type Counted = Reconciliation["total"];

export function reconciled(what: string, parts: readonly Counted[], total: Counted): Reconciliation {
  return { what, parts, total, residual: total.count - parts.reduce((sum, { count }) => sum + count, 0) };
}

/**
 * Rows, as this report made them, against entries as the database counts them. A row that was left out, or stands twice,
 * is a residual.
 */
export async function rowsAgainstEntries(
  rows: ReadonlyMap<string, number>,
  types: readonly EntryType[],
  { entries, period }: { readonly entries: EntrySource; readonly period: Period },
): Promise<Reconciliation[]> {
  const counts = await entries.countByType(period);
  return types.map((type) =>
    reconciled(`rows that rest on an entry ${type}`, [{ name: "rows", count: rows.get(type) ?? 0 }], {
      name: `entries ${type} in the period`,
      count: counts.get(type) ?? 0,
    }),
  );
}

/** Counts what passes by. */
export function createTally(): { readonly counts: ReadonlyMap<string, number>; add(key: string): void; clear(): void } {
  const counts = new Map<string, number>();
  return {
    counts,
    add: (key) => void counts.set(key, (counts.get(key) ?? 0) + 1),
    clear: () => counts.clear(),
  };
}
