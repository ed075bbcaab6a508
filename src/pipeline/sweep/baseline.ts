import { keyOf } from "../../domain/access.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { FileJob, TxStores } from "../../domain/stores/index.ts";
import type { DraftOf } from "../entries.ts";
import type { AccessSnapshot } from "../github-port.ts";
import { accessWording } from "../observed/access-entries.ts";
import { compareAccess, type Difference } from "../observed/compare-access.ts";
import { logAccess } from "../observed/record-access.ts";
import { endGoneRepositories } from "./gone-repositories.ts";
import type { SweepDeps } from "./sweep.ts";

/**
 * A full look at who has which access: what holds from now on is compared with it, and what no delivery told comes to
 * light. One transaction, so that half a snapshot never looks like access that was taken away.
 *
 * Dated `at`, when it began: what a delivery tells from then on is newer. If anything was found, every open head is looked
 * at again, and what the accounts may have of which it tells something new.
 */
export async function recordBaseline(
  installation: Installation,
  repositories: readonly Repository[],
  at: Date,
  deps: SweepDeps,
): Promise<void> {
  const snapshot = await deps.installations.readAccess(installation, repositories, at);
  const reached = new Set(repositories.map(({ id }) => id));
  const beyond = await deps.transact(async (stores) => {
    await stores.people.ensure(snapshot.accounts, at);
    const known = await stores.access.current(installation.orgId);
    const recordedAt = deps.clock();
    const found = compareAccess(snapshot, known, { at, recordedAt, reached, lastAt: installation.baselineAt });
    await stores.access.record(found.map(({ now }) => now));
    await stores.installations.markBaseline(installation.id, at);
    if (installation.baselineAt === null) await logWhole(stores, snapshot, { installation, at, found }, deps);
    else await logDifferences(stores, found, deps);
    const heads = found.length === 0 ? [] : await stores.pulls.openHeads(installation.id);
    await stores.jobs.file(heads.map((head) => ({ subject: { kind: "head", ...head } })));
    await stores.jobs.file(accessLooks(installation, found));
    const shown = new Set(snapshot.observations.map(keyOf));
    return known.filter(
      (seen) => seen.repositoryId !== null && !reached.has(seen.repositoryId) && !shown.has(keyOf(seen)),
    );
  });
  await endGoneRepositories(installation, beyond, at, deps);
}

/**
 * As if a delivery had told. After the first look, which finds everybody, the run over all gated seats files what is needed;
 * but of invitations it knows nothing.
 */
function accessLooks(
  { id: installationId, baselineAt }: Installation,
  found: readonly Difference[],
): readonly FileJob[] {
  const own = found.filter(({ now: { kind } }) => baselineAt !== null || kind === "invitation");
  const accounts = new Set(own.flatMap(({ now: { accountId } }) => accountId ?? []));
  return [...accounts].map((accountId) => ({ subject: { kind: "access", installationId, accountId } }));
}

/** The first one is written whole: from it on, the log alone tells who had which access. */
async function logWhole(
  stores: TxStores,
  { observations, counts }: AccessSnapshot,
  { installation, at, found }: { installation: Installation; at: Date; found: readonly Difference[] },
  { entries }: SweepDeps,
): Promise<void> {
  await entries.append<DraftOf<"access.baseline">>(stores, at, {
    type: "access.baseline",
    org: installation.orgId,
    actor: { kind: "app" },
    source: { kind: "reconcile" },
    resource: { kind: "organisation", id: String(installation.orgId) },
    counts: { ...counts, observations: observations.length },
  });
  const wording = await accessWording(stores, observations);
  for (const part of wording.snapshot(observations)) await entries.append(stores, at, part);
  const gone = found.flatMap(({ now }) => (now.present ? [] : [now]));
  await logAccess(stores, gone, entries);
}

/** What we had been told is so and is not, or is so and had not been told, is drift; what nobody had looked at is none. */
async function logDifferences(
  stores: TxStores,
  differences: readonly Difference[],
  { entries }: SweepDeps,
): Promise<void> {
  const found = differences.map(({ now }) => now);
  await logAccess(stores, found, entries);
  const drift = differences.flatMap(({ now, expected }) => (expected ? [{ expected, found: now }] : []));
  const wording = await accessWording(stores, found);
  const [first] = found;
  if (first) await entries.appendAll(stores, first.observedAt, drift.flatMap(wording.drift));
}
