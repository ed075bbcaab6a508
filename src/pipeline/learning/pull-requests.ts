import type { LearningDeps } from "./courses.ts";
import type { Viewer, WaitingPullRequest } from "./port.ts";

type OpenPullRequest = Awaited<ReturnType<LearningDeps["stores"]["verdicts"]["openPullRequestsOf"]>>[number];

/** The person's open pull requests, on whichever account, without those of repositories that are only observed. */
export async function waitingPullRequests(
  { account }: Viewer,
  deps: LearningDeps,
): Promise<readonly WaitingPullRequest[]> {
  const accounts = await deps.stores.people.accountsOf(account.person);
  const open = await deps.stores.verdicts.openPullRequestsOf(accounts.map(({ id }) => id));
  const observed = await Promise.all(open.map((pull) => isOnlyObserved(pull, deps)));
  return open
    .filter((_, index) => observed[index] === false)
    .map(({ owner, name, number, conclusion, decisionId }) => ({
      owner,
      name,
      number,
      url: `${deps.githubWebUrl}/${owner}/${name}/pull/${number}`,
      conclusion,
      decisionId,
    }));
}

/** There nothing is posted, so nothing waits, and "being checked" would be said for ever. */
async function isOnlyObserved({ conclusion, decisionId }: OpenPullRequest, { stores }: LearningDeps): Promise<boolean> {
  if (conclusion !== null || decisionId === null) return false;
  return (await stores.verdicts.findDecision(decisionId))?.mode === "observe";
}
