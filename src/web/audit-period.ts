import { DAY_MS } from "../domain/day.ts";
import type { Period } from "../evidence/report.ts";

/** Whole days, as they stand in an address. */
export interface AuditPeriod {
  /** `YYYY-MM-DD`. */
  readonly from: string;
  /** The last day, which counts. */
  readonly to: string;
  readonly instants: Period;
  /** The last day is not over. */
  readonly isOpen: boolean;
  /** What the address said is no period: this is the one that holds without it. */
  readonly isRefused: boolean;
}

const DEFAULT_DAYS = 90;
/** Ten years: a page of more would count for ever. */
const MOST_DAYS = 3_660;

/** What an address asks for; what it leaves out is the last 90 days up to and with today. */
export function auditPeriod(asked: { from?: string | undefined; to?: string | undefined }, now: Date): AuditPeriod {
  const to = asked.to === undefined || asked.to === "" ? startOfDay(now) : dayIn(asked.to);
  const from =
    asked.from === undefined || asked.from === "" ? to && daysBefore(to, DEFAULT_DAYS - 1) : dayIn(asked.from);
  if (from && to && from <= to && to <= daysAfter(from, MOST_DAYS))
    return periodOf(from, to, { now, isRefused: false });
  return { ...lastDays(DEFAULT_DAYS, now), isRefused: true };
}

export function lastDays(days: number, now: Date): AuditPeriod {
  const today = startOfDay(now);
  return periodOf(daysBefore(today, days - 1), today, { now, isRefused: false });
}

function periodOf(from: Date, to: Date, told: { readonly now: Date; readonly isRefused: boolean }): AuditPeriod {
  const end = new Date(to.getTime() + DAY_MS);
  const { isRefused } = told;
  return { from: dayText(from), to: dayText(to), instants: { from, to: end }, isOpen: end > told.now, isRefused };
}

/** Undefined for what is no day of the calendar: 31 February is none. */
function dayIn(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00.000Z`);
  return Number.isNaN(day.getTime()) || dayText(day) !== text ? undefined : day;
}

const dayText = (day: Date) => day.toISOString().slice(0, 10);
const startOfDay = (at: Date) => new Date(`${dayText(at)}T00:00:00.000Z`);
const daysAfter = (day: Date, days: number) => new Date(day.getTime() + days * DAY_MS);
const daysBefore = (day: Date, days: number) => daysAfter(day, -days);
