import type { PersonId } from "../../domain/ids.ts";
import type { HoldsDesk } from "../access/holds-desk.ts";
import type { StandingDeps } from "../admin/people-standing.ts";
import { toHoldNews } from "../notices/gather-news.ts";
import { readForecast } from "./forecast.ts";
import { type HoldPagesDeps, listHolds } from "./holds.ts";
import type { AccessPages, OwnHold } from "./port.ts";
import { listTeams } from "./teams.ts";

export interface AccessPagesDeps extends HoldPagesDeps, StandingDeps {
  readonly desk: HoldsDesk;
}

export function createAccessPages(deps: AccessPagesDeps): AccessPages {
  const { desk } = deps;
  return {
    holds: (org, asked) => listHolds(org, asked, deps),
    runs: desk.runs,
    teams: (org) => listTeams(org, deps),
    forecast: (org) => readForecast(org, deps),
    waitingOf: (person) => listOwn(person, deps),
    release: desk.release,
    releaseRun: desk.releaseRun,
  };
}

/** Nobody who leaves is asked for training. */
async function listOwn(person: PersonId, deps: AccessPagesDeps): Promise<readonly OwnHold[]> {
  const holds = (await deps.stores.holds.ofPerson(person)).filter(({ cause }) => cause !== "leaver");
  return Promise.all(
    holds.map(async (hold) => {
      const { id, what, instead, courses } = await toHoldNews(hold, deps);
      return { id, what, instead, since: hold.openedAt, courses: courses.map(({ title }) => title) };
    }),
  );
}
