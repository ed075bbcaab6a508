import { DAY_MS } from "../../domain/day.ts";
import type { OrgId } from "../../domain/ids.ts";
import { installationOf } from "../admin/deps.ts";
import type { StandingDeps } from "../admin/people-standing.ts";
import { FORECAST_DAYS } from "../notices/forecast.ts";
import { forecastOf, type LayerEnd, layerEnds } from "../notices/lapses.ts";
import type { ForecastView, LapseRow } from "./port.ts";

const SOON_MS = 14 * DAY_MS;

/** How many lapse in which week, and who. Who is in grace has lapsed already. */
export async function readForecast(org: OrgId, deps: StandingDeps): Promise<ForecastView> {
  const ends = await layerEnds(await installationOf(org, deps), deps);
  const now = deps.clock();
  const last = now.getTime() + FORECAST_DAYS * DAY_MS;
  const lapses = ends.flatMap((end) => toLapse(end, now.getTime(), last));
  const soon = new Date(now.getTime() + SOON_MS);
  return { soon, weeks: forecastOf(ends, now), lapses: lapses.sort((a, b) => a.at.getTime() - b.at.getTime()) };
}

function toLapse({ state, at, ...end }: LayerEnd, now: number, last: number): readonly LapseRow[] {
  const isAhead = state === "met" && at !== null && at.getTime() > now && at.getTime() <= last;
  return isAhead ? [{ ...end, at }] : [];
}
