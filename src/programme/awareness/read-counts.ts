import { AWARENESS_METHODS, type AwarenessMethod, HELD_KINDS, type HeldKind } from "../../domain/awareness.ts";
import type { CsvRecord } from "../../training/completions/read-rows.ts";
import { type Cell, countIn, missingIn, type ReadLine, RefusedLine, readLine, textIn, timeIn } from "./cells.ts";

/** Reports of incidents on one day. */
export interface ToldIncidents {
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly reports: number;
  /** Of a single report: how long after they noticed it. */
  readonly minutesToReport: number | null;
  /** What the other system calls it by; it is not kept as it stands. */
  readonly reference: string | null;
}

/** Something that people took part in: a drill, or a session about security. */
export interface ToldHeld {
  readonly on: string;
  readonly kind: HeldKind;
  readonly title: string;
  readonly method: AwarenessMethod;
  readonly participants: number;
}

export interface CountLayout {
  readonly header: readonly string[];
  /** How days are written. */
  readonly dates: string;
  readonly now: Date;
}

const INCIDENTS = {
  date: ["date", "day", "reported_on"],
  count: ["count", "reports"],
  minutes: ["minutes", "minutes_to_report"],
  reference: ["reference", "id", "ticket"],
};
const HELD = {
  date: ["date", "day"],
  title: ["title", "name", "kind"],
  kind: ["type"],
  method: ["method"],
  participants: ["participants", "attendees"],
};

/** The kinds of files with one form that is ours. */
export const COUNT_COLUMNS = {
  incidents: [INCIDENTS.date],
  drills: [HELD.date, HELD.title, HELD.participants],
} as const;

export function missingCountColumns(kind: keyof typeof COUNT_COLUMNS, header: readonly string[]): readonly string[] {
  return missingIn(header, COUNT_COLUMNS[kind]);
}

/** All that are read, where the file has them. */
export function countColumns(kind: keyof typeof COUNT_COLUMNS): readonly (readonly string[])[] {
  return Object.values(kind === "incidents" ? INCIDENTS : HELD);
}

export function readIncidentLine(record: CsvRecord, layout: CountLayout): ReadLine<ToldIncidents> {
  return readLine(record, layout.header, (cell) => {
    const reports = cell(INCIDENTS.count) === "" ? 1 : countIn(cell(INCIDENTS.count), "the count");
    const minutes = cell(INCIDENTS.minutes);
    if (minutes !== "" && reports !== 1) throw new RefusedLine("tells minutes of several reports: one line for each");
    if (reports === 0) return null;
    const reference = cell(INCIDENTS.reference);
    return {
      on: dayIn(cell, INCIDENTS.date, layout),
      reports,
      minutesToReport: minutes === "" ? null : countIn(minutes, "the minutes"),
      reference: reference === "" ? null : textIn(reference, ""),
    };
  });
}

export function readHeldLine(record: CsvRecord, layout: CountLayout): ReadLine<ToldHeld> {
  return readLine(record, layout.header, (cell) => ({
    on: dayIn(cell, HELD.date, layout),
    kind: oneOf(cell(HELD.kind) || "drill", HELD_KINDS, "the type"),
    title: textIn(cell(HELD.title), "says not what it was"),
    method: oneOf(cell(HELD.method) || "simulation", AWARENESS_METHODS, "the method"),
    participants: countIn(cell(HELD.participants), "the participants"),
  }));
}

function dayIn(cell: Cell, names: readonly string[], { dates, now }: CountLayout): string {
  return timeIn(cell(names), { format: dates, zone: "UTC" }, now).toISOString().slice(0, 10);
}

function oneOf<T extends string>(text: string, known: readonly T[], what: string): T {
  const found = known.find((one) => one === text.toLowerCase());
  if (!found) throw new RefusedLine(`${what} ${JSON.stringify(text)} is none of ${known.join(", ")}`);
  return found;
}
