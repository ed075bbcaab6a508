import { noreply } from "../../sandbox/github/git.ts";
import type { PullRequest } from "../../sandbox/github/state.ts";
import { askCopilot, opensByForge } from "./bots.ts";
import { groupOf } from "./queue.ts";
import { REPOSITORY as repository, type World } from "./world.ts";

/** What an untrained writer tries; answers what he wants to get through. */
export type Attack = (world: World, me: string) => Promise<Pick<PullRequest, "repositoryId" | "headSha">>;

const open = ({ actions }: World, as: string, commits: readonly object[] = [{}]) =>
  actions.openPullRequest({ as, repository, commits });
const of = (as: string, { number }: PullRequest) => ({ as, repository, number });
const asAda = { author: "ada" } as const;

export const writesAsSomebodyTrained: Attack = async (world, me) => open(world, me, [asAda, asAda]);

export const forgesANoreplyAddress: Attack = async (world, me) =>
  open(world, me, [{ name: "ada", email: noreply(world.user("ada")) }]);

export const writesAsAListedBot: Attack = async (world, me) =>
  open(world, me, [{ name: "dependabot[bot]", email: noreply(world.user("dependabot[bot]")) }]);

export const namesATrainedCoAuthor: Attack = async (world, me) => open(world, me, [{ coAuthors: ["ada"] }]);

/** What the web editor commits has GitHub's signature. */
export const hasGitHubSign: Attack = async (world, me) => open(world, me, [{ ...asAda, signature: "github" }]);

export async function pushesToTheBranchOfSomebodyTrained(world: World, me: string): Promise<PullRequest> {
  const pull = open(world, "ada");
  await world.flow.settled();
  world.actions.push({ as: me, repository, branch: pull.headRef, commits: [asAda] });
  return pull;
}

export const hidesBelowWhatSomebodyTrainedPushes: Attack = async (world, me) => {
  const pull = await pushesToTheBranchOfSomebodyTrained(world, me);
  world.actions.push({ as: "ada", repository, branch: pull.headRef, commits: [{}] });
  return pull;
};

export const opensASecondOneOnAGoodHead: Attack = async (world, me) => {
  const { headSha } = open(world, "ada");
  const branch = world.fresh("mine");
  world.actions.push({ as: me, repository, branch, commits: [], forceFrom: headSha });
  return world.actions.openPullRequest({ as: me, repository, branch });
};

/** Somebody trained builds on his branch, into his branch: there his commits are none of the pull request. */
export const retargetsTheBase: Attack = async (world, me) => {
  const base = world.fresh("base");
  const branch = world.fresh("on-top");
  const { sha } = world.actions.push({ as: me, repository, branch: base, commits: [asAda] });
  world.actions.push({ as: "ada", repository, branch, commits: [{}], forceFrom: sha });
  const pull = world.actions.openPullRequest({ as: "ada", repository, branch, base });
  await world.flow.settled();
  world.actions.changeBase({ ...of(me, pull), base: "main" });
  return pull;
};

export const closesAndReopens: Attack = async (world, me) => {
  const pull = open(world, me, [asAda]);
  world.actions.closePullRequest(of(me, pull));
  await world.flow.settled();
  world.actions.reopenPullRequest(of(me, pull));
  return pull;
};

export const pushesWhileItIsClosed: Attack = async (world, me) => {
  const pull = world.actions.openPullRequest({ as: "dependabot[bot]", repository, commits: [{}] });
  await world.flow.settled();
  world.actions.closePullRequest(of(me, pull));
  world.actions.push({ as: me, repository, branch: pull.headRef, commits: [asAda] });
  world.actions.reopenPullRequest(of(me, pull));
  return pull;
};

export const forcePushesBackAndForth: Attack = async (world, me) => {
  const pull = open(world, "ada");
  const good = pull.headSha;
  const force = (forceFrom: string) =>
    world.actions.push({ as: me, repository, branch: pull.headRef, commits: [], forceFrom });
  const { sha: evil } = world.actions.push({ as: me, repository, branch: pull.headRef, commits: [asAda] });
  for (const sha of [good, evil, good, evil]) force(sha);
  return pull;
};

export const convertsToADraftAndBack: Attack = async (world, me) => {
  const pull = open(world, me, [asAda]);
  world.actions.convertToDraft(of(me, pull));
  await world.flow.settled();
  world.actions.markReady(of(me, pull));
  return pull;
};

export const runsTheCheckAgain: Attack = async (world, me) => {
  const pull = open(world, me, [asAda]);
  await world.flow.settled();
  world.actions.rerequestCheckRun(of(me, pull));
  return pull;
};

export const reportsACheckOfTheSameName: Attack = async (world, me) => {
  const pull = open(world, me, [asAda]);
  await world.flow.settled();
  const check = { name: "training-gate", conclusion: "success" } as const;
  world.actions.reportForeignCheck({ repository, sha: pull.headSha, appId: 7, ...check });
  return pull;
};

export const renamesHisAccount: Attack = async (world, me) => {
  const login = world.fresh("dependabot");
  world.actions.renameAccount({ as: me, login });
  return open(world, login);
};

export const takesALoginThatWasGivenUp: Attack = async (world, me) => {
  const trained = await world.member("trained");
  world.actions.renameAccount({ as: trained, login: world.fresh("gone") });
  world.actions.renameAccount({ as: me, login: trained });
  return open(world, trained);
};

export const namesABranchLikeABots: Attack = async (world, me) =>
  world.actions.openPullRequest({ as: me, repository, branch: world.fresh("dependabot/npm/left-pad"), commits: [{}] });

async function merged({ actions, flow }: World): Promise<PullRequest> {
  const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
  await flow.settled();
  return actions.mergePullRequest(of("ada", pull));
}

export const stacksOnAMergedHead: Attack = async (world, me) => {
  const { headSha, headRef } = await merged(world);
  world.actions.push({ as: me, repository, branch: headRef, commits: [asAda], forceFrom: headSha });
  return world.actions.openPullRequest({ as: me, repository, branch: headRef });
};

/** The message and author of a commit that passed, and other content. */
export const changesWhatHeCherryPicks: Attack = async (world, me) => {
  await merged(world);
  return open(world, me, [{ ...asAda, message: "Change something", files: { "app.ts": "evil" } }]);
};

/** A merge commit made at home, of a head that passed, with more in it. */
export const forgesAMerge: Attack = async (world, me) => {
  const { headSha } = await merged(world);
  return open(world, me, [{ ...asAda, message: "Merge pull request", merges: headSha, files: { "app.ts": "evil" } }]);
};

/** Into a branch that nobody protects, from where somebody trained promotes it. */
export const mergesPastTheGate: Attack = async (world, me) => {
  const base = world.fresh("develop");
  world.actions.push({ as: "ada", repository, branch: base, commits: [], forceFrom: "main" });
  const pull = world.actions.openPullRequest({ as: me, repository, commits: [asAda], base });
  await world.flow.settled();
  world.actions.mergePullRequest({ ...of(me, pull), method: "squash" });
  return world.actions.openPullRequest({ as: "ada", repository, branch: base });
};

export const hasAWorkflowOpenIt: Attack = async (world, me) => {
  const branch = world.fresh("by-workflow");
  world.actions.push({ as: me, repository, branch, commits: [asAda] });
  return world.actions.openPullRequest({ as: "dependabot[bot]", repository, branch });
};

export const approvesHisOwnBots: Attack = async (world, me) => {
  const pull = opensByForge(world);
  world.actions.review({ ...of(me, pull), state: "APPROVED" });
  return pull;
};

export const pushesToABotsAfterItsApproval: Attack = async (world, me) => {
  const pull = opensByForge(world);
  world.actions.review({ ...of("ada", pull), state: "APPROVED" });
  await world.flow.settled();
  world.actions.push({ as: me, repository, branch: pull.headRef, commits: [{ name: "forge[bot]" }] });
  return pull;
};

export const assignsSomebodyTrainedToHisAgents: Attack = async (world, me) => {
  const pull = askCopilot(world, me);
  world.actions.assign({ ...of(me, pull), user: "ada" });
  world.actions.unassign({ ...of(me, pull), user: me });
  return pull;
};

export const letsAnotherVolunteerForHisAgents: Attack = async (world, me) => {
  const pull = askCopilot(world, me);
  world.actions.unassign({ ...of(me, pull), user: me });
  world.actions.assign({ ...of("ada", pull), user: "ada" });
  return pull;
};

export const writesAsHisAgentThatSomebodyTrainedAsked: Attack = async (world, me) => {
  const pull = askCopilot(world, "ada");
  const commits = [{ name: "Copilot", email: noreply(world.user("Copilot")), coAuthors: ["ada"] }];
  world.actions.push({ as: me, repository, branch: pull.headRef, commits });
  return pull;
};

/** The agent of somebody trained does what he asks in a comment, and says so. */
export const asksTheAgentOfSomebodyTrained: Attack = async (world, me) => {
  const pull = askCopilot(world, "ada");
  const coAuthors = [{ name: me, email: noreply(world.user(me)) }];
  world.actions.push({
    as: "Copilot",
    repository,
    branch: pull.headRef,
    commits: [{ signature: "github", coAuthors }],
  });
  return pull;
};

export const asksAnAgentForCommitsInABots: Attack = async (world, me) => {
  const pull = world.actions.openPullRequest({ as: "dependabot[bot]", repository, commits: [{}] });
  const coAuthors = [{ name: me, email: noreply(world.user(me)) }];
  world.actions.push({
    as: "Copilot",
    repository,
    branch: pull.headRef,
    commits: [{ signature: "github", coAuthors }],
  });
  return pull;
};

export const ridesAlongInTheMergeQueue: Attack = async (world, me) =>
  groupOf(world, [open(world, me), open(world, "ada")]);
