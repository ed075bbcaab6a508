import { DAY_MS } from "../domain/day.ts";
import type { Period } from "./report.ts";

export type ReadPeriod =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly option: "from" | "to"; readonly problem: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Two days of the calendar in UTC, both included. */
export function readPeriod({ from, to }: { readonly from: string; readonly to: string }, now: Date): ReadPeriod {
  const first = midnightOf(from);
  if (first === null) return { ok: false, option: "from", problem: `${from} is no day: write it as 2027-03-01` };
  const last = midnightOf(to);
  if (last === null) return { ok: false, option: "to", problem: `${to} is no day: write it as 2027-03-31` };
  if (last < first) return { ok: false, option: "to", problem: `${to} is before ${from}` };
  if (first > now.getTime()) return { ok: false, option: "from", problem: `${from} is still to come` };
  return { ok: true, period: { from: new Date(first), to: new Date(last + DAY_MS) } };
}

export type ReadPoint = { readonly ok: true; readonly at: Date } | { readonly ok: false; readonly problem: string };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

/** An instant in UTC, or a day: what was so when it ended. */
export function readPoint(text: string, now: Date): ReadPoint {
  const day = midnightOf(text);
  const at = day === null ? instantOf(text) : day + DAY_MS - 1;
  if (at === null) return { ok: false, problem: `${text} is no time: write it as 2027-03-31, or 2027-03-31T09:00:00Z` };
  if ((day ?? at) > now.getTime()) return { ok: false, problem: `${text} is still to come` };
  return { ok: true, at: new Date(at) };
}

/** Null where its day is none. */
function instantOf(text: string): number | null {
  if (!INSTANT.test(text) || midnightOf(text.slice(0, 10)) === null) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** Null for what is no day, such as the 30th of February, which would become one of March. */
function midnightOf(day: string): number | null {
  const at = DAY.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? at : null;
}
