import type { InstallationId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { PullRequest } from "../../domain/pull-request.ts";
import type { BranchTip } from "../../domain/stores/landings.ts";
import { followChanged } from "../deliveries/store-delivery.ts";
import type { DeliveryReader, DeliveryWriter, InstallationReader, OpenHead } from "../github-port.ts";
import { fileHookLooks } from "../hooks/file.ts";
import { type NoteTipsDeps, noteTips } from "../landings/note-tips.ts";
import { fileRoster } from "../roster/keep-roster.ts";
import { type WatchGateDeps, watchGate } from "../rules/watch-gate.ts";
import { recordBaseline } from "./baseline.ts";
import { redeliverLost } from "./redelivery.ts";
import { fileUnanswered } from "./unanswered.ts";

export interface SweepDeps extends WatchGateDeps, NoteTipsDeps {
  readonly installations: InstallationReader;
  readonly deliveries: DeliveryReader & DeliveryWriter;
}

/** A little less than an hour: the hourly sweep looks, and what else comes about in between does not look again. */
const ACCESS_KNOWN_MS = 50 * 60_000;

/**
 * Finds what no delivery told: installations, deliveries that failed, and by a job for each installation every open head
 * in it. At start and every hour; in between there is `lookAround`. One installation that cannot be reached does not
 * stop the rest.
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
        { subject: { kind: "digest" as const, installationId: id } },
      ]),
    );
    await fileHookLooks(
      stores,
      usable.map(({ orgId }) => orgId),
    );
  });
  return { installations: usable.length, redelivered: await redeliverLost(at, deps) };
}

/**
 * One installation: its repositories, who has which access (where that is not known well enough), its open pull requests.
 * Files every head that has not its right verdict, or whose run at GitHub is not the one that we wrote. Answers how many.
 */
export async function sweepInstallation(id: InstallationId, deps: SweepDeps): Promise<number> {
  const installation = await deps.stores.installations.find(id);
  if (!installation || installation.suspendedAt || installation.deletedAt) return 0;
  const at = deps.clock();
  await watchGate(installation, deps);
  const repositories = await deps.installations.listRepositories(id);
  await keepRepositories(installation, repositories, at, deps);
  if (!(await isAccessKnown(installation, at, deps))) await recordBaseline(installation, repositories, at, deps);

  // Nothing can be written to an archived one, and its pull requests stay as they are.
  const writable = repositories.filter(({ archived }) => !archived);
  const tips: BranchTip[] = [];
  const open = await deps.installations.listOpenHeads(installation, writable, (tip) => tips.push(tip));
  await noteTips(installation, { tips, repositories: writable, at }, deps);
  const held = await deps.stores.pulls.listOpen(id);
  const filed = await fileUnanswered(id, { open, held, at }, deps);
  const closed = await markClosed({ repositories: writable, open, held }, deps);
  await deps.transact(async (stores) => {
    await stores.installations.markSwept(id, at);
    await fileRoster(stores, [installation], true);
    await stores.jobs.file([{ subject: { kind: "access-run", installationId: id } }]);
  });
  return filed + closed;
}

/** A repository that came to us brought people along, of whom no delivery told; and an hour's deliveries may have lost some. */
async function isAccessKnown({ id, baselineAt }: Installation, at: Date, { stores }: SweepDeps): Promise<boolean> {
  if (baselineAt === null || at.getTime() - baselineAt.getTime() >= ACCESS_KNOWN_MS) return false;
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
    const changed = await stores.repositories.save(now, at);
    await followChanged(stores, changed);
    // Its custom properties are not known, nor whether a rule asks for our check there.
    if (changed.length > 0) await stores.jobs.file([{ subject: { kind: "policy", installationId: installation.id } }]);
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
