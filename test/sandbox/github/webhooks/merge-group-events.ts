import { commitOf, repositoryById } from "../find.ts";
import { simpleCommit } from "../shapes/commit.ts";
import type { MergeGroup, MergeQueue } from "../state.ts";
import type { World } from "../world.ts";
import type { Happening } from "./emit.ts";

/** Why GitHub threw a group away: it is on the base, another takes its place, or its entry left. */
export type Destroyed = "merged" | "invalidated" | "dequeued";

interface About {
  readonly queue: MergeQueue;
  readonly group: MergeGroup;
  readonly senderId: number;
}

export function checksRequestedEvent(world: World, about: About): Happening {
  return { ...happening(world, about), action: "checks_requested", payload: () => shape(world, about) };
}

export function destroyedEvent(world: World, about: About, reason: Destroyed): Happening {
  return { ...happening(world, about), action: "destroyed", payload: () => ({ reason, ...shape(world, about) }) };
}

function happening({ state }: World, { queue, senderId }: About) {
  const repository = repositoryById(state, queue.repositoryId);
  return { event: "merge_group", accountId: repository.ownerId, repository, senderId };
}

function shape({ state }: World, { queue, group }: About) {
  return {
    merge_group: {
      head_sha: group.headSha,
      head_ref: `refs/heads/${group.branch}`,
      base_sha: group.baseSha,
      base_ref: `refs/heads/${queue.branch}`,
      head_commit: simpleCommit(commitOf(state, group.headSha)),
    },
  };
}
