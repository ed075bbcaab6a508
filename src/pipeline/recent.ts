import type { InstallationId } from "../domain/ids.ts";
import { redeliverLost } from "./sweep/redelivery.ts";
import type { SweepDeps } from "./sweep/sweep.ts";
import { fileUnanswered } from "./sweep/unanswered.ts";

/** Two looks and a half, since GitHub's search may be late. */
const LOOK_BACK_MS = 25 * 60_000;

/**
 * The look of every ten minutes, as cheap as it can be so often: two requests for failed deliveries, and one for each
 * installation, of what changed there since. What it cannot see (a change that the search does not show, a run that
 * somebody else changed) the hourly sweep does.
 */
export async function lookAround(deps: SweepDeps): Promise<{ readonly redelivered: number }> {
  const redelivered = await redeliverLost(deps.clock(), deps);
  const active = await deps.stores.installations.listActive();
  await deps.transact((stores) =>
    stores.jobs.file(active.map(({ id }) => ({ subject: { kind: "recent" as const, installationId: id } }))),
  );
  return { redelivered };
}

/** Files what changed lately and has not its right verdict. Answers how many. */
export async function lookAtRecent(id: InstallationId, deps: SweepDeps): Promise<number> {
  const installation = await deps.stores.installations.find(id);
  if (!installation || installation.suspendedAt || installation.deletedAt) return 0;
  const at = deps.clock();
  const repositories = (await deps.stores.repositories.listOf(id)).filter(({ archived }) => !archived);
  const since = new Date(at.getTime() - LOOK_BACK_MS);
  const open = await deps.installations.listRecentHeads(installation, repositories, since);
  return fileUnanswered(id, { open, held: await deps.stores.pulls.listOpen(id), at }, deps);
}
