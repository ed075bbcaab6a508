import { beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../../sandbox/github/state.ts";
import { runOn, train, useFlow } from "../../support/use-flow.ts";
import * as bots from "./bots.ts";
import * as commits from "./commits.ts";
import * as people from "./people.ts";
import * as queue from "./queue.ts";
import { createWorld, ENFORCEMENT, type World } from "./world.ts";

type Outcome = "allow" | "flag" | "withhold" | "undecided";
type Shown = Pick<PullRequest, "repositoryId" | "headSha">;
type Case = readonly [name: string, build: (world: World) => Promise<Shown>, outcome: Outcome, says: string];

/** What a blocking scope shows for each outcome. */
const CONCLUSIONS = { allow: "success", flag: "neutral", withhold: "action_required", undecided: "failure" } as const;

/**
 * Every case that is hard to judge, the function that builds it, what is decided where the scope blocks, and what the
 * check says of whom.
 */
const CASES: readonly Case[] = [
  ["a merge group of trained people", queue.groupOfTrained, "allow", "@ada (author of #"],
  [
    "a merge group with somebody untrained ahead in it",
    queue.groupWithAnUntrainedAhead,
    "withhold",
    "@mira (author of #",
  ],
  [
    "a merge group with an agent's, asked by somebody untrained",
    queue.groupWithAnAgent,
    "withhold",
    "@mira (sponsor of #",
  ],

  ["a fork of a collaborator without training", people.forkOfACollaborator, "withhold", "@noor (author)"],
  ["a fork that was deleted since", people.deletedFork, "withhold", "@jo (author)"],
  ["an outside contributor, whom the policy points out", people.outsideContributor, "flag", "1 outside contributor"],

  ["a promotion of 60 commits by 20 people, of whom 3 left and 2 lapsed", commits.promotion, "allow", "@ada (author)"],
  [
    "a backport of the very commits that passed, by somebody lapsed",
    commits.backportOfTheSameCommits,
    "allow",
    "@ada (author)",
  ],
  [
    "a cherry-pick of a leaver's commit, for which its pusher answers",
    commits.backportOfALeaversCommit,
    "allow",
    "named in a commit, has no access here",
  ],
  [
    "a cherry-pick of a lapsed person's commit, which nothing ties to the one that passed",
    commits.backportOfALapsedPersonsCommit,
    "withhold",
    "wrote 1 commit",
  ],
  ["a revert of a leaver's commit", commits.revertOfALeaversCommit, "allow", "@ada (author)"],
  [
    "a suggestion of somebody untrained, applied by somebody trained",
    commits.appliedSuggestion,
    "allow",
    "@mira (co-author)",
  ],
  ["a suggestion applied by somebody untrained", commits.suggestionAppliedByUntrained, "withhold", "@mira (pusher)"],
  ["a merge from main with what somebody lapsed wrote, and passed", commits.mergeFromMain, "allow", "@ada (author)"],
  [
    "a merge from main by somebody untrained, who may have resolved conflicts in it",
    commits.updatedByUntrained,
    "withhold",
    "@mira (pusher)",
  ],
  [
    "a vendored upstream: 300 commits by outsiders, for which its pusher answers",
    commits.vendoredUpstream,
    "allow",
    "@ada answers for them",
  ],
  ["1 commit", commits.manyCommits(1), "withhold", "@mira (wrote 1 commit)"],
  ["100 commits", commits.manyCommits(100), "withhold", "@mira (wrote 1 commit)"],
  ["101 commits", commits.manyCommits(101), "withhold", "@mira (wrote 1 commit)"],
  ["250 commits", commits.manyCommits(250), "withhold", "@mira (wrote 1 commit)"],
  ["251 commits", commits.manyCommits(251), "withhold", "@mira (wrote 1 commit)"],
  ["1,000 commits", commits.manyCommits(1_000), "withhold", "@mira (wrote 1 commit)"],
  [
    "commits that never reach GitHub's own count",
    commits.commitsThatNeverAddUp,
    "undecided",
    "Did not answer: commits of #",
  ],

  ["an assistant's co-author line that belongs to nobody", bots.assistantUnlinked, "allow", "@ada (author)"],
  [
    "an assistant's co-author line that belongs to its account",
    bots.assistantLinked,
    "allow",
    "an AI assistant: the people here answer for it",
  ],
  ["Dependabot", bots.dependabot, "allow", "a bot that the policy knows"],
  ["Renovate, which the policy lists", bots.renovateListed, "allow", "a bot that the policy knows"],
  [
    "a Renovate that it does not list, which calls itself the same",
    bots.renovateUnlisted,
    "flag",
    "@our-renovate[bot]: an administrator can list it",
  ],
  ["an unknown bot", bots.unknownBot, "flag", "an administrator can list it"],
  ["a machine user that the policy lists", bots.machineUser, "allow", "a bot that the policy knows"],
  ["an agent, asked by somebody trained", bots.agentAskedByTrained, "allow", "@ada (sponsor)"],
  ["an agent, asked by somebody untrained", bots.agentAskedByUntrained, "withhold", "@mira (sponsor)"],
  ["an agent of which nobody knows who asked", bots.agentAskedByNobody, "withhold", "A member who assigns themselves"],
  ["an agent for which somebody trained comes forward", bots.agentTakenOver, "allow", "@ada (sponsor)"],
  ["an agent that nobody approved", bots.agentApprovedByNobody, "withhold", "has to approve the newest commit"],
  ["an agent that somebody trained approved", bots.agentApprovedByTrained, "allow", "@ada (sponsor)"],
  ["an agent that somebody untrained approved", bots.agentApprovedByUntrained, "withhold", "@mira (sponsor)"],
  [
    "an agent that pushed after the approval",
    bots.agentApprovedBeforeItsLastPush,
    "withhold",
    "has to approve the newest commit",
  ],
  [
    "an agent of which the approval was taken back",
    bots.agentApprovalDismissed,
    "withhold",
    "has to approve the newest commit",
  ],

  ["somebody trained under a new login", people.renamedLogin, "allow", "@renamed-"],
  ["somebody untrained under the login that somebody trained gave up", people.reusedLogin, "withhold", "(author)"],
  ["a forged noreply address of somebody trained", people.forgedNoreply, "withhold", "@mira (author)"],
  ["the git name and address of a listed bot", people.gitNameOfABot, "withhold", "@mira (author)"],
  [
    "an account that was deleted, with somebody trained who carries on",
    people.deletedAccount,
    "allow",
    "@ada (pusher)",
  ],
  [
    "an untrained account that was deleted, as one from outside",
    people.deletedUntrainedAccount,
    "flag",
    "from outside the organisation",
  ],
];

describe("the verdict where the scope blocks on", () => {
  const flow = useFlow({ enforcement: ENFORCEMENT });
  const world = createWorld(flow);
  beforeAll(() => train(flow, "ada"));

  it.each(CASES)("%s", async (_, build, outcome, says) => {
    const shown = await build(world);
    await flow.settled();
    const run = await flow.until("the verdict", () => runOn(flow, shown) ?? undefined, 20_000);

    expect(await outcomeOn(shown)).toBe(outcome);
    expect(run.conclusion).toBe(CONCLUSIONS[outcome]);
    expect(plain(`${run.output.title}\n${run.output.summary}`)).toContain(says);
  });

  async function outcomeOn({ headSha }: Shown): Promise<string | null | undefined> {
    return (await flow.database.db.head.findFirst({ where: { headSha } }))?.outcome;
  }
});

/** As it reads on the page: what keeps it from being Markdown is taken away. */
function plain(markdown: string): string {
  return markdown.replaceAll(/[\\\u200b]/g, "");
}
