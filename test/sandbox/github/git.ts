import { resolveRef } from "./find.ts";
import type { Commit, GitPerson, PullRequest, Repository, State, User } from "./state.ts";

/** GitHub's address for an account; commits that carry it are linked to the account whatever its other addresses are. */
export function noreply(user: User): string {
  return `${user.id}+${user.login}@users.noreply.github.com`;
}

export interface NewCommit {
  readonly repository: Repository;
  readonly parents: readonly string[];
  readonly author: GitPerson;
  readonly committer?: GitPerson;
  readonly message: string;
  readonly pusher: User;
  readonly signature?: Commit["signature"];
  readonly files?: Readonly<Record<string, string>> | undefined;
}

/** Stores a commit; its tree is that of the first parent with `files` laid over it. */
export function addCommit(state: State, given: NewCommit): Commit {
  const before = given.parents[0] === undefined ? undefined : state.commits.get(given.parents[0]);
  const inherited = before?.files ?? new Map<string, string>();
  const commit: Commit = {
    sha: state.nextSha(),
    networkId: given.repository.networkId,
    parents: given.parents,
    message: given.message,
    author: given.author,
    committer: given.committer ?? given.author,
    pusherId: given.pusher.id,
    signature: given.signature ?? "none",
    files: given.files ? new Map([...inherited, ...Object.entries(given.files)]) : inherited,
  };
  state.commits.set(commit.sha, commit);
  return commit;
}

/** The account that GitHub shows for an address in a commit: a verified or a noreply one, nothing else. */
export function accountOf(state: State, email: string): User | undefined {
  return state.emails.get(email.toLowerCase());
}

const TRAILER = /^co-authored-by:\s*(.+?)\s*<([^<>\s]+)>\s*$/i;

/** GraphQL's `Commit.authors`: the git author first, then the Co-authored-by trailers, each address once. */
export function authorsOf(commit: Commit): GitPerson[] {
  const authors = new Map([[commit.author.email.toLowerCase(), commit.author]]);
  for (const line of commit.message.split("\n")) {
    const [, name, email] = TRAILER.exec(line) ?? [];
    if (name && email && !authors.has(email.toLowerCase()))
      authors.set(email.toLowerCase(), { name, email, date: commit.author.date });
  }
  return [...authors.values()];
}

const ANCESTRY_KEPT = 16;

/** Every commit that is reachable from `sha`, itself included. Commits never change, so the answer is kept. */
export function ancestors(state: State, sha: string): ReadonlySet<string> {
  const known = state.ancestry.get(sha);
  if (known) return known;
  const seen = new Set<string>();
  const open = [sha];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...(state.commits.get(at)?.parents ?? []));
  }
  const oldest = state.ancestry.keys().next().value;
  if (state.ancestry.size >= ANCESTRY_KEPT && oldest !== undefined) state.ancestry.delete(oldest);
  state.ancestry.set(sha, seen);
  return seen;
}

/** `base..head`, oldest first: what a pull request lists as its commits. */
export function commitsBetween(state: State, base: string, head: string): string[] {
  const old = ancestors(state, base);
  const fresh = new Set<string>();
  const open = [head];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (old.has(at) || fresh.has(at)) continue;
    fresh.add(at);
    open.push(...(state.commits.get(at)?.parents ?? []));
  }
  return [...fresh].reverse();
}

/** Reads a pull request's commits anew and keeps the index from commit to pull request in step. */
export function relistCommits(state: State, pull: PullRequest): void {
  for (const sha of pull.commits) state.pullsByCommit.get(sha)?.delete(pull);
  pull.commits = commitsBetween(state, pull.baseSha, pull.headSha);
  for (const sha of pull.commits) indexCommit(state, sha, pull);
}

export function indexCommit(state: State, sha: string, pull: PullRequest): void {
  const pulls = state.pullsByCommit.get(sha) ?? new Set();
  state.pullsByCommit.set(sha, pulls.add(pull));
}

/** Is the commit on the default branch? */
export function isOnDefaultBranch(state: State, repository: Repository, sha: string): boolean {
  const tip = resolveRef(state, repository, repository.defaultBranch);
  return tip !== undefined && ancestors(state, tip.sha).has(sha);
}

/**
 * The merged pull requests that brought a commit into this repository and, while it is not on the default
 * branch, the open ones that hold it (GraphQL's documentation of `associatedPullRequests`).
 */
export function pullsWithCommit(state: State, repository: Repository, sha: string): PullRequest[] {
  const here = [...(state.pullsByCommit.get(sha) ?? [])].filter((pull) => pull.repositoryId === repository.id);
  if (here.length === 0) return [];
  const open = here.some((pull) => pull.state === "open") && !isOnDefaultBranch(state, repository, sha);
  return here.filter((pull) => pull.mergedAt !== null || (open && pull.state === "open")).sort((a, b) => a.id - b.id);
}

/** What git shows where there is no commit: before a branch is made, after it is deleted. */
export const NO_SHA = "0".repeat(40);
