import type { PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import { type JudgedPerson, judgedPeople, type StandingDeps } from "../admin/people-standing.ts";
import { type ForecastWeek, forecastLapses } from "./forecast.ts";
import { TOLD } from "./told-scope.ts";

/** Somebody's training in one layer. */
export interface LayerEnd {
  readonly person: PersonId;
  readonly login: string;
  readonly layer: string;
  readonly state: "met" | "grace" | "missing";
  /** Null: never, or it is missing already. */
  readonly at: Date | null;
}

/** Of everybody whose training is asked for where the policy flags or blocks. */
export async function layerEnds(installation: Installation, deps: StandingDeps): Promise<readonly LayerEnd[]> {
  return (await judgedPeople(installation, deps, TOLD)).flatMap(endsOf);
}

/** The chart of the weeks ahead. */
export async function lapseForecast(installation: Installation, deps: StandingDeps): Promise<readonly ForecastWeek[]> {
  return forecastOf(await layerEnds(installation, deps), deps.clock());
}

/** Who is in grace has lapsed already. */
export function forecastOf(ends: readonly LayerEnd[], now: Date): readonly ForecastWeek[] {
  const ahead = ends.flatMap(({ state, at, ...end }) => (state === "met" && at ? [{ ...end, at }] : []));
  return forecastLapses(ahead, now);
}

function endsOf({ person, accounts, layers }: JudgedPerson): readonly LayerEnd[] {
  return layers.map(({ layer, standing }) => ({
    person,
    login: accounts[0]?.login ?? "",
    layer,
    state: standing.state,
    at: standing.state === "missing" || standing.until === null ? null : new Date(standing.until),
  }));
}
