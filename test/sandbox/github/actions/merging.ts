import { moveBranch } from "../branches.ts";
import { requiredState } from "../checks.ts";
import { indexCommit } from "../git.ts";
import { type MergeMethod, mergeCommit } from "../merge-commit.ts";
import type { Services } from "../rest/route.ts";
import { type Bypassing, requiredChecks } from "../rulesets.ts";
import type { PullRequest, Repository, State } from "../state.ts";
import { pullEvent } from "../webhooks/pull-events.ts";
import { choose, type PullGiven } from "./pulls.ts";
import { refuse, requireRole } from "./refused.ts";

/** Why the merge button is grey, in GitHub's words; none: it may be merged. Who bypasses is not held by what lets them. */
export function mergeObstacles(
  state: State,
  repository: Repository,
  pull: PullRequest,
  bypassing?: Bypassing,
): string[] {
  const words = { expected: "is expected", pending: "is pending", failing: "is failing" } as const;
  const unmet = requiredChecks(state, repository, pull.baseRef, bypassing).flatMap((check) => {
    const now = requiredState(state, repository, pull.headSha, check);
    return now === "passing" ? [] : [`Required status check "${check.context}" ${words[now]}.`];
  });
  if (pull.state === "closed") return ["Pull request is closed."];
  return pull.draft ? ["Pull request is still a draft.", ...unmet] : unmet;
}

export function mergePullRequest(
  services: Services,
  given: PullGiven & { readonly method?: MergeMethod; readonly bypass?: boolean },
): PullRequest {
  const { world, emit } = services;
  const { state } = world;
  const { pull, repository, sender } = choose(services, given);
  requireRole(state, sender, repository, "write");
  if (repository.mergeQueues.has(pull.baseRef)) refuse("Changes must be made through the merge queue.");
  const bypassing = given.bypass ? ({ user: sender, by: "pull-request" } as const) : undefined;
  const obstacles = mergeObstacles(state, repository, pull, bypassing);
  if (obstacles.length > 0) refuse(obstacles.join(" "));

  const merged = mergeCommit(state, { repository, pull, merger: sender, method: given.method ?? "merge" });
  const now = state.clock();
  Object.assign(pull, {
    state: "closed",
    closedAt: now,
    mergedAt: now,
    updatedAt: now,
    mergedById: sender.id,
    mergeCommitSha: merged.sha,
  });
  indexCommit(state, merged.sha, pull);
  moveBranch(services, { repository, branch: pull.baseRef, after: merged.sha, sender, merges: "pr_merge" });
  emit(pullEvent(world, "closed", { pull, sender }));
  return pull;
}
