import type { AccessObservation } from "../../domain/access.ts";
import type { Installation } from "../../domain/installation.ts";
import type { FileJob } from "../../domain/stores/index.ts";
import { logAccess } from "../observed/record-access.ts";
import type { SweepDeps } from "./sweep.ts";

/**
 * Ends what is known of repositories that are not the organisation's any more: deleted, or given to somebody else, of which
 * GitHub tells no App. It is not drift: nobody's access was changed past us. Where the installation was given some
 * repositories only, one that it does not reach may still be there with everybody who had access, and nothing ends.
 */
export async function endGoneRepositories(
  installation: Installation,
  held: readonly AccessObservation[],
  at: Date,
  deps: SweepDeps,
): Promise<void> {
  if (held.length === 0 || installation.repositorySelection !== "all") return;
  // What we remember of it may be older than the look.
  const now = (await deps.installations.listInstallations()).find(({ id }) => id === installation.id);
  if (now?.repositorySelection !== "all") return;
  await deps.transact(async (stores) => {
    const recordedAt = deps.clock();
    const newest = await stores.access.newestOf(installation.orgId, held);
    const ends = newest
      .filter(({ present, observedAt }) => present && observedAt <= at)
      .map(
        (seen): AccessObservation => ({
          ...seen,
          ...{ present: false, source: "sweep", deliveryId: null },
          ...{ observedAt: at, notBefore: installation.baselineAt, recordedAt },
        }),
      );
    await stores.access.record(ends);
    await logAccess(stores, ends, deps.entries);
    await stores.jobs.file(looksAt(installation, ends));
  });
}

/** What they wait for there is settled, and what else they have judged without it. */
function looksAt({ id: installationId }: Installation, ends: readonly AccessObservation[]): readonly FileJob[] {
  const accounts = new Set(ends.flatMap(({ accountId }) => accountId ?? []));
  return [...accounts].map((accountId) => ({ subject: { kind: "access", installationId, accountId } }));
}
