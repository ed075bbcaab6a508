import { type AccountId, accountId } from "../domain/ids.ts";
import type { Repository } from "../domain/installation.ts";
import type {
  AccountName,
  CommitIdentity,
  CommitRange,
  PullRequest,
  PullRequestCommit,
} from "../domain/pull-request.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Part, UnlinkedCommit } from "../gate/facts.ts";

export interface OnHead {
  readonly people: readonly { readonly account: AccountName; readonly parts: readonly Part[] }[];
  readonly unlinked: readonly UnlinkedCommit[];
  readonly passedBefore: number;
}

interface HeadState {
  readonly repository: Repository;
  readonly open: readonly PullRequest[];
  readonly ranges: readonly CommitRange[];
  readonly pushers: readonly AccountId[];
}

/**
 * Who is on a head and as what: authors of its pull requests and its pushers, whom GitHub authenticated; and the git
 * authors and co-authors of commits that did not pass the gate before. A commit that GitHub links to nobody is linked
 * by an address that somebody proved at sign-in.
 */
export async function peopleOn(state: HeadState, stores: OutsideStores): Promise<OnHead> {
  const all = [
    ...new Map(state.ranges.flatMap(({ commits }) => commits).map((commit) => [commit.sha, commit])).values(),
  ];
  const merged = await stores.pulls.mergedAmong(
    state.repository.id,
    all.map(({ sha }) => sha),
  );
  const commits = all.filter(({ sha, mergedBefore }) => !mergedBefore && !merged.has(sha));
  const linked = await stores.people.findByEmail(addressesOf(commits));
  const link = (identity: CommitIdentity, commit: PullRequestCommit) =>
    identity.account ?? linked.get(identity.email) ?? botOf(identity, commit, state.pushers);

  const roll = createRoll();
  for (const { author, number } of state.open) if (author) roll.add(author, { kind: "author", number });
  for (const pusher of await stores.people.findAccounts(state.pushers)) roll.add(pusher, { kind: "pusher" });
  const unlinked: UnlinkedCommit[] = [];
  for (const commit of commits) {
    const author = link(commit.author, commit);
    if (author) roll.addCommit(author, "commit-author", commit.sha);
    else unlinked.push({ sha: commit.sha, email: commit.author.email, name: commit.author.name });
    for (const identity of commit.coAuthors) {
      const coAuthor = link(identity, commit);
      if (coAuthor) roll.addCommit(coAuthor, "co-author", commit.sha);
    }
  }
  return { people: roll.people(), unlinked, passedBefore: all.length - commits.length };
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
    unlinked: [...unlinked.values()],
    passedBefore: all.reduce((sum, { passedBefore }) => sum + passedBefore, 0),
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

const BOT_ADDRESS = /^(\d{1,15})\+([a-z0-9-]+\[bot\])@users\.noreply\.github\.com$/;

/**
 * GraphQL ties no commit to a bot, so a bot's commit looks unlinked. Its noreply address holds the account's id, but
 * anybody can write that: it counts only with a signature that GitHub made, or if that account pushed the head.
 */
function botOf(
  { email }: CommitIdentity,
  commit: PullRequestCommit,
  pushers: readonly AccountId[],
): AccountName | null {
  const [, digits, login] = BOT_ADDRESS.exec(email) ?? [];
  if (!digits || !login) return null;
  const id = accountId(Number(digits));
  return commit.signedByGitHub || pushers.includes(id) ? { id, login, type: "Bot" } : null;
}

interface RollEntry {
  readonly account: AccountName;
  readonly parts: Part[];
  readonly shas: Map<"commit-author" | "co-author", string[]>;
}

function createRoll() {
  const roll = new Map<AccountId, RollEntry>();
  const entryOf = (account: AccountName): RollEntry => {
    const known = roll.get(account.id) ?? { account, parts: [], shas: new Map() };
    roll.set(account.id, known);
    return known;
  };
  return {
    add: (account: AccountName, part: Part) => void entryOf(account).parts.push(part),
    addCommit(account: AccountName, kind: "commit-author" | "co-author", sha: string) {
      const { shas } = entryOf(account);
      shas.set(kind, [...(shas.get(kind) ?? []), sha]);
    },
    people: () =>
      [...roll.values()]
        .map(({ account, parts, shas }) => ({
          account,
          parts: [...parts, ...[...shas].map(([kind, list]): Part => ({ kind, shas: [...new Set(list)] }))],
        }))
        .sort((a, b) => a.account.id - b.account.id),
  };
}
