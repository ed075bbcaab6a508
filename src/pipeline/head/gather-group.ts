import { GitHubUnavailableError } from "../../domain/errors.ts";
import type { Repository } from "../../domain/installation.ts";
import type { CommitRange, PullRequest } from "../../domain/pull-request.ts";
import type { Transact } from "../../domain/stores/index.ts";
import type { MergeGroup } from "../../domain/subject.ts";
import { isAllPassed } from "../../gate/decide.ts";
import type { Facts } from "../../gate/facts.ts";
import type { MergeQueueReader, QueueEntry } from "../github-port.ts";
import { factsOf, type GatherDeps, isRangeOf, type Look, type Place, readState } from "./gather.ts";
import { joinPeople, type OnHead, peopleOn } from "./people-on-head.ts";

export type GatherGroupDeps = GatherDeps & {
  readonly transact: Transact;
  readonly mergeQueues: MergeQueueReader;
};

export interface GatheredGroup {
  readonly facts: Facts;
  /** Of which GitHub would merge the heads, first in the queue first. */
  readonly pulls: readonly PullRequest[];
}

/**
 * Everything that the decision on a merge group rests on, or null if the queue does not know the group. One request
 * for the queue; who is on a pull request is known since its own check, and read as for that check where it is not.
 *
 * Where the queue cannot be read it throws, unless the look is `final`: then that is a source which did not answer.
 */
export async function gatherGroup(
  group: MergeGroup,
  place: Place,
  look: Look,
  deps: GatherGroupDeps,
): Promise<GatheredGroup | null> {
  const { asOf, final } = look;
  const entries = await readQueue(group, place.repository, final, deps.mergeQueues);
  const queued = entries ? upTo(group, entries) : [];
  if (entries && queued.length === 0) return null;
  const pulls = queued.flatMap(({ pull }) => pull ?? []);
  await keepPulls(pulls, asOf, deps);

  const found: Found[] = [];
  for (const pull of pulls) found.push(await readPull(pull, place.repository, asOf, deps));
  const facts = await factsOf(
    {
      headSha: group.headSha,
      mergeGroup: { baseRef: group.baseRef, pushersKnown: found.every(isPushKnown) },
      open: pulls,
      ranges: found.flatMap(({ range }) => range ?? []),
      onHead: joinPeople(found.map(({ onHead }) => onHead)),
      onHeadOf: ({ number }) => joinPeople(found.filter((one) => one.number === number).map(({ onHead }) => onHead)),
      missing: [
        ...(entries ? missingOf(queued, final) : ["the merge queue"]),
        ...found.flatMap(({ range, number }) => (range ? [] : [`commits of #${number}`])),
      ],
    },
    place,
    look,
    deps,
  );
  return { facts, pulls };
}

async function readQueue(
  { baseRef }: MergeGroup,
  repository: Repository,
  final: boolean,
  queues: MergeQueueReader,
): Promise<readonly QueueEntry[] | null> {
  try {
    return await queues.readEntries(repository, baseRef);
  } catch (error) {
    if (final && error instanceof GitHubUnavailableError) return null;
    throw error;
  }
}

/**
 * The entry of this group and those ahead of it: GitHub builds each group on the one before, so their commits merge
 * with it. Where the queue groups by HEADGREEN the check on the last one lets all of them in, whatever their own say:
 * https://docs.github.com/en/rest/repos/rules#create-a-repository-ruleset (`merge_queue`, `grouping_strategy`)
 */
function upTo({ headSha }: MergeGroup, entries: readonly QueueEntry[]): readonly QueueEntry[] {
  return entries.slice(0, entries.findLastIndex(({ groupSha }) => groupSha === headSha) + 1);
}

/** An entry on its way out is soon gone, and then it is clear that it is not in the group; until then it may be. */
function missingOf(queued: readonly QueueEntry[], final: boolean): readonly string[] {
  const unnamed = queued.filter(({ pull }) => pull === null);
  const leaving = final ? [] : queued.slice(0, -1).filter((entry) => entry.leaving);
  return [
    ...unnamed.map(() => "a pull request of the merge queue"),
    ...leaving.flatMap(({ pull }) => (pull ? [`whether #${pull.number} is in the group`] : [])),
  ];
}

async function keepPulls(pulls: readonly PullRequest[], at: Date, { transact }: GatherGroupDeps): Promise<void> {
  if (pulls.length === 0) return;
  const authors = pulls.flatMap(({ author }) => author ?? []);
  await transact(async (stores) => {
    if (authors.length > 0) await stores.people.ensure(authors, at);
    for (const pull of pulls) await stores.pulls.observe(pull, { read: true, at });
  });
}

interface Found {
  readonly number: number;
  readonly range: CommitRange | null;
  readonly onHead: OnHead;
}

/** Each pull request by itself: what a push proves of one head it does not prove of another. */
async function readPull(pull: PullRequest, repository: Repository, at: Date, deps: GatherGroupDeps): Promise<Found> {
  const { stores } = deps;
  const known = await stores.pulls.findRange(pull, pull.baseRef);
  const range = known ?? (await readState(pull, repository, { asOf: at }, deps)).ranges.find(isRangeOf(pull)) ?? null;
  const { number, headSha } = pull;
  const onHead = await peopleOn({ headSha, repository, open: [pull], ranges: range ? [range] : [] }, stores);
  return { number, range, onHead };
}

function isPushKnown({ onHead }: { readonly onHead: OnHead }): boolean {
  return onHead.pushers.length > 0 || isAllPassed(onHead);
}
