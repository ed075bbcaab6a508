import { GitHubUnavailableError } from "../domain/errors.ts";
import type { AccountId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { AccountName, CommitRange, PullRequest } from "../domain/pull-request.ts";
import type { OutsideStores, Transact } from "../domain/stores/index.ts";
import type { Account } from "../domain/stores/people.ts";
import type { Head } from "../domain/subject.ts";
import type { Facts } from "../gate/facts.ts";
import type { HeadReader } from "./github-port.ts";
import { type OnHead, peopleOn } from "./people-on-head.ts";
import { personFacts } from "./person-facts.ts";

export interface GatherDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly heads: HeadReader;
  /** Courses as loaded now. */
  readonly courses: () => Facts["courses"];
}

export interface Gathered {
  readonly facts: Facts;
  /** Open pull requests with this head: none means that the head was superseded, merged or closed. */
  readonly open: readonly PullRequest[];
}

export interface Place {
  readonly repository: Repository;
  readonly installation: Installation;
}

/**
 * Everything that the decision on a head rests on, read once. GitHub is asked only for what is not known: a head
 * whose pull requests and commits were read before costs no request, since commits do not change under their SHA.
 *
 * Where GitHub does not answer it throws, unless the look is `final`: then that is a source which did not answer.
 */
export async function gather(
  head: Head,
  place: Place,
  { asOf, final }: { asOf: Date; final: boolean },
  deps: GatherDeps,
): Promise<Gathered> {
  const known = await knownState(head, deps.stores);
  const state = known ?? (await tryToReadState(head, place.repository, { asOf, final }, deps));
  const { headSha } = head;
  const onHead = await peopleOn({ headSha, repository: place.repository, ...state }, deps.stores);
  const { open } = state;
  const facts = await factsOf({ headSha, ...state, onHead }, place, asOf, deps);
  return { open, facts };
}

/** What was found on GitHub, with what our own records say of the people on it. */
export async function factsOf(
  found: State & Pick<Facts, "headSha" | "mergeGroup"> & { readonly onHead: OnHead },
  place: Place,
  asOf: Date,
  deps: GatherDeps,
): Promise<Facts> {
  const { open, ranges, onHead, missing, ...given } = found;
  const { id, owner, name, visibility, archived } = place.repository;
  const accounts = await ensureAccounts(onHead, asOf, deps);
  return {
    ...given,
    asOf: asOf.toISOString(),
    repository: { id, owner, name, visibility, archived },
    pullRequests: open.map(({ number, baseRef, headSha, draft, author }) => ({
      number,
      baseRef,
      draft,
      author: author?.id ?? null,
      commits: ranges.find((range) => range.headSha === headSha && range.baseRef === baseRef)?.commits.length ?? 0,
    })),
    people: await personFacts(onHead, accounts, place, deps.stores),
    pushers: onHead.pushers,
    unlinked: onHead.unlinked,
    unanswered: onHead.unanswered,
    passedBefore: onHead.passedBefore,
    courses: deps.courses(),
    missing: [
      ...missing,
      ...(place.installation.baselineAt === null ? ["who has access (the first look is not finished)"] : []),
    ],
  };
}

export interface State {
  readonly open: readonly PullRequest[];
  readonly ranges: readonly CommitRange[];
  readonly missing: readonly string[];
}

/** What our tables know of the head, or null if GitHub has to be asked. */
async function knownState(head: Head, stores: OutsideStores): Promise<State | null> {
  const pulls = await stores.pulls.withHead(head);
  if (pulls.length === 0 || pulls.some(({ needsRead }) => needsRead)) return null;
  const open = pulls.filter(({ state }) => state === "open");
  const ranges = await Promise.all(open.map(({ baseRef }) => stores.pulls.findRange(head, baseRef)));
  const complete = ranges.filter((range) => range !== null);
  return complete.length === ranges.length ? { open, ranges: complete, missing: [] } : null;
}

async function tryToReadState(
  head: Head,
  repository: Repository,
  { asOf, final }: { asOf: Date; final: boolean },
  deps: GatherDeps,
): Promise<State> {
  try {
    return await readState(head, repository, asOf, deps);
  } catch (error) {
    if (!final || !(error instanceof GitHubUnavailableError)) throw error;
    const open = (await deps.stores.pulls.withHead(head)).filter(({ state }) => state === "open");
    return { open, ranges: [], missing: open.map(({ number }) => `pull request ${number} and its commits`) };
  }
}

/** Asks GitHub, and keeps what it says. */
export async function readState(head: Head, repository: Repository, at: Date, deps: GatherDeps): Promise<State> {
  const numbers = (await deps.stores.pulls.withHead(head)).map(({ number }) => number);
  const read = await deps.heads.readHead(repository, head.headSha, numbers);
  const authors = read.pulls.flatMap(({ author }) => author ?? []);
  await deps.transact(async (stores) => {
    await stores.people.ensure(authors, at);
    for (const pull of read.pulls) await stores.pulls.observe(pull, { read: true });
    for (const range of read.ranges) await stores.pulls.saveRange(range, at);
    // A head that the reading found and no delivery told of is looked at too.
    await stores.jobs.file(
      movedHeads(read.pulls, head.headSha).map((moved) => ({ subject: { kind: "head", ...moved } })),
    );
  });
  const open = read.pulls.filter(({ state, headSha }) => state === "open" && headSha === head.headSha);
  return { open, ranges: read.ranges, missing: read.missing };
}

function movedHeads(pulls: readonly PullRequest[], headSha: string): readonly Head[] {
  return pulls
    .filter((pull) => pull.state === "open" && pull.headSha !== headSha)
    .map((pull) => ({ repositoryId: pull.repositoryId, headSha: pull.headSha }));
}

/** Accounts that were never seen get a row, and people's a person; a login that changed hands is put right. */
async function ensureAccounts(onHead: OnHead, at: Date, { stores, transact }: GatherDeps) {
  const named = onHead.people.map(({ account }) => account);
  const known = await stores.people.findAccounts(named.map(({ id }) => id));
  const byId = new Map<AccountId, (typeof known)[number]>(known.map((account) => [account.id, account]));
  const news = named.filter((account) => isNews(account, byId.get(account.id)));
  if (news.length === 0) return byId;
  const ensured = await transact((tx) => tx.people.ensure(news, at));
  for (const account of ensured) byId.set(account.id, account);
  return byId;
}

function isNews(named: AccountName, known: Account | undefined): boolean {
  if (known === undefined || (known.type === "User" && known.person === null)) return true;
  return known.login !== named.login && named.login !== "";
}
