import type { Clock } from "../domain/clock.ts";
import type { InstallationId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { PullRequest } from "../domain/pull-request.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import { recordBaseline } from "./baseline.ts";
import type { Entries } from "./entries.ts";
import type { DeliveryReader, DeliveryWriter, InstallationReader, OpenHead } from "./github-port.ts";
import { followChanged } from "./store-delivery.ts";
import { fileUnanswered } from "./unanswered.ts";

export interface SweepDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly installations: InstallationReader;
  readonly deliveries: DeliveryReader & DeliveryWriter;
  readonly entries: Entries;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
/** How far back failed deliveries are looked for: GitHub keeps them three days. */
const REDELIVERY_WINDOW_MS = 3 * DAY_MS;

/**
 * Finds what no delivery told: installations, and deliveries that failed. GitHub does not redeliver by itself, so this
 * runs at start and every ten minutes. Each installation is then looked at by a job of its own: one that cannot be
 * reached does not stop the rest.
 */
export async function sweepAll(
  deps: SweepDeps,
): Promise<{ readonly installations: number; readonly redelivered: number }> {
  const at = deps.clock();
  const installations = await deps.installations.listInstallations();
  const usable = installations.filter(({ suspendedAt }) => suspendedAt === null);
  const known = await deps.stores.installations.listActive();
  const gone = known.filter(({ id }) => !installations.some((installation) => installation.id === id));
  await deps.transact(async (stores) => {
    for (const installation of installations) await stores.installations.save(installation, at);
    for (const { baselineAt: _, ...installation } of gone)
      await stores.installations.save({ ...installation, deletedAt: at }, at);
    await stores.jobs.file(
      usable.flatMap(({ id }) => [
        { subject: { kind: "policy" as const, installationId: id } },
        { subject: { kind: "installation" as const, installationId: id } },
      ]),
    );
  });
  const failed = await deps.deliveries.listFailedDeliveries(new Date(at.getTime() - REDELIVERY_WINDOW_MS));
  const stored = await deps.stores.deliveries.find(failed.map(({ guid }) => guid));
  const lost = failed.filter(({ guid }) => !stored.some(({ id }) => id === guid));
  for (const { id } of lost) await deps.deliveries.redeliver(id);
  return { installations: usable.length, redelivered: lost.length };
}

/**
 * One installation: its repositories, who has which access (where that is not known well enough), its open pull requests.
 * Files every head that has not its right verdict, or whose run at GitHub is not the one that we wrote. Answers how many.
 */
export async function sweepInstallation(id: InstallationId, deps: SweepDeps): Promise<number> {
  const installation = await deps.stores.installations.find(id);
  if (!installation || installation.suspendedAt || installation.deletedAt) return 0;
  const at = deps.clock();
  const repositories = await deps.installations.listRepositories(id);
  await keepRepositories(installation, repositories, at, deps);
  if (!(await isAccessKnown(installation, at, deps))) await recordBaseline(installation, repositories, at, deps);

  // Nothing can be written to an archived one, and its pull requests stay as they are.
  const writable = repositories.filter(({ archived }) => !archived);
  const open = await deps.installations.listOpenHeads(id, writable);
  const held = await deps.stores.pulls.listOpen(id);
  const filed = await fileUnanswered(id, { open, held, at }, deps);
  const closed = await markClosed({ repositories: writable, open, held }, deps);
  await deps.transact((stores) => stores.installations.markSwept(id, at));
  return filed + closed;
}

/** A repository that came to us brought people along, of whom no delivery told; a day's deliveries may have lost some. */
async function isAccessKnown({ id, baselineAt }: Installation, at: Date, { stores }: SweepDeps): Promise<boolean> {
  if (baselineAt === null || at.getTime() - baselineAt.getTime() >= DAY_MS) return false;
  return !(await stores.repositories.changedSince(id, baselineAt));
}

async function keepRepositories(
  installation: Installation,
  now: readonly Repository[],
  at: Date,
  deps: SweepDeps,
): Promise<void> {
  const known = await deps.stores.repositories.listOf(installation.id);
  const gone = known.filter(({ id }) => !now.some((repository) => repository.id === id));
  await deps.transact(async (stores) => {
    await followChanged(stores, await stores.repositories.save(now, at));
    if (gone.length > 0)
      await stores.repositories.remove(
        gone.map(({ id }) => id),
        at,
      );
  });
}

/** Pull requests that we hold open and GitHub does not list: the next look at their head reads what became of them. */
async function markClosed(
  {
    repositories,
    open,
    held,
  }: { repositories: readonly Repository[]; open: readonly OpenHead[]; held: readonly PullRequest[] },
  deps: SweepDeps,
): Promise<number> {
  const asked = new Set(repositories.map((repository) => repository.id));
  const listed = new Set(open.map(({ pull }) => `${pull.repositoryId}:${pull.number}`));
  const gone = held.filter(
    ({ repositoryId, number }) => asked.has(repositoryId) && !listed.has(`${repositoryId}:${number}`),
  );
  if (gone.length === 0) return 0;
  await deps.transact(async (stores) => {
    for (const pull of gone) await stores.pulls.markForRead(pull.repositoryId, pull.number);
    await stores.jobs.file(
      gone.map(({ repositoryId, headSha }) => ({ subject: { kind: "head", repositoryId, headSha } })),
    );
  });
  return gone.length;
}
