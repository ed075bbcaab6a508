import type { ChartTone, Series } from "../../charts/draw.ts";
import { texts } from "../../texts.ts";

/** In the order in which bars are stacked: what is as it should be at the bottom. */
const RESULTS: Readonly<Record<keyof typeof texts.auditor.merges.results, ChartTone>> = {
  allowed: "success",
  flagged: "attention",
  waived: "accent",
  "break-glass": "done",
  bypassed: "danger",
  "not-covered": "danger",
  observed: "neutral",
};

const TONES: readonly ChartTone[] = ["accent", "danger", "attention", "done", "neutral", "success"];

/** The series that a chart has: those that are known, in their order, then others by name. */
export function seriesOf(totals: ReadonlyMap<string, number>): readonly Series[] {
  const names = texts.auditor.merges.results;
  const results = Object.keys(RESULTS) as (keyof typeof names)[];
  const known = results.filter((key) => totals.has(key)).map((key) => ({ key, label: names[key], tone: RESULTS[key] }));
  const others = [...totals.keys()].filter((key) => !Object.hasOwn(RESULTS, key)).toSorted();
  return [...known, ...others.map((key, index) => ({ key, label: wordsOf(key), tone: toneAt(index) }))];
}

const toneAt = (index: number): ChartTone => TONES[index % TONES.length] ?? "neutral";

/** `untrained_access` is `Untrained access`. */
function wordsOf(key: string): string {
  const words = key.replaceAll(/[_-]/g, " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
