import { DAY_MS } from "../../domain/day.ts";
/** When somebody's training in a layer ends, as things stand. */
export interface Ending {
  readonly person: string;
  readonly layer: string;
  readonly at: Date;
}

/** One bar of a chart. `from` is a Monday, `YYYY-MM-DD`; of the first week only the rest counts. */
export interface ForecastWeek {
  readonly from: string;
  /** People of whom something ends in that week; each counts once. */
  readonly people: number;
}

const WEEK_MS = 7 * DAY_MS;
export const FORECAST_DAYS = 120;

/** How many people's training ends in each of the weeks ahead, if nobody renews. Every week stands there, empty ones too. */
export function forecastLapses(
  endings: readonly Ending[],
  now: Date,
  days: number = FORECAST_DAYS,
): readonly ForecastWeek[] {
  const end = now.getTime() + days * DAY_MS;
  const ahead = endings.filter(({ at }) => at > now && at.getTime() <= end);
  const first = mondayOf(now.getTime());
  const weeks: ForecastWeek[] = [];
  for (let start = first; start <= end; start += WEEK_MS) {
    const inside = ahead.filter(({ at }) => at.getTime() >= start && at.getTime() < start + WEEK_MS);
    weeks.push({
      from: new Date(start).toISOString().slice(0, 10),
      people: new Set(inside.map(({ person }) => person)).size,
    });
  }
  return weeks;
}

/** Midnight UTC of the Monday of that week. */
export function mondayOf(instant: number): number {
  const midnight = Math.floor(instant / DAY_MS) * DAY_MS;
  const day = (new Date(midnight).getUTCDay() + 6) % 7;
  return midnight - day * DAY_MS;
}
