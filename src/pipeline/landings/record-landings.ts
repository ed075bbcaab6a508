import type { Installation, Repository } from "../../domain/installation.ts";
import type { LandingMark } from "../../domain/stores/landings.ts";
import type { Subject } from "../../domain/subject.ts";
import { type MergeDeps, recordMerge } from "../head/merge.ts";
import { watchGate } from "../rules/watch-gate.ts";
import type { Activity, ActivityReader, LeftBehind } from "./activity-port.ts";
import { gateOn } from "./gate-on.ts";
import { writeLandings } from "./write-landings.ts";

export interface LandingDeps extends MergeDeps {
  readonly activity: ActivityReader;
}

/** Of a repository that nobody has looked at yet: so far back goes what a push brought that is told now. */
const FIRST_LOOK_BACK_MS = 5 * 60_000;
const SECOND_MS = 1_000;

/**
 * Reads GitHub's own records of what came onto the default branch since the last look, and sees to it that each stands in
 * the gate log: a merge that no delivery told of as `merge.observed`, all that is no merge as `push.observed`. No request
 * where a merge is known that explains the tip. May be repeated: what is kept is not written again.
 */
export async function recordLandings(
  { repositoryId, tip }: Extract<Subject, { kind: "landings" }>,
  deps: LandingDeps,
): Promise<void> {
  const { stores } = deps;
  if (tip !== null && (await stores.landings.isExplained(repositoryId, tip))) return;
  const repository = await stores.repositories.find(repositoryId);
  const installation = repository && (await stores.installations.find(repository.installationId));
  if (!repository || !installation || installation.suspendedAt || installation.deletedAt) return;
  const at = deps.clock();
  if (!(await gateOn(repository, installation, at, deps))) return;

  const mark = (await stores.landings.mark(repositoryId)) ?? firstMark(repository, installation, at);
  const read = await deps.activity.readActivity(repository, repository.defaultBranch, isOldFor(mark, repository));
  const newest = read[0];
  if (!newest) return;
  const activities = await unknownAmong(repository, read.toReversed(), deps);
  const unexplained = await unexplainedAmong(repository, activities, deps);
  const merges = await recordLostMerges(repository, unexplained, deps);
  // Nobody is said to have pushed past the gate before it is known that it was not paused just then.
  if (merges.length < unexplained.length) await watchGate(installation, deps);
  const moved = {
    branch: repository.defaultBranch,
    headSha: newest.after,
    activityId: newest.activityId,
    lookedAt: at,
  };
  await writeLandings({ repository, installation, activities, merges, mark: { ...mark, ...moved } }, deps);
}

function firstMark({ id, defaultBranch }: Repository, { orgId }: Installation, at: Date): LandingMark {
  const since = new Date(at.getTime() - FIRST_LOOK_BACK_MS);
  return { repositoryId: id, orgId, branch: defaultBranch, headSha: "", since, activityId: null, lookedAt: at };
}

/** Of another branch than before nothing was read: of it counts what came since the last look. GitHub's times are whole seconds. */
function isOldFor({ branch, headSha, since, activityId, lookedAt }: LandingMark, { defaultBranch }: Repository) {
  const from = Math.floor((branch === defaultBranch ? since : lookedAt).getTime() / SECOND_MS) * SECOND_MS;
  return (activity: Activity): boolean => {
    if (activityId !== null && branch === defaultBranch) return activity.activityId <= activityId;
    return activity.after === headSha || activity.at.getTime() < from;
  };
}

async function unknownAmong(
  { id }: Repository,
  activities: readonly Activity[],
  { stores }: LandingDeps,
): Promise<readonly Activity[]> {
  const known = await stores.landings.knownAmong(
    id,
    activities.map(({ activityId }) => activityId),
  );
  return activities.filter(({ activityId }) => !known.has(activityId));
}

/** The commits that were left and no merge that was told of explains. */
async function unexplainedAmong(
  { id }: Repository,
  activities: readonly Activity[],
  { stores }: LandingDeps,
): Promise<readonly string[]> {
  const unexplained: string[] = [];
  for (const { after } of activities) if (!(await stores.landings.isExplained(id, after))) unexplained.push(after);
  return unexplained;
}

/** The merges that nobody told of; each is recorded as its delivery would have had it. */
async function recordLostMerges(
  repository: Repository,
  unexplained: readonly string[],
  deps: LandingDeps,
): Promise<readonly LeftBehind[]> {
  if (unexplained.length === 0) return [];
  const found = await deps.activity.readMergedPulls(repository, unexplained);
  const merges = found.filter(({ pull }) => pull.baseRef === repository.defaultBranch);
  for (const merge of merges) await recordLostMerge(merge, deps);
  return merges;
}

async function recordLostMerge({ sha, pull, mergedAt, mergedBy }: LeftBehind, deps: LandingDeps): Promise<void> {
  await deps.transact(async (stores) => {
    await stores.people.ensure(
      [mergedBy, pull.author].filter((account) => account !== null),
      deps.clock(),
    );
    await stores.pulls.observe(pull, { read: true });
  });
  const { repositoryId, headSha, number } = pull;
  const who = mergedBy?.id ?? null;
  const when = mergedAt.toISOString();
  const merge = { repositoryId, headSha, number, mergedById: who, mergeSha: sha, mergedAt: when, found: true } as const;
  await recordMerge({ kind: "merge", ...merge }, deps);
}
