import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { dayText } from "../../gate/day-text.ts";

/** Who may look at colours alone is told by the pattern, too: each series has its own, in the order in which they stand. */
export type ChartTone = "success" | "accent" | "attention" | "done" | "danger" | "neutral";

export interface Series {
  readonly key: string;
  readonly label: string;
  readonly tone: ChartTone;
}

export interface Told {
  /** Of the chart, on its page. */
  readonly id: string;
  readonly title: string;
  /** What a look at it shows, for who cannot look. */
  readonly description: string;
}

/** One drawing for wide pages and one for narrow ones, so that text is never scaled below what can be read. */
export interface Width {
  readonly name: "wide" | "narrow";
  readonly width: number;
  readonly height: number;
}

export const WIDTHS: readonly Width[] = [
  { name: "wide", width: 720, height: 280 },
  { name: "narrow", width: 340, height: 240 },
];

const TEXTURES = [
  "",
  "M-2 2l4-4M0 8l8-8M6 10l4-4",
  "M2 2h4v4h-4z",
  "M-2 6l4 4M0 0l8 8M6-2l4 4",
  "M0 2h8M0 6h8",
  "M2 0v8M6 0v8",
] as const;

/**
 * The drawing as SVG text, made on the server. It has no style of its own (the pages' policy refuses that): classes and
 * presentation attributes only, with the rules in our sheet.
 */
export function draw(told: Told, width: Width, series: readonly Series[], options: PlotOptions): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = plot({
    ...options,
    document,
    className: "plot",
    width: width.width,
    height: width.height,
    marginBottom: 40,
  });
  svg.querySelector("style")?.remove();
  for (const part of Array.from(svg.querySelectorAll("[aria-label]"))) part.removeAttribute("aria-label");
  const id = `${told.id}-${width.name}`;
  const labels = [textNode("title", `${id}-title`, told.title), textNode("desc", `${id}-desc`, told.description)];
  svg.setAttribute("class", `plot plot-${width.name}`);
  svg.setAttribute("font-size", "12");
  svg.removeAttribute("font-family");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title ${id}-desc`);
  svg.prepend(...labels, patternsOf(id, series));
  return svg.outerHTML;

  function textNode(name: "title" | "desc", textId: string, text: string) {
    const node = document.createElementNS(SVG, name);
    node.setAttribute("id", textId);
    node.textContent = text;
    return node;
  }

  function patternsOf(chart: string, all: readonly Series[]) {
    const defs = document.createElementNS(SVG, "defs");
    defs.innerHTML = all.map(({ tone }, index) => patternText(fillId(chart, index), tone, index)).join("");
    return defs;
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** What marks are filled with, by the place of their series. */
export const fillOf = (chart: string, width: Width, index: number) =>
  `url(#${fillId(`${chart}-${width.name}`, index)})`;

const fillId = (chart: string, index: number) => `${chart}-fill-${index}`;

function patternText(id: string, tone: ChartTone, index: number): string {
  const texture = TEXTURES[index % TEXTURES.length] ?? "";
  return [
    `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse">`,
    `<rect width="8" height="8" class="tone-${tone}"></rect>`,
    texture === "" ? "" : `<path d="${texture}" class="texture"></path>`,
    "</pattern>",
  ].join("");
}

/** The key's sign for a series: a pattern is found only in a drawing that is shown, so each sign brings its own. */
export function drawKey(chart: string, { tone }: Series, index: number): string {
  const id = fillId(`${chart}-key`, index);
  const pattern = patternText(id, tone, index);
  const box = `<rect width="16" height="16" rx="2" fill="url(#${id})"></rect>`;
  return `<svg class="key" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><defs>${pattern}</defs>${box}</svg>`;
}

/** `14 Sep`, and on a second line the year. */
export function shortDay(day: Date): string {
  const [number, month = "", year] = dayText(day.toISOString()).split(" ");
  return `${number} ${month.slice(0, 3)}\n${year}`;
}
