import type { AccessObservation } from "../domain/access.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { TxStores } from "../domain/stores/index.ts";
import type { DraftOf } from "./entries.ts";
import type { AccessSnapshot } from "./github-port.ts";
import type { SweepDeps } from "./sweep.ts";

/**
 * A full look at who has which access: what holds from now on is compared with it, and what no delivery told comes to
 * light. One transaction, so that half a snapshot never looks like access that was taken away.
 *
 * Dated `at`, when it began: what a delivery tells from then on is newer. If anything was found, every open head is looked
 * at again.
 */
export async function recordBaseline(
  installation: Installation,
  repositories: readonly Repository[],
  at: Date,
  deps: SweepDeps,
): Promise<void> {
  const snapshot = await deps.installations.readAccess(installation, repositories, at);
  await deps.transact(async (stores) => {
    await stores.people.ensure(snapshot.accounts, at);
    const known = await stores.access.current(installation.orgId);
    const news = differences(snapshot.observations, within(known, repositories, at), at);
    await stores.access.record(news);
    await stores.installations.markBaseline(installation.id, at);
    if (installation.baselineAt === null) await logWhole(stores, snapshot, { installation, at }, deps);
    else for (const one of news) await deps.entries.accessObserved(stores, one);
    const heads = news.length === 0 ? [] : await stores.pulls.openHeads(installation.id);
    await stores.jobs.file(heads.map((head) => ({ subject: { kind: "head", ...head } })));
  });
}

/** The first one is written as counts; the rows are the detail. */
async function logWhole(
  stores: TxStores,
  snapshot: AccessSnapshot,
  { installation, at }: { installation: Installation; at: Date },
  { entries }: SweepDeps,
): Promise<void> {
  await entries.append<DraftOf<"access.baseline">>(stores, at, {
    type: "access.baseline",
    org: installation.orgId,
    actor: { kind: "app" },
    source: { kind: "reconcile" },
    resource: { kind: "organisation", id: String(installation.orgId) },
    counts: { ...snapshot.counts, observations: snapshot.observations.length },
  });
}

/** What the look could have seen: of other repositories, and of what came after it began, it says nothing. */
function within(
  known: readonly AccessObservation[],
  repositories: readonly Repository[],
  at: Date,
): readonly AccessObservation[] {
  const reached = new Set(repositories.map(({ id }) => id));
  return known.filter(
    ({ repositoryId, observedAt }) => (repositoryId === null || reached.has(repositoryId)) && observedAt <= at,
  );
}

function differences(
  seen: readonly AccessObservation[],
  known: readonly AccessObservation[],
  at: Date,
): readonly AccessObservation[] {
  const held = new Set(known.map((observation) => `${keyOf(observation)}:${observation.role}`));
  const here = new Set(seen.map(keyOf));
  const gone = known.filter((observation) => !here.has(keyOf(observation)));
  return [
    ...seen.filter((observation) => !held.has(`${keyOf(observation)}:${observation.role}`)),
    ...gone.map((one) => ({ ...one, present: false, source: "sweep" as const, deliveryId: null, observedAt: at })),
  ];
}

function keyOf({ kind, accountId, teamId, repositoryId }: AccessObservation): string {
  return [kind, accountId, teamId, repositoryId].join(":");
}
