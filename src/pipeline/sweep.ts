import type { Clock } from "../domain/clock.ts";
import type { InstallationId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import type { HeadVerdict } from "../domain/stores/verdicts.ts";
import { subjectKey } from "../domain/subject.ts";
import { recordBaseline } from "./baseline.ts";
import type { Entries } from "./entries.ts";
import type { DeliveryReader, DeliveryWriter, InstallationReader, OpenHead } from "./github-port.ts";

export interface SweepDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly installations: InstallationReader;
  readonly deliveries: DeliveryReader & DeliveryWriter;
  readonly entries: Entries;
  readonly clock: Clock;
}

/** How far back failed deliveries are looked for: GitHub keeps them three days. */
const REDELIVERY_WINDOW_MS = 3 * 86_400_000;

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
 * One installation: its repositories, who has which access (the first time), its open pull requests. Files every head
 * that has no verdict of ours, or whose run at GitHub is not the one that we wrote. Answers how many it filed.
 */
export async function sweepInstallation(id: InstallationId, deps: SweepDeps): Promise<number> {
  const installation = await deps.stores.installations.find(id);
  if (!installation || installation.suspendedAt || installation.deletedAt) return 0;
  const at = deps.clock();
  const repositories = await deps.installations.listRepositories(id);
  await keepRepositories(installation, repositories, at, deps);
  if (installation.baselineAt === null) await recordBaseline(installation, repositories, deps);

  // Nothing can be written to an archived one, and its pull requests stay as they are.
  const writable = repositories.filter(({ archived }) => !archived);
  const open = await deps.installations.listOpenHeads(id, writable);
  const filed = await fileUnanswered(id, open, at, deps);
  const closed = await markClosed(id, { repositories: writable, open }, deps);
  await deps.transact((stores) => stores.installations.markSwept(id, at));
  return filed + closed;
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
    await stores.repositories.save(now, at);
    if (gone.length > 0)
      await stores.repositories.remove(
        gone.map(({ id }) => id),
        at,
      );
  });
}

async function fileUnanswered(
  id: InstallationId,
  open: readonly OpenHead[],
  at: Date,
  deps: SweepDeps,
): Promise<number> {
  const authors = open.flatMap(({ pull }) => pull.author ?? []);
  const known = await deps.stores.verdicts.listOpen(id);
  const verdicts = new Map(known.map((verdict) => [subjectKey({ kind: "head", ...verdict }), verdict]));
  const wanting = open.filter((head) => !isAnswered(head, verdicts.get(keyOf(head)) ?? null, at));
  await deps.transact(async (stores) => {
    if (authors.length > 0) await stores.people.ensure(authors, at);
    for (const { pull } of open) await stores.pulls.observe(pull, { read: true });
    for (const head of wanting) {
      const verdict = verdicts.get(keyOf(head));
      // Our list may be older than our notes by now, so the look itself asks GitHub what it shows.
      if (verdict && !isShown(head, verdict))
        await stores.verdicts.save(verdict, { creatingAt: at, shownSha256: null });
    }
    await stores.jobs.file(
      wanting.map(({ pull }) => ({
        subject: { kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha },
      })),
    );
  });
  return wanting.length;
}

const keyOf = ({ pull }: Pick<OpenHead, "pull">) =>
  subjectKey({ kind: "head", repositoryId: pull.repositoryId, headSha: pull.headSha });

/** Right is: evaluated, not due again, and GitHub shows the run that we wrote (none where we wrote none). */
function isAnswered(head: OpenHead, verdict: HeadVerdict | null, at: Date): boolean {
  if (!verdict?.evaluatedAt || verdict.rerunAt || verdict.creatingAt) return false;
  if (verdict.changesAt && verdict.changesAt <= at) return false;
  return isShown(head, verdict);
}

function isShown({ run }: OpenHead, { checkRunId, conclusion, decisionId }: HeadVerdict): boolean {
  if (run === null || checkRunId === null) return run === null && checkRunId === null;
  return run.conclusion === conclusion && run.externalId === decisionId;
}

/** Pull requests that we hold open and GitHub does not list: the next look at their head reads what became of them. */
async function markClosed(
  id: InstallationId,
  { repositories, open }: { repositories: readonly Repository[]; open: readonly OpenHead[] },
  deps: SweepDeps,
): Promise<number> {
  const asked = new Set(repositories.map((repository) => repository.id));
  const listed = new Set(open.map(({ pull }) => `${pull.repositoryId}:${pull.number}`));
  const held = await deps.stores.pulls.listOpen(id);
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
