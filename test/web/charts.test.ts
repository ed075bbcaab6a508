import { describe, expect, it } from "vitest";
import { drawKey, type Series, WIDTHS } from "../../src/web/charts/draw.ts";
import { drawLines } from "../../src/web/charts/lines.ts";
import { drawShare } from "../../src/web/charts/share.ts";
import { drawStacked } from "../../src/web/charts/stacked.ts";

const [wide = WIDTHS[0]] = WIDTHS;
if (!wide) throw new Error("There is no width");
const TOLD = { id: "merges", title: "Merges <over> time", description: "2 allowed & 1 bypassed" };
const SERIES: readonly Series[] = [
  { key: "allowed", label: "Allowed", tone: "success" },
  { key: "bypassed", label: "Bypassed", tone: "danger" },
];
const week = (at: number) => new Date(Date.UTC(2026, 10, 2 + 7 * at));
const COUNTS = [
  { from: week(0), to: week(1), key: "allowed", count: 2 },
  { from: week(0), to: week(1), key: "bypassed", count: 1 },
  { from: week(1), to: week(2), key: "allowed", count: 0 },
  { from: week(1), to: week(2), key: "bypassed", count: 0 },
];

describe("a chart", () => {
  const drawings = WIDTHS.flatMap((width) => [
    drawStacked(TOLD, width, SERIES, COUNTS),
    drawLines({ ...TOLD, id: "lines" }, width, {
      series: SERIES,
      points: [0, 1].map((at) => ({ at: week(at), percent: 50, key: "allowed", part: "1.0.0" })),
      breaks: [{ at: week(1), label: "2.0.0" }],
    }),
    drawShare({ ...TOLD, id: "share" }, width, [{ at: week(0), percent: 50 }], { from: week(0), to: week(2) }),
  ]);

  it.each(drawings)("is an image with a title and a description, and has no style of its own: %#", (svg) => {
    expect(svg).toMatch(/<svg [^>]*role="img"/);
    const [, labels = ""] = /aria-labelledby="([^"]+)"/.exec(svg) ?? [];
    for (const id of labels.split(" ")) expect(svg).toContain(`id="${id}"`);
    expect(svg).toContain("Merges &lt;over&gt; time</title>");
    expect(svg).toContain("2 allowed &amp; 1 bypassed</desc>");
    expect(svg).not.toMatch(/<style|\sstyle=|<script/);
  });

  it("has no id twice, in whatever widths it is drawn", () => {
    const ids = [...drawings.join("").matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("bars", () => {
  it("are told apart by pattern, and not by colour alone", () => {
    const svg = drawStacked(TOLD, wide, SERIES, COUNTS);

    const patterns = [...svg.matchAll(/<pattern [^>]*>(.*?)<\/pattern>/g)].map(([, inside]) => inside);
    expect(patterns).toHaveLength(2);
    expect(patterns[0]).toContain("tone-success");
    expect(patterns[1]).toContain("tone-danger");
    expect(patterns.map((inside) => /<path d="([^"]*)"/.exec(inside ?? "")?.[1] ?? "")).toEqual([
      "",
      expect.stringMatching(/./),
    ]);
    expect(drawKey("merges", SERIES[1] as Series, 1)).toContain(/<path d="([^"]*)"/.exec(patterns[1] ?? "")?.[0]);
  });

  it("are as high as their count", () => {
    const svg = drawStacked(TOLD, wide, SERIES, COUNTS);

    const heights = [...svg.matchAll(/<rect fill="url\(#merges-wide-fill-(\d)\)" height="([\d.]+)"/g)].map(
      ([, place, height]) => ({ place: Number(place), height: Number(height) }),
    );
    const [allowed = 0, bypassed = 0] = heights.slice(0, 2).map(({ height }) => height);
    expect(allowed).toBeCloseTo(2 * bypassed);
    expect(heights.slice(2).map(({ height }) => height)).toEqual([0, 0]);
  });
});

describe("a share", () => {
  it("is not drawn where there was nothing to have a share of", () => {
    const points = [
      { at: week(0), percent: null },
      { at: week(1), percent: 100 },
    ];

    const svg = drawShare({ ...TOLD, id: "share" }, wide, points, { from: week(0), to: week(2) });

    expect(svg.match(/<circle /g)).toHaveLength(1);
  });
});
