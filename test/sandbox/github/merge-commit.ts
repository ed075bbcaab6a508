import { commitOf, userOf } from "./find.ts";
import { addCommit, authorsOf, indexCommit, noreply } from "./git.ts";
import { headLabel } from "./pulls.ts";
import type { Commit, GitPerson, PullRequest, Repository, State, User } from "./state.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

export interface Merge {
  readonly repository: Repository;
  readonly pull: PullRequest;
  readonly merger: User;
  readonly method: MergeMethod;
  /** The commit to merge onto; default: the tip of the base. */
  readonly onto?: string;
}

/** Merges without moving a branch. */
export function mergeCommit(state: State, merge: Merge): Commit {
  if (merge.method === "rebase") return rebased(state, merge);
  return merge.method === "squash" ? squashed(state, merge) : joined(state, merge);
}

const tipOf = ({ repository, pull, onto }: Merge) => onto ?? repository.branches.get(pull.baseRef) ?? pull.baseSha;

function person(state: State, user: User): GitPerson {
  return { name: user.name ?? user.login, email: noreply(user), date: state.clock() };
}

/** What GitHub itself writes has web-flow as committer and GitHub's signature. */
function byGitHub(state: State): GitPerson {
  return { name: "GitHub", email: userOf(state, "web-flow").emails[0]?.email ?? "", date: state.clock() };
}

function joined(state: State, merge: Merge): Commit {
  const { repository, pull, merger } = merge;
  return addCommit(state, {
    repository,
    parents: [tipOf(merge), pull.headSha],
    author: person(state, merger),
    committer: byGitHub(state),
    message: `Merge pull request #${pull.number} from ${headLabel(state, pull)}\n\n${pull.title}`,
    pusher: merger,
    signature: "github",
    files: Object.fromEntries(commitOf(state, pull.headSha).files),
  });
}

/** One commit by the pull request's author; everybody else in it becomes a co-author. */
function squashed(state: State, merge: Merge): Commit {
  const { repository, pull, merger } = merge;
  const author = person(state, state.users.get(pull.authorId) ?? merger);
  const all = pull.commits.flatMap((sha) => authorsOf(commitOf(state, sha)));
  const others = new Map(
    all.filter(({ email, name }) => email !== author.email && name !== author.name).map((one) => [one.email, one]),
  );
  const trailers = [...others.values()].map(({ name, email }) => `Co-authored-by: ${name} <${email}>`);
  return addCommit(state, {
    repository,
    parents: [tipOf(merge)],
    author,
    committer: byGitHub(state),
    message: [`${pull.title} (#${pull.number})`, ...(trailers.length > 0 ? ["", ...trailers] : [])].join("\n"),
    pusher: merger,
    signature: "github",
    files: Object.fromEntries(commitOf(state, pull.headSha).files),
  });
}

/** New commits with the old authors and messages, and the merger as committer. */
function rebased(state: State, merge: Merge): Commit {
  const { repository, pull, merger } = merge;
  let tip = commitOf(state, tipOf(merge));
  for (const sha of pull.commits) {
    const { author, message, files } = commitOf(state, sha);
    const given = { repository, parents: [tip.sha], author, committer: person(state, merger), message, pusher: merger };
    tip = addCommit(state, { ...given, files: Object.fromEntries(files) });
    indexCommit(state, tip.sha, pull);
  }
  return tip;
}
