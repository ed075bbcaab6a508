import { dot, lineY, type PlotOptions, ruleX, ruleY, text } from "@observablehq/plot";
import { draw, type Series, type Told, type Width } from "./draw.ts";

export interface LinePoint {
  readonly at: Date;
  readonly percent: number;
  /** Of which series. */
  readonly key: string;
  /** Points of another part are joined by no line: they are not of the same thing. */
  readonly part: string;
}

/** Where something changed, so that what stands on both sides is not to be compared. */
export interface Break {
  readonly at: Date;
  readonly label: string;
}

/** Shares over time, a line for each series, broken where what is measured changed. A dot stands on each figure. */
export function drawLines(
  told: Told,
  width: Width,
  { series, points, breaks }: { series: readonly Series[]; points: readonly LinePoint[]; breaks: readonly Break[] },
): string {
  const options: PlotOptions = {
    marginLeft: 44,
    marginTop: 24,
    x: { type: "utc", label: null, ticks: width.name === "wide" ? 8 : 4 },
    y: { grid: true, label: null, domain: [0, 100], ticks: 5, tickFormat: (percent: number) => `${percent}%` },
    marks: [
      ruleX(breaks, { x: "at", className: "break-line" }),
      text(breaks, { x: "at", text: "label", frameAnchor: "top", dy: -12, className: "break-label" }),
      ...series.flatMap(({ key, tone }, index) => {
        const own = points.filter((point) => point.key === key);
        const place = { x: "at", y: "percent" } as const;
        const dashes = index === 0 ? {} : { strokeDasharray: "6 3" };
        return [
          lineY(own, { ...place, z: "part", ...dashes, className: `line-${tone}` }),
          dot(own, { ...place, r: 4, symbol: index === 0 ? "circle" : "square", className: `dot-${tone}` }),
        ];
      }),
      ruleY([0]),
    ],
  };
  return draw(told, width, series, options);
}
