import { type PlotOptions, rectY, ruleY } from "@observablehq/plot";
import { draw, fillOf, type Series, shortDay, type Told, type Width } from "./draw.ts";

/** How many of one series fell into one step of time. */
export interface Count {
  readonly from: Date;
  readonly to: Date;
  readonly key: string;
  readonly count: number;
}

/** Counts over time, a bar for each step, stacked by series. */
export function drawStacked(told: Told, width: Width, series: readonly Series[], counts: readonly Count[]): string {
  const order = series.map(({ key }) => key);
  const tallest = tallestOf(counts);
  const options: PlotOptions = {
    marginLeft: 44,
    x: { type: "utc", label: null, ticks: ticksOf(counts, width), tickFormat: shortDay },
    y: { grid: true, label: null, ticks: Math.min(5, tallest), domain: [0, Math.max(1, tallest)] },
    color: { type: "ordinal", domain: order, range: series.map((_, index) => fillOf(told.id, width, index)) },
    marks: [
      rectY(counts, {
        ...{ x1: "from", x2: "to", y: "count", fill: "key", order, className: "bars" },
        ...{ insetLeft: 1, insetRight: 1 },
      }),
      ruleY([0]),
    ],
  };
  return draw(told, width, series, options);
}

function tallestOf(counts: readonly Count[]): number {
  const heights = new Map<number, number>();
  for (const { from, count } of counts) heights.set(from.getTime(), (heights.get(from.getTime()) ?? 0) + count);
  return Math.max(0, ...heights.values());
}

const MOST_TICKS = { wide: 8, narrow: 4 } as const;

/** Where bars begin, as many as there is room for. */
function ticksOf(counts: readonly Count[], { name }: Width): readonly Date[] {
  const starts = [...new Set(counts.map(({ from }) => from.getTime()))];
  const every = Math.ceil(starts.length / MOST_TICKS[name]);
  return starts.filter((_, place) => place % every === 0).map((start) => new Date(start));
}
