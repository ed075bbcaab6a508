import type { RepositoryId } from "../../domain/ids.ts";
import { FRESH } from "../../domain/priority.ts";
import type { FileJob, TxStores } from "../../domain/stores/index.ts";
import { type Head, subjectKey } from "../../domain/subject.ts";
import type { Entries } from "../entries.ts";
import { recordAccess } from "../observed/record-access.ts";
import { backfillJobs } from "../sweep/backfill.ts";
import type { Delivery } from "./delivery.ts";

/** What many deliveries tell alike is written by one statement for all of them. */
export async function storeNews(
  stores: TxStores,
  news: readonly Delivery[],
  { at, entries }: { readonly at: Date; readonly entries: Entries },
): Promise<void> {
  const installations = news.flatMap(({ installation }) => installation ?? []);
  if (installations.length > 0) await stores.installations.ensure(installations, at);
  const repositories = news.flatMap(({ repository }) => repository ?? []);
  if (repositories.length > 0) await followChanged(stores, await stores.repositories.save(repositories, at));
  const accounts = news.flatMap((delivery) => [
    ...(delivery.accounts ?? []),
    ...(delivery.push ? [delivery.push.pusher] : []),
  ]);
  if (accounts.length > 0) await stores.people.ensure(accounts, at);
  const observations = news.flatMap((delivery) => delivery.observations ?? []);
  await recordAccess(stores, observations, entries);
  const pulls = news.flatMap(({ pull }) => pull ?? []);
  if (pulls.length > 0) await stores.pulls.observeAll(pulls, { read: false });
  await storePushes(stores, news);
}

/** Its name chooses its scope, its visibility who is named, its installation whose policy holds: each is decided anew. */
export async function followChanged(stores: TxStores, changed: readonly RepositoryId[]): Promise<void> {
  const heads = changed.length === 0 ? [] : await stores.pulls.openHeadsIn(changed);
  await stores.jobs.file(backfillJobs(heads));
}

/** A pusher who was not known when the head was looked at: it is looked at again. What tells of a pull request asks that itself. */
async function storePushes(stores: TxStores, news: readonly Delivery[]): Promise<void> {
  const pushes = news.flatMap(({ push, received }) =>
    push ? [{ unlessKnown: false, ...push, at: received.receivedAt }] : [],
  );
  if (pushes.length === 0) return;
  const asked = new Set(news.flatMap(({ pull, push }) => (pull && push ? headKey(push.head) : [])));
  const told = await stores.pulls.savePushes(pushes);
  const again = told.filter((head) => head.hasPull && !asked.has(headKey(head)));
  await stores.jobs.file(
    again.map(({ repositoryId, headSha }) => ({ subject: { kind: "head", repositoryId, headSha }, priority: FRESH })),
  );
}

const headKey = ({ repositoryId, headSha }: Head) => subjectKey({ kind: "head", repositoryId, headSha });

/** What each tells by itself. */
export async function storeChanges(stores: TxStores, delivery: Delivery, entries: Entries): Promise<void> {
  const { received, rerun, backingTold, installationChange, removedRepositories, revoked } = delivery;
  const at = received.receivedAt;
  if (rerun) await stores.verdicts.save(rerun, { rerunAt: at });
  if (backingTold) await stores.pulls.forgetBacking(backingTold.repositoryId, backingTold.number, at);
  if (installationChange) {
    await stores.installations.save(installationChange.now, at);
    await entries.installationChanged(stores, installationChange, received);
  }
  if (removedRepositories) await stores.repositories.remove(removedRepositories, at);
  if (revoked) await stores.sessions.revokeAllOf(revoked, at);
  const touched = await headsTouchedBy(delivery, stores);
  await stores.jobs.file(touched.map((head) => ({ subject: { kind: "head", ...head } })));
  await stores.jobs.file(accessLooks(delivery));
}

/** Of somebody's own seat their look; what changes of a team or a repository may change many people's. */
function accessLooks({ installation, observations = [] }: Delivery): readonly FileJob[] {
  if (!installation || observations.length === 0) return [];
  const { id: installationId } = installation;
  const accounts = new Set(observations.flatMap(({ accountId }) => accountId ?? []));
  const isWider = observations.some(({ accountId, kind }) => accountId === null && kind !== "team");
  return [
    ...[...accounts].map((accountId) => ({
      subject: { kind: "access" as const, installationId, accountId },
      priority: FRESH,
    })),
    ...(isWider ? [{ subject: { kind: "access-run" as const, installationId }, priority: FRESH }] : []),
  ];
}

async function headsTouchedBy(delivery: Delivery, stores: TxStores): Promise<readonly Head[]> {
  const { accessChanged = [], accessChangedOn, repository } = delivery;
  const ofPeople = accessChanged.length > 0 ? await stores.verdicts.openHeadsOf(accessChanged) : [];
  if (accessChangedOn === undefined || !repository) return ofPeople;
  const open = await stores.pulls.openHeads(repository.installationId);
  return [...ofPeople, ...open.filter(({ repositoryId }) => repositoryId === accessChangedOn)];
}
