import { repositoryOf, userOf } from "../find.ts";
import { entryOf, joinQueue, leaveQueue } from "../merge-queue.ts";
import type { Services } from "../rest/route.ts";
import type { MergeQueue, QueueEntry } from "../state.ts";
import { mergeObstacles } from "./merging.ts";
import { choose, type PullGiven } from "./pulls.ts";
import { refuse, requireRole } from "./refused.ts";
import type { RepositoryGiven } from "./repositories.ts";

/** From now on the branch (default: the default one) is merged into through its queue alone. */
export function enableMergeQueue(
  { world: { state } }: Services,
  given: RepositoryGiven & { readonly branch?: string; readonly strategy?: MergeQueue["strategy"] },
): MergeQueue {
  const repository = repositoryOf(state, given.repository);
  requireRole(state, userOf(state, given.as), repository, "admin");
  const branch = given.branch ?? repository.defaultBranch;
  const strategy = given.strategy ?? "ALLGREEN";
  const known = repository.mergeQueues.get(branch);
  if (known) return Object.assign(known, { strategy });
  const queue: MergeQueue = { repositoryId: repository.id, branch, strategy, entries: [] };
  repository.mergeQueues.set(branch, queue);
  return queue;
}

/** "Merge when ready" of a pull request that is ready. */
export function enqueue(services: Services, given: PullGiven): QueueEntry {
  const { state, pull, repository, sender } = choose(services, given);
  requireRole(state, sender, repository, "write");
  const queue = repository.mergeQueues.get(pull.baseRef) ?? refuse(`${pull.baseRef} has no merge queue`);
  if (entryOf(queue, pull)) refuse("Pull request is in the merge queue already.");
  const obstacles = mergeObstacles(state, repository, pull);
  if (obstacles.length > 0) refuse(obstacles.join(" "));
  return joinQueue(services, queue, pull, sender);
}

export function dequeue(services: Services, given: PullGiven): void {
  const { state, pull, repository, sender } = choose(services, given);
  requireRole(state, sender, repository, "write");
  if (!entryOf(repository.mergeQueues.get(pull.baseRef), pull)) refuse("Pull request is not in the merge queue.");
  leaveQueue(services, pull, "MANUAL", sender);
}
