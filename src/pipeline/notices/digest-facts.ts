import type { PersonId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Hold } from "../../domain/stores/holds.ts";
import type { DigestFacts } from "./digest-text.ts";
import { toHoldNews } from "./gather-news.ts";
import { forecastOf, type LayerEnd } from "./lapses.ts";
import type { TellDeps } from "./tell.ts";
import { describeUnreached, type UnreachedNotice } from "./unreached.ts";

const SHOWN = 20;
const SOON_MS = 14 * 86_400_000;

interface Known {
  readonly ends: readonly LayerEnd[];
  readonly unreached: readonly UnreachedNotice[];
}

export async function gatherDigest(
  { orgId }: Installation,
  { ends, unreached }: Known,
  deps: TellDeps,
): Promise<DigestFacts> {
  const { stores } = deps;
  const now = deps.clock();
  const oldest = await stores.holds.list(orgId, { state: "waiting", after: null, limit: SHOWN });
  const waivers = await stores.waivers.listOf(orgId);
  const ending = waivers.filter(
    ({ approvedAt, endedAt, endsAt }) => approvedAt !== null && endedAt === null && isSoon(endsAt, now),
  );
  const loginOf = await logins([...oldest, ...ending], deps);
  const stopped = await stores.accessRuns.listHeld(orgId);
  return {
    waiting: { count: await stores.holds.countWaiting(orgId), oldest: await describeHolds(oldest, loginOf, deps) },
    unreached: await describeUnreached(unreached, deps),
    stopped: stopped.map(({ kind, asked, at }) => ({ kind, asked, at })),
    conflicts: (await stores.accessGates.conflicts(orgId)).length,
    waivers: ending.map(({ person, layer, endsAt }) => ({ login: loginOf(person), layer, until: endsAt })),
    lapses: soonest(ends, now),
    forecast: forecastOf(ends, now),
  };
}

function isSoon(at: Date, now: Date): boolean {
  return at > now && at.getTime() - now.getTime() <= SOON_MS;
}

function soonest(ends: readonly LayerEnd[], now: Date): DigestFacts["lapses"] {
  return ends
    .flatMap(({ state, login, layer, at }) => (state === "met" && at && isSoon(at, now) ? [{ login, layer, at }] : []))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

async function logins(
  about: readonly { readonly person: PersonId }[],
  { stores }: TellDeps,
): Promise<(person: PersonId) => string> {
  const accounts = await stores.people.accountsOfAll(about.map(({ person }) => person));
  return (person) => accounts.find((account) => account.person === person)?.login ?? "somebody without an account";
}

function describeHolds(
  holds: readonly Hold[],
  loginOf: (person: PersonId) => string,
  deps: TellDeps,
): Promise<DigestFacts["waiting"]["oldest"]> {
  return Promise.all(
    holds.map(async (hold) => {
      const { what } = await toHoldNews(hold, deps);
      return { login: loginOf(hold.person), what, since: hold.openedAt };
    }),
  );
}
