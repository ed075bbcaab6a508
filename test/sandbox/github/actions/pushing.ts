import { addActivity } from "../activity.ts";
import { moveBranch } from "../branches.ts";
import { ownerById, repositoryOf, userOf } from "../find.ts";
import { NO_SHA } from "../git.ts";
import { leaveQueue } from "../merge-queue.ts";
import { pullsFromBranch } from "../pulls.ts";
import type { Services } from "../rest/route.ts";
import { requiredChecks } from "../rulesets.ts";
import { pullEvent, pushEvent } from "../webhooks/pull-events.ts";
import { addCommits, type CommitSpec } from "./commits.ts";
import { refuse, requireRole } from "./refused.ts";

export interface PushGiven {
  readonly as: string;
  readonly repository: string;
  readonly branch: string;
  readonly commits?: readonly CommitSpec[];
  /** Rewrites the branch: the commits are laid on this commit or branch instead of the tip. */
  readonly forceFrom?: string;
}

/** Pushes commits to a branch, new or old; answers the new tip. */
export function push(services: Services, given: PushGiven): { readonly sha: string; readonly before: string } {
  const { state } = services.world;
  const pusher = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, pusher, repository, "write");
  if (requiredChecks(state, repository, given.branch, { user: pusher, by: "push" }).length > 0)
    refuse(`${given.branch} is protected: required status checks are expected`);
  const before = repository.branches.get(given.branch);
  const tip =
    (given.forceFrom && (repository.branches.get(given.forceFrom) ?? given.forceFrom)) ??
    before ??
    repository.branches.get(repository.defaultBranch);
  const added = addCommits(state, { repository, tip: tip ?? "", specs: given.commits ?? [{}], pusher });
  const sha = added.at(-1)?.sha ?? tip ?? refuse("there is nothing to push");
  moveBranch(services, { repository, branch: given.branch, after: sha, sender: pusher });
  for (const pull of pullsFromBranch(state, repository, given.branch)) leaveQueue(services, pull, "MANUAL", pusher);
  return { sha, before: before ?? NO_SHA };
}

/** Deletes a branch; GitHub closes the pull requests from it. */
export function deleteBranch(
  services: Services,
  given: { readonly as: string; readonly repository: string; readonly branch: string },
): void {
  const { world, emit } = services;
  const { state } = world;
  const sender = userOf(state, given.as);
  const repository = repositoryOf(state, given.repository);
  requireRole(state, sender, repository, "write");
  if (given.branch === repository.defaultBranch) refuse("the default branch cannot be deleted");
  const before = repository.branches.get(given.branch) ?? refuse(`there is no branch ${given.branch}`);
  const pulls = pullsFromBranch(state, repository, given.branch);
  repository.branches.delete(given.branch);
  const gone = { branch: given.branch, before, after: NO_SHA, actorId: sender.id, kind: "branch_deletion" } as const;
  addActivity(state, repository, gone);
  emit(
    pushEvent(world, { repository, branch: given.branch, before, after: NO_SHA, forced: false, commits: [], sender }),
  );
  for (const pull of pulls) {
    Object.assign(pull, { state: "closed", closedAt: state.clock(), updatedAt: state.clock() });
    emit(pullEvent(world, "closed", { pull, sender }));
    leaveQueue(services, pull, "MANUAL", sender);
  }
}

export interface CommitFileGiven {
  readonly as: string;
  readonly repository: string;
  readonly path: string;
  readonly content: string;
  readonly branch?: string;
  readonly message?: string;
}

/** Writes one file to a branch, the default one unless said otherwise. */
export function commitFile(services: Services, given: CommitFileGiven): { readonly sha: string } {
  const repository = repositoryOf(services.world.state, given.repository);
  const name = `${ownerById(services.world.state, repository.ownerId).login}/${repository.name}`;
  return push(services, {
    as: given.as,
    repository: name,
    branch: given.branch ?? repository.defaultBranch,
    commits: [{ message: given.message ?? `Change ${given.path}`, files: { [given.path]: given.content } }],
  });
}
