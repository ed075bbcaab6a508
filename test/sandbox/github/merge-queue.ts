import { dropBranch, moveBranch } from "./branches.ts";
import { type RequiredState, requiredState } from "./checks.ts";
import { repositoryById, userById } from "./find.ts";
import { indexCommit } from "./git.ts";
import { mergeCommit } from "./merge-commit.ts";
import { addUser } from "./people.ts";
import type { Services } from "./rest/route.ts";
import { requiredChecks } from "./rulesets.ts";
import type { MergeGroup, MergeQueue, PullRequest, QueueEntry, Repository, State, User } from "./state.ts";
import { checksRequestedEvent, type Destroyed, destroyedEvent } from "./webhooks/merge-group-events.ts";
import { pullEvent } from "./webhooks/pull-events.ts";

/** The account in whose name GitHub's queue merges. */
export const QUEUE_BOT = { login: "github-merge-queue[bot]", id: 118_344_674, type: "Bot" } as const;

function botOf(state: State): User {
  return state.users.get(QUEUE_BOT.id) ?? addUser(state, QUEUE_BOT);
}

export function entryOf(queue: MergeQueue | undefined, pull: PullRequest): QueueEntry | undefined {
  return queue?.entries.find((entry) => entry.pull === pull);
}

/** Puts a pull request behind the others; its group is built on theirs, and its checks are asked for. */
export function joinQueue(services: Services, queue: MergeQueue, pull: PullRequest, enqueuer: User): QueueEntry {
  const { world, emit } = services;
  const { state } = world;
  pull.updatedAt = state.clock();
  emit(pullEvent(world, "enqueued", { pull, sender: enqueuer }));
  const entry: QueueEntry = {
    id: state.nextId("entry"),
    pull,
    enqueuerId: enqueuer.id,
    enqueuedAt: state.clock(),
    group: build(services, queue, { pull, enqueuerId: enqueuer.id }, queue.entries.at(-1)),
  };
  queue.entries = [...queue.entries, entry];
  settle(services, queue);
  return entry;
}

/** Why a pull request is no longer queued, as `pull_request.dequeued` has it. */
export type Left = "MANUAL" | "MERGE" | "CI_FAILURE";

/** Takes a pull request out, if it is in; the groups behind it held its commits, so each is built anew. */
export function leaveQueue(services: Services, pull: PullRequest, reason: Left, sender: User): void {
  const { world, emit } = services;
  const queue = repositoryById(world.state, pull.repositoryId).mergeQueues.get(pull.baseRef);
  const left = entryOf(queue, pull);
  if (!queue || !left) return;
  const at = queue.entries.indexOf(left);
  const behind = queue.entries.slice(at + 1);
  queue.entries = queue.entries.slice(0, at);
  destroy(services, queue, left.group, "dequeued");
  for (const entry of behind) {
    destroy(services, queue, entry.group, "invalidated");
    queue.entries = [...queue.entries, { ...entry, group: build(services, queue, entry, queue.entries.at(-1)) }];
  }
  emit(pullEvent(world, "dequeued", { pull, sender, extra: { reason } }));
}

function build(
  services: Services,
  queue: MergeQueue,
  { pull, enqueuerId }: Pick<QueueEntry, "pull" | "enqueuerId">,
  ahead: QueueEntry | undefined,
): MergeGroup {
  const { world, emit } = services;
  const { state } = world;
  const repository = repositoryById(state, queue.repositoryId);
  const sender = botOf(state);
  const baseSha = ahead?.group.headSha ?? repository.branches.get(queue.branch) ?? pull.baseSha;
  const merger = userById(state, enqueuerId);
  const { sha: headSha } = mergeCommit(state, { repository, pull, merger, method: "merge", onto: baseSha });
  const group = { branch: `gh-readonly-queue/${queue.branch}/pr-${pull.number}-${baseSha}`, baseSha, headSha };
  moveBranch(services, { repository, branch: group.branch, after: headSha, sender });
  emit(checksRequestedEvent(world, { queue, group, senderId: sender.id }));
  return group;
}

function destroy(services: Services, queue: MergeQueue, group: MergeGroup, reason: Destroyed): void {
  const { world, emit } = services;
  const sender = botOf(world.state);
  const repository = repositoryById(world.state, queue.repositoryId);
  dropBranch(services, { repository, branch: group.branch, sender });
  emit(destroyedEvent(world, { queue, group, senderId: sender.id }, reason));
}

const WORST_FIRST: readonly RequiredState[] = ["failing", "expected", "pending", "passing"];

/** How the queue sees an entry: the worst of the required checks on its group. */
export function groupState(state: State, repository: Repository, { group, pull }: QueueEntry): RequiredState {
  const required = requiredChecks(state, repository, pull.baseRef);
  const seen = required.map((check) => requiredState(state, repository, group.headSha, check));
  return WORST_FIRST.find((one) => seen.includes(one)) ?? "passing";
}

/** A check was reported on this commit: what it was the last for merges or leaves. */
export function advanceQueues(services: Services, repository: Repository, sha: string): void {
  for (const queue of repository.mergeQueues.values()) {
    if (queue.entries.some(({ group }) => group.headSha === sha)) settle(services, queue);
  }
}

function settle(services: Services, queue: MergeQueue): void {
  const { state } = services.world;
  const repository = repositoryById(state, queue.repositoryId);
  for (;;) {
    const seen = queue.entries.map((entry) => groupState(state, repository, entry));
    const ready = readyIn(seen, queue.strategy);
    if (ready > 0) mergeFirst(services, queue, ready);
    else if (isStuck(seen, queue.strategy)) fail(services, queue);
    else return;
  }
}

/** How many entries, from the front, may merge together now. */
function readyIn(seen: readonly RequiredState[], strategy: MergeQueue["strategy"]): number {
  if (strategy === "HEADGREEN") return seen.lastIndexOf("passing") + 1;
  const first = seen.findIndex((one) => one !== "passing");
  return first < 0 ? seen.length : first;
}

/** The front cannot merge, neither by its own check nor by one behind it. */
function isStuck(seen: readonly RequiredState[], strategy: MergeQueue["strategy"]): boolean {
  if (seen.length === 0) return false;
  return strategy === "HEADGREEN" ? seen.every((one) => one === "failing") : seen[0] === "failing";
}

function fail(services: Services, queue: MergeQueue): void {
  const [front] = queue.entries;
  if (front) leaveQueue(services, front.pull, "CI_FAILURE", botOf(services.world.state));
}

/** GitHub moves the base to the last of the groups, which holds the others. */
function mergeFirst(services: Services, queue: MergeQueue, count: number): void {
  const { world, emit } = services;
  const { state } = world;
  const repository = repositoryById(state, queue.repositoryId);
  const sender = botOf(state);
  const merging = queue.entries.slice(0, count);
  queue.entries = queue.entries.slice(count);
  const now = state.clock();
  for (const { pull, group } of merging) {
    const merged = { state: "closed", closedAt: now, mergedAt: now, updatedAt: now } as const;
    Object.assign(pull, { ...merged, mergedById: sender.id, mergeCommitSha: group.headSha });
    indexCommit(state, group.headSha, pull);
  }
  const last = merging.at(-1);
  const merges = "merge_queue_merge" as const;
  if (last) moveBranch(services, { repository, branch: queue.branch, after: last.group.headSha, sender, merges });
  for (const { pull, group } of merging) {
    emit(pullEvent(world, "closed", { pull, sender }));
    destroy(services, queue, group, "merged");
    emit(pullEvent(world, "dequeued", { pull, sender, extra: { reason: "MERGE" } }));
  }
}
