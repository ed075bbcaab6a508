import { DAY_MS } from "../../domain/day.ts";
import type { Period } from "../../evidence/report.ts";

const WEEK_MS = 7 * DAY_MS;
/** More bars than this are too thin to tell apart. */
const MOST_WEEKS = 53;

export interface Steps {
  readonly step: "week" | "month";
  /** From the first one that has a part in the period to the last, each cut to the period. */
  readonly steps: readonly Period[];
}

/** The weeks of a period, from Monday on, or its months where there are too many weeks. All in UTC. */
export function stepsOf({ from, to }: Period): Steps {
  const step = to.getTime() - from.getTime() > MOST_WEEKS * WEEK_MS ? "month" : "week";
  const steps: Period[] = [];
  for (let start = from; start < to; ) {
    const next = step === "week" ? nextMonday(start) : nextMonth(start);
    const end = next < to ? next : to;
    steps.push({ from: start, to: end });
    start = end;
  }
  return { step, steps };
}

function nextMonday(at: Date): Date {
  const midnight = Math.floor(at.getTime() / DAY_MS) * DAY_MS;
  const daysSinceMonday = (new Date(midnight).getUTCDay() + 6) % 7;
  return new Date(midnight - daysSinceMonday * DAY_MS + WEEK_MS);
}

function nextMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}
