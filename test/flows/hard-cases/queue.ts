import type { PullRequest } from "../../sandbox/github/state.ts";
import { askCopilot } from "./bots.ts";
import { REPOSITORY as repository, type World } from "./world.ts";

type Built = Promise<Pick<PullRequest, "repositoryId" | "headSha">>;

/** The commit that GitHub builds for the last of these, all in one queue; it merges nothing before another check is there. */
export async function groupOf({ actions, flow }: World, pulls: readonly PullRequest[]): Built {
  await flow.settled();
  actions.enableMergeQueue({ as: "sam", repository });
  actions.requireCheck({ as: "sam", repository, context: "ci", integrationId: 7 });
  for (const { headSha } of pulls)
    actions.reportForeignCheck({ repository, sha: headSha, appId: 7, name: "ci", conclusion: "success" });
  const entries = pulls.map(({ number }) => actions.enqueue({ as: "sam", repository, number }));
  await flow.settled();
  flow.github.state.repositories.get(pulls[0]?.repositoryId ?? 0)?.mergeQueues.clear();
  actions.unrequireChecks({ as: "sam", repository });
  return { repositoryId: pulls[0]?.repositoryId ?? 0, headSha: entries.at(-1)?.group.headSha ?? "" };
}

const byPerson = ({ actions }: World, as: string) => actions.openPullRequest({ as, repository, commits: [{}] });

export const groupOfTrained = async (world: World): Built =>
  groupOf(world, [byPerson(world, "ada"), byPerson(world, await world.member("trained"))]);

export const groupWithAnUntrainedAhead = async (world: World): Built =>
  groupOf(world, [byPerson(world, "mira"), byPerson(world, "ada")]);

export const groupWithAnAgent = async (world: World): Built =>
  groupOf(world, [askCopilot(world, "mira"), byPerson(world, "ada")]);
