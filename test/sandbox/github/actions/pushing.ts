import { ensureSuite } from "../checks.ts";
import { commitOf, ownerById, repositoryOf, userOf } from "../find.ts";
import { ancestors, commitsBetween, NO_SHA } from "../git.ts";
import { reaches } from "../permissions.ts";
import { moveHead, pullsFromBranch } from "../pulls.ts";
import type { Services } from "../rest/route.ts";
import type { Repository, User } from "../state.ts";
import { suiteEvent } from "../webhooks/check-events.ts";
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
  if (given.branch === repository.defaultBranch && repository.requiredChecks.length > 0)
    refuse(`${given.branch} is protected: required status checks are expected`);
  const before = repository.branches.get(given.branch);
  const tip =
    (given.forceFrom && (repository.branches.get(given.forceFrom) ?? given.forceFrom)) ??
    before ??
    repository.branches.get(repository.defaultBranch);
  const added = addCommits(state, { repository, tip: tip ?? "", specs: given.commits ?? [{}], pusher });
  const sha = added.at(-1)?.sha ?? tip ?? refuse("there is nothing to push");
  moveBranch(services, { repository, branch: given.branch, after: sha, sender: pusher });
  return { sha, before: before ?? NO_SHA };
}

interface Move {
  readonly repository: Repository;
  readonly branch: string;
  readonly after: string;
  readonly sender: User;
}

/** Sets a branch and tells everybody: `push`, `synchronize` of the pull requests from it, `check_suite.requested`. */
export function moveBranch(services: Services, { repository, branch, after, sender }: Move): void {
  const { world, emit } = services;
  const { state } = world;
  const before = repository.branches.get(branch) ?? NO_SHA;
  if (before === after) return;
  repository.branches.set(branch, after);
  repository.pushedAt = state.clock();
  const from = before === NO_SHA ? (repository.branches.get(repository.defaultBranch) ?? after) : before;
  const commits = commitsBetween(state, from, after);
  const forced = before !== NO_SHA && !ancestors(state, after).has(before);
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
  emit(
    pushEvent(world, { repository, branch: given.branch, before, after: NO_SHA, forced: false, commits: [], sender }),
  );
  for (const pull of pulls) {
    Object.assign(pull, { state: "closed", closedAt: state.clock(), updatedAt: state.clock() });
    emit(pullEvent(world, "closed", { pull, sender }));
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
