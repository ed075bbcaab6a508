import { commitOf, fullName, repositoryById } from "../find.ts";
import { groupState } from "../merge-queue.ts";
import { nodeId } from "../node-id.ts";
import type { MergeQueue, PullRequest, QueueEntry, Repository } from "../state.ts";
import { htmlUrl } from "../world.ts";
import type { CommitSource } from "./commits.ts";
import { connect } from "./connections.ts";
import { type Args, type Context, fields, requireNeed } from "./context.ts";

export interface QueueEntrySource {
  readonly queue: MergeQueue;
  readonly entry: QueueEntry;
}

/** `Repository.mergeQueue`: null for a branch that has none. */
export function mergeQueue(repository: Repository, { branch }: Args, context: Context): MergeQueue | null {
  requireNeed(context, "merge_queues:read");
  return repository.mergeQueues.get(branch == null ? repository.defaultBranch : String(branch)) ?? null;
}

/** `PullRequest.mergeQueueEntry`: null for one that does not wait. */
export function queueEntryOf(repository: Repository, pull: PullRequest): QueueEntrySource | null {
  for (const queue of repository.mergeQueues.values()) {
    const entry = queue.entries.find((one) => one.pull === pull);
    if (entry) return { queue, entry };
  }
  return null;
}

export const mergeQueueFields = fields<MergeQueue>({
  id: ({ repositoryId, branch }) => nodeId("MergeQueue", `${repositoryId}:${branch}`),
  url: ({ repositoryId, branch }, _, { world }) => {
    const name = fullName(world.state, repositoryById(world.state, repositoryId));
    return htmlUrl(world, `/${name}/queue/${branch}`);
  },
  repository: ({ repositoryId }, _, { world }) => repositoryById(world.state, repositoryId),
  entries: (queue, args) => connect(args, queue.entries, (entry): QueueEntrySource => ({ queue, entry })),
});

const STATES = {
  failing: "UNMERGEABLE",
  expected: "AWAITING_CHECKS",
  pending: "AWAITING_CHECKS",
  passing: "MERGEABLE",
} as const;

export const queueEntryFields = fields<QueueEntrySource>({
  id: ({ entry }) => nodeId("MergeQueueEntry", entry.id),
  position: ({ queue, entry }) => queue.entries.indexOf(entry) + 1,
  state: ({ queue, entry }, _, { world }) =>
    STATES[groupState(world.state, repositoryById(world.state, queue.repositoryId), entry)],
  enqueuedAt: ({ entry }) => entry.enqueuedAt.toISOString(),
  enqueuer: ({ entry }, _, { world }) => world.state.users.get(entry.enqueuerId),
  baseCommit: (source, _, context) => commitIn(source, source.entry.group.baseSha, context),
  headCommit: (source, _, context) => commitIn(source, source.entry.group.headSha, context),
  pullRequest: ({ entry }, _, context) => {
    requireNeed(context, "pull_requests:read");
    return entry.pull;
  },
  mergeQueue: ({ queue }) => queue,
  jump: () => false,
  solo: () => false,
});

function commitIn({ queue }: QueueEntrySource, sha: string, { world: { state } }: Context): CommitSource {
  return { commit: commitOf(state, sha), repository: repositoryById(state, queue.repositoryId) };
}
