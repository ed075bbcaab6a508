import type { AccessObservation } from "../domain/access.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { DraftOf } from "./entries.ts";
import type { SweepDeps } from "./sweep.ts";

/**
 * The first full look at who has which access: what holds from now on is compared with it. One transaction, so that
 * half a snapshot never looks like access that was taken away. Written to the log as counts; the rows are the detail.
 */
export async function recordBaseline(
  installation: Installation,
  repositories: readonly Repository[],
  deps: SweepDeps,
): Promise<void> {
  const at = deps.clock();
  const snapshot = await deps.installations.readAccess(installation, repositories, at);
  await deps.transact(async (stores) => {
    await stores.people.ensure(snapshot.accounts, at);
    const news = await withoutKnown(snapshot.observations, await stores.access.current(installation.orgId));
    await stores.access.record(news);
    await stores.installations.markBaseline(installation.id, at);
    await deps.entries.append<DraftOf<"access.baseline">>(stores, at, {
      type: "access.baseline",
      org: installation.orgId,
      actor: { kind: "app" },
      source: { kind: "reconcile" },
      resource: { kind: "organisation", id: String(installation.orgId) },
      counts: { ...snapshot.counts, observations: snapshot.observations.length },
    });
  });
}

/** A second installation of the same organisation, or one that came back, adds only what changed. */
async function withoutKnown(seen: readonly AccessObservation[], known: readonly AccessObservation[]) {
  const held = new Set(known.map(keyOf));
  return seen.filter((observation) => !held.has(keyOf(observation)));
}

function keyOf({ kind, accountId, teamId, repositoryId, role }: AccessObservation): string {
  return [kind, accountId, teamId, repositoryId, role].join(":");
}
