import { commitOf, ownerById, repositoryById } from "./find.ts";
import { relistCommits } from "./git.ts";
import type { PullRequest, Repository, State, User } from "./state.ts";

export interface NewPull {
  readonly repository: Repository;
  readonly head: Repository;
  readonly headRef: string;
  readonly baseRef: string;
  readonly author: User;
  readonly title: string;
  readonly body: string | null;
  readonly draft: boolean;
}

export function addPull(state: State, given: NewPull): PullRequest {
  const now = state.clock();
  const pull: PullRequest = {
    id: state.nextId("pull"),
    number: given.repository.nextNumber++,
    repositoryId: given.repository.id,
    authorId: given.author.id,
    title: given.title,
    body: given.body,
    headRepositoryId: given.head.id,
    headRef: given.headRef,
    headSha: given.head.branches.get(given.headRef)!,
    baseRef: given.baseRef,
    baseSha: given.repository.branches.get(given.baseRef)!,
    commits: [],
    draft: given.draft,
    state: "open",
    assignments: [],
    assigneeIds: [],
    reviews: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergedById: null,
    mergeCommitSha: null,
  };
  relistCommits(state, pull);
  given.repository.pulls.set(pull.number, pull);
  return pull;
}

/** Points an open pull request at what its branches hold now. */
export function moveHead(state: State, pull: PullRequest): void {
  const head = repositoryById(state, pull.headRepositoryId).branches.get(pull.headRef);
  const base = repositoryById(state, pull.repositoryId).branches.get(pull.baseRef);
  pull.headSha = head ?? pull.headSha;
  pull.baseSha = base ?? pull.baseSha;
  pull.updatedAt = state.clock();
  relistCommits(state, pull);
}

/** Open pull requests into this repository whose head is that commit. */
export function pullsWithHead(state: State, repository: Repository, sha: string): PullRequest[] {
  return [...(state.pullsByCommit.get(sha) ?? [])].filter(
    (pull) => pull.repositoryId === repository.id && pull.state === "open" && pull.headSha === sha,
  );
}

/** Open pull requests, into whichever repository, from that branch. */
export function pullsFromBranch(state: State, head: Repository, branch: string): PullRequest[] {
  return [...state.repositories.values()].flatMap((repository) =>
    [...repository.pulls.values()].filter(
      (pull) => pull.state === "open" && pull.headRepositoryId === head.id && pull.headRef === branch,
    ),
  );
}

/** The first line of the newest commit, as GitHub proposes for a title. */
export function titleOf(state: State, sha: string): string {
  return commitOf(state, sha).message.split("\n", 1)[0] ?? "";
}

/** `owner/branch`, as a merge commit names its head. */
export function headLabel(state: State, pull: PullRequest): string {
  const head = state.repositories.get(pull.headRepositoryId);
  return `${head ? ownerById(state, head.ownerId).login : "unknown"}/${pull.headRef}`;
}
