import type { Period, Report, Value } from "../../evidence/report.ts";
import { type AuditDeps, onReports } from "./deps.ts";
import type { CoverageView, Scope, SeriesView } from "./port.ts";
import { briefOf, readFirst } from "./reports.ts";
import { stepsOf } from "./steps.ts";

/** A report whose rows have an instant, and are of one kind each. */
interface Series {
  readonly id: string;
  /** Column with the instant. */
  readonly at: string;
  /** Column with the kind. */
  readonly by: string;
}

export const EXCEPTIONS: Series = { id: "R-06", at: "opened", by: "type" };
export const MERGES: Series = { id: "R-21", at: "landed_at", by: "result" };
const COVERAGE = "R-20";

const MOST_ROWS = 50_000;
const ROWS_SHOWN = 50;

/** The rows of the period counted by step of time and kind, in one pass. */
export function readSeries({ org, period }: Scope, { id, at, by }: Series, deps: AuditDeps): Promise<SeriesView> {
  return onReports(org, deps, async (reports) => {
    const report = reportOf(reports, id);
    const { steps, step } = stepsOf(period);
    const counts = new Map<string, Map<number, number>>();
    const { counted, rows } = await readFirst(report, period, {
      limit: MOST_ROWS,
      shown: ROWS_SHOWN,
      see: (row) => {
        count(counts, String(row[by]), placeOf(row[at] ?? null, steps));
      },
    });
    const kinds = [...counts.keys()].toSorted();
    return {
      report: briefOf(report),
      step,
      counts: steps.flatMap((one, place) =>
        kinds.map((key) => ({ ...one, key, count: counts.get(key)?.get(place) ?? 0 })),
      ),
      totals: new Map(kinds.map((key) => [key, sumOf(counts.get(key)?.values() ?? [])])),
      columns: report.columns,
      rows,
      counted,
    };
  });
}

/** What began before the period stands in its first step; what is known to be so now, and not since when, in its last. */
function placeOf(at: Value, steps: readonly Period[]): number {
  if (at === null) return steps.length - 1;
  const instant = Date.parse(String(at));
  return Math.max(
    0,
    steps.findLastIndex(({ from }) => from.getTime() <= instant),
  );
}

export function readCoverage(scope: Scope, deps: AuditDeps): Promise<CoverageView> {
  return onReports(scope.org, deps, async (reports) => {
    const report = reportOf(reports, COVERAGE);
    const { counted, rows } = await readFirst(report, scope.period, { limit: MOST_ROWS, shown: ROWS_SHOWN });
    const looks = await deps.reading.coverageLooks(scope);
    return { report: briefOf(report), looks, columns: report.columns, rows, counted };
  });
}

function reportOf(reports: readonly Report[], id: string): Report {
  const found = reports.find((one) => one.id === id);
  if (!found) throw new Error(`There is no report ${id}`);
  return found;
}

function count(counts: Map<string, Map<number, number>>, key: string, place: number): void {
  const own = counts.get(key) ?? new Map<number, number>();
  counts.set(key, own);
  own.set(place, (own.get(place) ?? 0) + 1);
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const one of numbers) sum += one;
  return sum;
}
