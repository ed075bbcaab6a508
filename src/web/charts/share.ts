import { areaY, dot, lineY, type PlotOptions, ruleY } from "@observablehq/plot";
import { draw, fillOf, type Told, type Width } from "./draw.ts";

export interface SharePoint {
  readonly at: Date;
  /** In percent; null where there was nothing to have a share of. */
  readonly percent: number | null;
}

interface Span {
  readonly from: Date;
  /** Up to where what was seen last is drawn. */
  readonly to: Date;
}

/** A share over time: it holds from one look to the next, and a dot stands where somebody looked. */
export function drawShare(told: Told, width: Width, points: readonly SharePoint[], span: Span): string {
  const last = points.at(-1);
  const held = last === undefined || last.at >= span.to ? points : [...points, { ...last, at: span.to }];
  const steps = { x: "at", y: "percent", curve: "step-after" } as const;
  const options: PlotOptions = {
    marginLeft: 44,
    x: { type: "utc", label: null, ticks: width.name === "wide" ? 8 : 4, domain: [span.from, span.to] },
    y: { grid: true, label: null, domain: [0, 100], ticks: 5, tickFormat: (percent: number) => `${percent}%` },
    marks: [
      areaY(held, { ...steps, fill: fillOf(told.id, width, 0), className: "share-area" }),
      lineY(held, { ...steps, className: "share-line" }),
      ...(points.length <= MOST_DOTS ? [dot(points, { x: "at", y: "percent", r: 3, className: "share-dot" })] : []),
      ruleY([0]),
    ],
  };
  return draw(told, width, [{ key: "share", label: told.title, tone: "accent" }], options);
}

/** More stand so close that they hide the line. */
const MOST_DOTS = 60;
