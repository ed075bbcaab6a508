import { addActivity } from "./activity.ts";
import { ensureSuite } from "./checks.ts";
import { commitOf } from "./find.ts";
import { ancestors, commitsBetween, NO_SHA } from "./git.ts";
import { reaches } from "./permissions.ts";
import { moveHead, pullsFromBranch } from "./pulls.ts";
import type { Services } from "./rest/route.ts";
import type { Repository, User } from "./state.ts";
import { suiteEvent } from "./webhooks/check-events.ts";
import { pullEvent, pushEvent } from "./webhooks/pull-events.ts";

interface Move {
  readonly repository: Repository;
  readonly branch: string;
  readonly after: string;
  readonly sender: User;
  /** Where it is not what somebody pushed. */
  readonly merges?: "pr_merge" | "merge_queue_merge";
}

/** Sets a branch and tells everybody: `push`, `synchronize` of the pull requests from it, `check_suite.requested`. */
export function moveBranch(services: Services, { repository, branch, after, sender, merges }: Move): void {
  const { world, emit } = services;
  const { state } = world;
  const before = repository.branches.get(branch) ?? NO_SHA;
  if (before === after) return;
  repository.branches.set(branch, after);
  repository.pushedAt = state.clock();
  const from = before === NO_SHA ? (repository.branches.get(repository.defaultBranch) ?? after) : before;
  const commits = commitsBetween(state, from, after);
  const forced = before !== NO_SHA && !ancestors(state, after).has(before);
  const pushed = before === NO_SHA ? "branch_creation" : forced ? "force_push" : "push";
  addActivity(state, repository, { branch, before, after, actorId: sender.id, kind: merges ?? pushed });
  emit(pushEvent(world, { repository, branch, before, after, forced, commits, sender }));
  for (const pull of pullsFromBranch(state, repository, branch)) {
    moveHead(state, pull);
    emit(pullEvent(world, "synchronize", { pull, sender, extra: { before, after } }));
  }
  requestSuite(services, repository, after, sender);
}

/** GitHub opens a suite for each App that may write checks where the push happened; a push to a fork is not seen. */
function requestSuite({ world, emit }: Services, repository: Repository, sha: string, sender: User): void {
  const { state, app } = world;
  const installed = [...state.installations.values()].some((installation) =>
    reaches(
      { kind: "installation", installation, permissions: installation.permissions, repositories: null },
      repository,
    ),
  );
  if (!installed) return;
  const suite = ensureSuite(state, repository, commitOf(state, sha), app.id);
  emit(suiteEvent(world, "requested", suite, sender.id));
}

/** Deletes a branch that no pull request comes from. */
export function dropBranch({ world, emit }: Services, { repository, branch, sender }: Omit<Move, "after">): void {
  const before = repository.branches.get(branch);
  if (before === undefined) return;
  repository.branches.delete(branch);
  const gone = { branch, before, after: NO_SHA, actorId: sender.id, kind: "branch_deletion" } as const;
  addActivity(world.state, repository, gone);
  emit(pushEvent(world, { repository, branch, before, after: NO_SHA, forced: false, commits: [], sender }));
}
