import { GitHubUnavailableError } from "../../domain/errors.ts";
import type { AccountId } from "../../domain/ids.ts";
import type { Installation, Repository } from "../../domain/installation.ts";
import type { AccountName, CommitRange, PullRequest } from "../../domain/pull-request.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Account } from "../../domain/stores/people.ts";
import type { Head } from "../../domain/subject.ts";
import type { Facts } from "../../gate/facts.ts";
import type { PathRule } from "../../policy/policy.ts";
import type { ChangedFiles, HeadRead, HeadReader } from "../github-port.ts";
import { personFacts } from "../person-facts.ts";
import { backingFacts, unknownBacking, withBackers } from "./backing.ts";
import { type OnHead, peopleOn } from "./people-on-head.ts";
import { untilAllFit } from "./touched.ts";
import { untoldMerges } from "./untold-merges.ts";

export interface GatherDeps {
  readonly stores: OutsideStores;
  /** What was read is kept with it. Null: nothing is written, as for a preview. */
  readonly transact: Transact | null;
  readonly heads: HeadReader;
  /** Courses as they are in force now. */
  readonly courses: () => Facts["courses"] | Promise<Facts["courses"]>;
}

export interface Look {
  readonly asOf: Date;
  /** No retry follows: what does not answer is a source that did not. */
  readonly final: boolean;
  /** Accounts that the policy lists as bots; see `listedIn`. */
  readonly listed?: ReadonlySet<number>;
  /** Rules about paths: where there are any GitHub is asked for files, which nothing of ours tells. */
  readonly rules?: readonly PathRule[];
}

const NONE: ReadonlySet<number> = new Set();

export interface Gathered {
  readonly facts: Facts;
  /** Open pull requests with this head: none means that the head was superseded, merged or closed. */
  readonly open: readonly PullRequest[];
  /** The files of each open pull request; none where no rule asks for them. See `withTouched`. */
  readonly changed: readonly ChangedFiles[];
}

export interface Place {
  readonly repository: Repository;
  readonly installation: Installation;
}

/**
 * Everything that the decision on a head rests on, read once. GitHub is asked only for what is not known: a head
 * whose pull requests and commits were read before costs no request, since commits do not change under their SHA. Which
 * files they change does, with the base: rules about paths make every look ask.
 *
 * Where GitHub does not answer it throws, unless the look is `final`: then that is a source which did not answer.
 */
export async function gather(head: Head, place: Place, look: Look, deps: GatherDeps): Promise<Gathered> {
  const known = await knownState(head, look, deps.stores);
  const asksFiles = (look.rules ?? []).length > 0;
  const found = known && !asksFiles ? known : await tryToReadState(head, place.repository, { ...look, known }, deps);
  const { changed, ...state } = found;
  const { headSha } = head;
  const onHead = await peopleOn({ headSha, repository: place.repository, ...state }, deps.stores);
  const { open } = state;
  const facts = await factsOf({ headSha, ...state, onHead, onHeadOf: () => onHead }, place, look, deps);
  return { open, facts, changed };
}

/** What was found on GitHub, with what our own records say of the people on it. */
export async function factsOf(
  found: State & Pick<Facts, "headSha" | "mergeGroup"> & WhoIsOn,
  place: Place,
  { asOf, listed = NONE }: Look,
  deps: GatherDeps,
): Promise<Facts> {
  const { open, ranges, missing, onHead: own, onHeadOf, ...given } = found;
  const onHead = withBackers(own, open, listed);
  const { id, owner, name, visibility, archived } = place.repository;
  const accounts = await ensureAccounts(onHead, asOf, deps);
  return {
    ...given,
    asOf: asOf.toISOString(),
    repository: { id, owner, name, visibility, archived },
    pullRequests: open.map((pull) => ({
      number: pull.number,
      baseRef: pull.baseRef,
      draft: pull.draft,
      author: pull.author?.id ?? null,
      commits: ranges.find(isRangeOf(pull))?.commits.length ?? 0,
      backing: backingFacts(pull, onHeadOf(pull), listed),
    })),
    people: await personFacts(onHead, accounts, { ...place, asOf }, deps.stores),
    ...(await breakGlassOn(found, place, asOf, deps)),
    pushers: onHead.pushers,
    unlinked: onHead.unlinked,
    unanswered: onHead.unanswered,
    passedBefore: onHead.passedBefore,
    courses: await deps.courses(),
    missing: [
      ...missing,
      ...unknownBacking(open, listed),
      ...(place.installation.baselineAt === null ? ["who has access (the first look is not finished)"] : []),
    ],
  };
}

/**
 * Of a merge group every head must have been let through, those ahead of it too: what two administrators looked at is
 * one commit. Put first in the queue, such a pull request is alone in its group.
 */
async function breakGlassOn(
  { headSha, mergeGroup, open }: Pick<Facts, "headSha" | "mergeGroup"> & Pick<State, "open">,
  { repository }: Place,
  asOf: Date,
  { stores }: GatherDeps,
): Promise<Pick<Facts, "breakGlass">> {
  const heads = mergeGroup ? open.map((pull) => pull.headSha) : [headSha];
  const found = await stores.breakGlass.listInForce(repository.id, heads, asOf);
  const ends = found.flatMap(({ endsAt }) => endsAt?.toISOString() ?? []).sort();
  const isWhole = heads.every((head) => found.some((glass) => glass.headSha === head));
  const [until] = ends;
  return isWhole && until !== undefined ? { breakGlass: { ids: found.map(({ id }) => id), until } } : {};
}

/** Who is on all of it, and on each pull request by itself. */
interface WhoIsOn {
  readonly onHead: OnHead;
  readonly onHeadOf: (pull: PullRequest) => OnHead;
}

export function isRangeOf({ headSha, baseRef }: PullRequest) {
  return (range: Pick<PullRequest, "headSha" | "baseRef">) => range.headSha === headSha && range.baseRef === baseRef;
}

export interface State {
  readonly open: readonly PullRequest[];
  readonly ranges: readonly CommitRange[];
  readonly missing: readonly string[];
}

type FoundState = State & Pick<Gathered, "changed">;

/** What our tables know of the head, or null if GitHub has to be asked. */
async function knownState(head: Head, { listed = NONE }: Look, stores: OutsideStores): Promise<FoundState | null> {
  const pulls = await stores.pulls.withHead(head);
  if (pulls.length === 0 || pulls.some(({ needsRead }) => needsRead)) return null;
  const open = pulls.filter(({ state }) => state === "open");
  if (unknownBacking(open, listed).length > 0) return null;
  const ranges = await Promise.all(open.map(({ baseRef }) => stores.pulls.findRange(head, baseRef)));
  const complete = ranges.filter((range) => range !== null);
  return complete.length === ranges.length ? { open, ranges: complete, missing: [], changed: [] } : null;
}

async function tryToReadState(
  head: Head,
  repository: Repository,
  { known, ...look }: Look & { readonly known: State | null },
  deps: GatherDeps,
): Promise<FoundState> {
  try {
    return await readState(head, repository, look, deps);
  } catch (error) {
    if (!look.final || !(error instanceof GitHubUnavailableError)) throw error;
    const open = known?.open ?? (await deps.stores.pulls.withHead(head)).filter(({ state }) => state === "open");
    const missing = open.map(({ number }) => `pull request ${number} and its commits`);
    const changed = look.rules?.length ? open.map(({ number }) => ({ number, paths: null, isAll: false })) : [];
    return { ...(known ?? { open, ranges: [], missing }), changed };
  }
}

/** Asks GitHub, and keeps what it says but for files. */
export async function readState(
  head: Head,
  repository: Repository,
  { asOf, rules = [] }: Pick<Look, "asOf" | "rules">,
  deps: GatherDeps,
): Promise<FoundState> {
  const { headSha } = head;
  const numbers = (await deps.stores.pulls.withHead(head)).map(({ number }) => number);
  const files = rules.length > 0 ? { wantsMore: untilAllFit(rules) } : {};
  const read = await deps.heads.readHead(repository, { headSha, numbers, ...files });
  if (deps.transact) await keepRead(head, read, asOf, deps.transact);
  const open = read.pulls.filter((pull) => pull.state === "open" && pull.headSha === headSha);
  return { open, ranges: read.ranges, missing: read.missing, changed: read.changed };
}

async function keepRead(head: Head, read: HeadRead, at: Date, transact: Transact): Promise<void> {
  const authors = read.pulls.flatMap(({ author }) => author ?? []);
  await transact(async (stores) => {
    const before = await stores.pulls.withHead(head);
    await stores.people.ensure(authors, at);
    for (const pull of read.pulls) await stores.pulls.observe(pull, { read: true, at });
    for (const range of read.ranges) await stores.pulls.saveRange(range, at);
    // A head that the reading found and no delivery told of is looked at too.
    await stores.jobs.file([
      ...movedHeads(read.pulls, head.headSha).map((moved) => ({ subject: { kind: "head" as const, ...moved } })),
      ...untoldMerges(before, read.pulls, at),
    ]);
  });
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
  if (news.length === 0 || !transact) return byId;
  const ensured = await transact((tx) => tx.people.ensure(news, at));
  for (const account of ensured) byId.set(account.id, account);
  return byId;
}

function isNews(named: AccountName, known: Account | undefined): boolean {
  if (known === undefined || (known.type === "User" && known.person === null)) return true;
  return known.login !== named.login && named.login !== "";
}
