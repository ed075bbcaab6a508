import { beforeAll, describe, expect, it } from "vitest";
import type { CheckRun, PullRequest } from "../sandbox/github/state.ts";
import { runOn, runsOn, train, useFlow } from "../support/use-flow.ts";
import * as attacks from "./hard-cases/attacks.ts";
import { createWorld, ENFORCEMENT, REPOSITORY as repository } from "./hard-cases/world.ts";

/** Everything that an untrained writer controls, and as what the check names him for it. */
const ATTACKS: readonly (readonly [string, attacks.Attack, string])[] = [
  ["writes commits in the name of somebody trained", attacks.writesAsSomebodyTrained, "author"],
  ["forges a noreply address with a trained person's id", attacks.forgesANoreplyAddress, "author"],
  ["writes as a bot that the policy lists", attacks.writesAsAListedBot, "author"],
  ["names somebody trained as co-author", attacks.namesATrainedCoAuthor, "author"],
  ["has GitHub sign what he writes as somebody trained", attacks.hasGitHubSign, "author"],
  ["pushes to the branch of somebody trained", attacks.pushesToTheBranchOfSomebodyTrained, "pusher"],
  ["hides below what somebody trained pushes on top", attacks.hidesBelowWhatSomebodyTrainedPushes, "pusher"],
  ["opens a second pull request on a head that is good", attacks.opensASecondOneOnAGoodHead, "author"],
  ["retargets the base, so that his commits come with it", attacks.retargetsTheBase, "pusher"],
  ["closes and reopens", attacks.closesAndReopens, "author"],
  ["pushes to a bot's while it is closed", attacks.pushesWhileItIsClosed, "pusher"],
  ["force-pushes back and forth", attacks.forcePushesBackAndForth, "pusher"],
  ["converts to a draft and back", attacks.convertsToADraftAndBack, "author"],
  ["runs the check again", attacks.runsTheCheckAgain, "author"],
  ["reports a check of the same name through another App", attacks.reportsACheckOfTheSameName, "author"],
  ["renames his account", attacks.renamesHisAccount, "author"],
  ["takes a login that somebody trained gave up", attacks.takesALoginThatWasGivenUp, "author"],
  ["names a branch like a bot's", attacks.namesABranchLikeABots, "author"],
  ["stacks on a head that was merged", attacks.stacksOnAMergedHead, "author"],
  ["changes the content of what he cherry-picks", attacks.changesWhatHeCherryPicks, "author"],
  ["forges a merge of what passed", attacks.forgesAMerge, "author"],
  ["merges past the gate, into a branch that somebody trained promotes", attacks.mergesPastTheGate, "pusher"],
  ["has a listed bot open what he pushed", attacks.hasAWorkflowOpenIt, "pusher"],
  ["approves his own bot's", attacks.approvesHisOwnBots, "sponsor"],
  ["pushes to a bot's after somebody trained approved it", attacks.pushesToABotsAfterItsApproval, "pusher"],
  ["assigns somebody trained to what he had an agent write", attacks.assignsSomebodyTrainedToHisAgents, "sponsor"],
  [
    "lets somebody trained volunteer for what he had an agent write",
    attacks.letsAnotherVolunteerForHisAgents,
    "sponsor",
  ],
  ["writes as an agent whom somebody trained asked", attacks.writesAsHisAgentThatSomebodyTrainedAsked, "pusher"],
  ["asks an agent whom somebody trained asked before", attacks.asksTheAgentOfSomebodyTrained, "sponsor"],
  ["asks an agent for commits in a listed bot's", attacks.asksAnAgentForCommitsInABots, "sponsor"],
  ["rides along in the merge queue", attacks.ridesAlongInTheMergeQueue, "author"],
];

/** These begin with a head that is good, and it stays so until he takes part in it. */
const GOOD_BEFORE: ReadonlySet<attacks.Attack> = new Set([
  attacks.opensASecondOneOnAGoodHead,
  attacks.retargetsTheBase,
]);

type Shown = Pick<PullRequest, "repositoryId" | "headSha">;

describe("where the scope blocks, nothing of an untrained writer passes before he is trained, if he", () => {
  const flow = useFlow({ enforcement: ENFORCEMENT });
  const world = createWorld(flow);
  beforeAll(() => train(flow, "ada"));

  it.each(ATTACKS)("%s", async (_, attack, part) => {
    const me = await world.member("untrained");
    const { id } = world.user(me);
    const shown = await attack(world, me);
    await flow.settled();

    const login = loginOf(id);
    expect(ourRunOn(shown)?.conclusion).toBe("action_required");
    expect(plain(ourRunOn(shown)?.output.summary)).toMatch(new RegExp(`@${login} \\(${part}[ )]`));
    if (!GOOD_BEFORE.has(attack)) expect(await outcomesOn(shown)).toEqual(["withhold"]);

    if (attack === attacks.ridesAlongInTheMergeQueue) return;
    await train(flow, login);
    if (attack === attacks.pushesToABotsAfterItsApproval) await approveAgain(shown);

    expect(ourRunOn(shown)?.conclusion).toBe("success");
  });

  it("reports a check of the same name, which the ruleset does not take for ours", async () => {
    const { actions } = flow.github;
    actions.requireCheck({ as: "sam", repository });
    const { number, headSha } = actions.openPullRequest({ as: "mira", repository, commits: [{ author: "ada" }] });
    await flow.settled();
    actions.reportForeignCheck({ repository, sha: headSha, appId: 7, name: "training-gate", conclusion: "success" });

    expect(() => actions.mergePullRequest({ as: "mira", repository, number })).toThrow(
      /Required status check "training-gate" is (expected|failing)/,
    );
    actions.unrequireChecks({ as: "sam", repository });
  });

  function ourRunOn(shown: Shown): CheckRun | undefined {
    return runsOn(flow, shown).findLast(({ suite }) => suite.appId === flow.github.app.id);
  }
  function loginOf(id: number): string {
    return flow.github.state.users.get(id)?.login ?? "";
  }
  /** Of all that was ever decided on this commit. */
  async function outcomesOn({ headSha }: Shown): Promise<readonly string[]> {
    const rows = await flow.database.db.decision.findMany({ where: { headSha }, distinct: ["outcome"] });
    return rows.map(({ outcome }) => outcome);
  }
  async function approveAgain({ headSha }: Shown): Promise<void> {
    const pull = pullOf(headSha);
    expect(ourRunOn(pull)?.conclusion).toBe("action_required");
    flow.github.actions.review({ as: "ada", repository, number: pull.number, state: "APPROVED" });
    await flow.settled();
  }
  function pullOf(headSha: string): PullRequest {
    const all = [...flow.github.state.repositories.values()].flatMap(({ pulls }) => [...pulls.values()]);
    const found = all.find((pull) => pull.headSha === headSha);
    if (!found) throw new Error(`There is no pull request with ${headSha}`);
    return found;
  }
});

describe("a bot's own work, of which GitHub tells nobody behind it", () => {
  const enforcement = `${ENFORCEMENT.replace("pull_requests:", "pull_requests:\n    unknown_bots: block")}`;
  const flow = useFlow({ enforcement });
  beforeAll(() => train(flow, "ada"));

  it("does not pass where unknown bots are blocked: a workflow that pushes and opens what he wrote stays outside", async () => {
    const { actions } = flow.github;
    actions.createAccount({ login: "github-actions[bot]", id: 41_898_282, type: "Bot" });
    const commits = [{ author: "ada" }];
    const pull = actions.openPullRequest({ as: "github-actions[bot]", repository, commits });
    await flow.settled();

    expect(runOn(flow, pull)).toMatchObject({
      conclusion: "action_required",
      output: { title: "1 bot is not on the list" },
    });
  });
});

/** As it reads on the page: what keeps it from being Markdown is taken away. */
function plain(markdown: string | null | undefined): string {
  return (markdown ?? "").replaceAll(/[\\\u200b]/g, "");
}
