import type { PullRequest } from "../../domain/pull-request.ts";
import type { PullRequestFacts } from "../../gate/facts.ts";
import type { Policy } from "../../policy/policy.ts";
import type { OnHead } from "./people-on-head.ts";

/** Accounts that the policy lists as bots. A bot may act through a user's account, whose type tells nothing. */
export function listedIn(policy: Policy | undefined): ReadonlySet<number> {
  return new Set(policy?.pull_requests.bots.map(({ id }) => id));
}

/** Where a person opened it they answer; else somebody else may have to, and who that is has to be known. */
export function needsBacking({ author }: PullRequest, listed: ReadonlySet<number>): boolean {
  return author === null || author.type !== "User" || listed.has(author.id);
}

/** Pull requests of which it is not known who stands behind them, as sources that did not answer. */
export function unknownBacking(pulls: readonly PullRequest[], listed: ReadonlySet<number>): readonly string[] {
  const unknown = pulls.filter((pull) => needsBacking(pull, listed) && pull.backing === undefined);
  return unknown.map(({ number }) => `who was assigned to #${number} and who approved it`);
}

/** Who is assigned or approves is on record for what they finished, without a part in the pull request. */
export function withBackers(onHead: OnHead, pulls: readonly PullRequest[], listed: ReadonlySet<number>): OnHead {
  const backers = pulls
    .filter((pull) => needsBacking(pull, listed))
    .flatMap(({ backing }) => [...(backing?.assigned ?? []), ...(backing?.approved ?? [])])
    .map(({ account }) => account)
    .filter(({ id }) => !onHead.people.some(({ account }) => account.id === id));
  const once = new Map(backers.map((account) => [account.id, { account, parts: [] }]));
  return { ...onHead, people: [...onHead.people, ...once.values()] };
}

/** `onHead` is that of this pull request alone. */
export function backingFacts(
  pull: PullRequest,
  { pushers, requests }: OnHead,
  listed: ReadonlySet<number>,
): NonNullable<PullRequestFacts["backing"]> {
  const { assigned = [], approved = [] } = (needsBacking(pull, listed) && pull.backing) || {};
  return {
    pushedBy: pushers,
    requests,
    assigned: assigned.map(({ account, by, still }) => ({ account: account.id, by, still })),
    approvedBy: approved.filter(({ sha }) => sha === pull.headSha).map(({ account }) => account.id),
  };
}
