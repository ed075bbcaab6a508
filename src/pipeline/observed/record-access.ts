import type { AccessObservation } from "../../domain/access.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { Entries } from "../entries.ts";
import { accessWording } from "./access-entries.ts";

/**
 * Keeps what was observed and is news, with an entry for each, and with it what follows from it and GitHub tells nobody: who leaves the
 * organisation leaves its teams, who joins is invited no more, and with a team go its seats and repositories. In the
 * transaction of the change.
 */
export async function recordAccess(
  stores: TxStores,
  observations: readonly AccessObservation[],
  entries: Pick<Entries, "appendAll">,
): Promise<void> {
  const news = await withoutKnown(observations, stores);
  if (news.length === 0) return;
  await stores.access.record(news);
  const ends: AccessObservation[] = [];
  for (const seen of news) ends.push(...(await endedWith(seen, stores)));
  if (ends.length > 0) await stores.access.record(ends);
  await logAccess(stores, [...news, ...ends], entries);
}

/** Every event of a team tells how it is called. */
async function withoutKnown(
  observations: readonly AccessObservation[],
  { access }: TxStores,
): Promise<readonly AccessObservation[]> {
  const news: AccessObservation[] = [];
  for (const seen of observations) {
    const known = TOLD_BY_THE_WAY.includes(seen.kind) ? await access.newestOf(seen.orgId, [seen]) : [];
    if (!known.some(({ present, role }) => present === seen.present && role === seen.role)) news.push(seen);
  }
  return news;
}

const TOLD_BY_THE_WAY: readonly AccessObservation["kind"][] = ["team", "team-parent"];

/** Entries alone, one for each observation whose account has a person. */
export async function logAccess(
  stores: TxStores,
  observations: readonly AccessObservation[],
  entries: Pick<Entries, "appendAll">,
): Promise<void> {
  const wording = await accessWording(stores, observations);
  const times = new Map(observations.map(({ observedAt }) => [observedAt.getTime(), observedAt]));
  for (const at of times.values()) {
    const then = observations.filter(({ observedAt }) => observedAt.getTime() === at.getTime());
    await entries.appendAll(stores, at, then.flatMap(wording.observed));
  }
}

async function endedWith(seen: AccessObservation, stores: TxStores): Promise<readonly AccessObservation[]> {
  const gone = await heldBy(seen, stores);
  return gone
    .filter(({ observedAt }) => observedAt <= seen.observedAt)
    .map((held) => ({
      ...held,
      present: false,
      source: seen.source,
      deliveryId: seen.deliveryId,
      observedAt: seen.observedAt,
      notBefore: seen.notBefore,
      recordedAt: seen.recordedAt,
    }));
}

async function heldBy(seen: AccessObservation, { access }: TxStores): Promise<readonly AccessObservation[]> {
  const { kind, orgId, accountId, teamId, present } = seen;
  if (kind === "member" && accountId !== null) {
    const own = await access.ofAccount(orgId, accountId);
    const ended: readonly AccessObservation["kind"][] = present ? ["invitation"] : ["team-member", "org-role"];
    return own.filter((held) => ended.includes(held.kind));
  }
  if (kind === "team" && teamId !== null && !present) return access.ofTeams(orgId, [teamId]);
  return [];
}
