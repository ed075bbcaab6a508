import type { AccountId } from "../../domain/ids.ts";
import type { Repository } from "../../domain/installation.ts";
import type {
  AccountName,
  CommitIdentity,
  CommitRange,
  PullRequest,
  PullRequestCommit,
} from "../../domain/pull-request.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Part, Request, UnlinkedCommit } from "../../gate/facts.ts";
import { createRoll } from "../roll.ts";
import { botsBehind, requestsIn } from "./bot-commits.ts";

export interface OnHead {
  readonly people: readonly { readonly account: AccountName; readonly parts: readonly Part[] }[];
  /** Who pushed what did not pass before. */
  readonly pushers: readonly AccountId[];
  readonly unlinked: readonly UnlinkedCommit[];
  /** Those of `unlinked` that no person answers for whom GitHub authenticated. */
  readonly unanswered: readonly string[];
  readonly passedBefore: number;
  /** Who asked bots for what they wrote. */
  readonly requests: readonly Request[];
}

interface HeadState {
  readonly headSha: string;
  readonly repository: Repository;
  readonly open: readonly PullRequest[];
  readonly ranges: readonly CommitRange[];
}

/**
 * Who is on a head and as what: authors of its pull requests and who pushed any of it, whom GitHub authenticated; and the
 * git authors and co-authors of its commits. Commits that passed the gate before ask nobody.
 */
export async function peopleOn(state: HeadState, stores: OutsideStores): Promise<OnHead> {
  const { repository, open } = state;
  const all = uniqueCommits(state.ranges);
  const commits = await withoutPassed(all, repository, stores);
  const pushers = await stores.pulls.pushersOf(repository.id, pushedShas(state.headSha, all, commits));
  const { authorOf, coAuthorsOf } = await linksOf(commits, pushers, stores);

  const roll = createRoll();
  for (const { author, number } of open) if (author) roll.add(author, { kind: "author", number });
  for (const pusher of await stores.people.findAccounts(pushers)) roll.add(pusher, { kind: "pusher" });
  for (const commit of commits) {
    const author = authorOf(commit);
    if (author) roll.addCommit(author, "commit-author", commit.sha);
    for (const coAuthor of coAuthorsOf(commit)) roll.addCommit(coAuthor, "co-author", commit.sha);
  }
  const isAnswered = pushers.length > 0 || open.some(({ author }) => author?.type === "User");
  // The text of a commit alone proves nothing, where nobody stands behind it whom GitHub authenticated.
  const unlinked = commits.filter((commit) => !authorOf(commit) || !(isAnswered || commit.signedByGitHub));
  return {
    people: roll.people(),
    pushers,
    unlinked: unlinked.map(({ sha, author: { email, name } }) => ({ sha, email, name })),
    unanswered: isAnswered ? [] : unlinked.map(({ sha }) => sha),
    passedBefore: all.length - commits.length,
    requests: requestsIn(commits, authorOf, coAuthorsOf),
  };
}

function uniqueCommits(ranges: readonly CommitRange[]): readonly PullRequestCommit[] {
  return [...new Map(ranges.flatMap(({ commits }) => commits).map((commit) => [commit.sha, commit])).values()];
}

/** Where GitHub links an identity to nobody, an address that somebody proved at sign-in does, or a bot's own. */
async function linksOf(commits: readonly PullRequestCommit[], pushers: readonly AccountId[], stores: OutsideStores) {
  const linked = await stores.people.findByEmail(addressesOf(commits));
  const bots = await botsBehind(commits, pushers, stores);
  const personOf = ({ account, email }: CommitIdentity) => account ?? linked.get(email);
  return {
    authorOf: ({ sha, author }: PullRequestCommit) => personOf(author) ?? bots.get(sha),
    coAuthorsOf: ({ coAuthors }: PullRequestCommit) => coAuthors.flatMap((identity) => personOf(identity) ?? []),
  };
}

/**
 * A commit has passed if it was part of a merged pull request that the gate let through, or if GitHub itself made it
 * (squash, merge commit) for such a one. GitHub's own record of a merge is not enough: it knows of branches that nobody
 * protects, and of merges that somebody made at home and pushed.
 */
async function withoutPassed(
  all: readonly PullRequestCommit[],
  repository: Repository,
  stores: OutsideStores,
): Promise<readonly PullRequestCommit[]> {
  const passed = await stores.pulls.mergedAmong(
    repository.id,
    all.flatMap(({ sha, mergedHeads }) => [sha, ...mergedHeads]),
  );
  return all.filter(
    ({ sha, signedByGitHub, mergedHeads }) =>
      !passed.has(sha) && !(signedByGitHub && mergedHeads.some((head) => passed.has(head))),
  );
}

/** Every commit may have been a head when it was pushed; the present one counts also while its commits are not known. */
function pushedShas(
  headSha: string,
  all: readonly PullRequestCommit[],
  fresh: readonly PullRequestCommit[],
): readonly string[] {
  const shas = fresh.map(({ sha }) => sha);
  return all.some(({ sha }) => sha === headSha) ? shas : [headSha, ...shas];
}

/** Everybody on any of these heads, once, with all that they are on them. */
export function joinPeople(all: readonly OnHead[]): OnHead {
  const roll = createRoll();
  for (const { account, parts } of all.flatMap(({ people }) => people)) {
    for (const part of parts) {
      if ("shas" in part) for (const sha of part.shas) roll.addCommit(account, part.kind, sha);
      else roll.add(account, part);
    }
  }
  const unlinked = new Map(all.flatMap((one) => one.unlinked).map((commit) => [commit.sha, commit]));
  return {
    people: roll.people().map(({ account, parts }) => ({ account, parts: withoutRepeats(parts) })),
    pushers: [...new Set(all.flatMap(({ pushers }) => pushers))],
    unlinked: [...unlinked.values()],
    unanswered: [...new Set(all.flatMap(({ unanswered }) => unanswered))],
    passedBefore: all.reduce((sum, { passedBefore }) => sum + passedBefore, 0),
    requests: all.flatMap(({ requests }) => requests),
  };
}

/** Somebody may have pushed several of the heads, which is one part all the same. */
function withoutRepeats(parts: readonly Part[]): readonly Part[] {
  const firstPush = parts.findIndex(({ kind }) => kind === "pusher");
  return parts.filter(({ kind }, index) => kind !== "pusher" || index === firstPush);
}

function addressesOf(commits: readonly PullRequestCommit[]): readonly string[] {
  const identities = commits.flatMap(({ author, coAuthors }) => [author, ...coAuthors]);
  return [
    ...new Set(identities.filter(({ account, email }) => account === null && email !== "").map(({ email }) => email)),
  ];
}
