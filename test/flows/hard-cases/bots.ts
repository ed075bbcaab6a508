import { noreply } from "../../sandbox/github/git.ts";
import type { PullRequest } from "../../sandbox/github/state.ts";
import { BOTS, CI_USER, CLAUDE, REPOSITORY as repository, type World } from "./world.ts";

type Built = Promise<PullRequest>;

const by =
  (as: string) =>
  async ({ actions }: World) =>
    actions.openPullRequest({ as, repository, commits: [{}] });

export const dependabot = by("dependabot[bot]");
export const renovateListed = by("renovate[bot]");

/** A Renovate of one's own, whose App has another account: only its name is the same. */
export async function renovateUnlisted({ actions }: World): Built {
  actions.createAccount({ login: "our-renovate[bot]", type: "Bot" });
  const commits = [{ name: "renovate[bot]", email: "29139614+renovate[bot]@users.noreply.github.com" }];
  return actions.openPullRequest({ as: "our-renovate[bot]", repository, commits });
}

export async function unknownBot({ actions, fresh }: World): Built {
  const login = `${fresh("stranger")}[bot]`;
  actions.createAccount({ login, type: "Bot" });
  return actions.openPullRequest({ as: login, repository, commits: [{}] });
}

export async function machineUser({ actions, flow }: World): Built {
  actions.createAccount({ login: "ci-user", id: CI_USER, emails: ["ci@acme.example"] });
  actions.addMember({ as: "sam", user: "ci-user", teams: ["payments"] });
  await flow.settled();
  return actions.openPullRequest({ as: "ci-user", repository, commits: [{}] });
}

/** Opens a pull request as GitHub's agent does: it assigns itself and who asked, and names them in what GitHub signs. */
export function askCopilot({ actions, user }: World, requester: string, { named = true } = {}): PullRequest {
  const coAuthors = [{ name: requester, email: noreply(user(requester)) }];
  const pull = actions.openPullRequest({
    as: "Copilot",
    repository,
    commits: [{ name: "copilot-swe-agent[bot]", signature: "github", ...(named ? { coAuthors } : {}) }],
  });
  if (named) actions.assign({ as: "Copilot", repository, number: pull.number, user: requester });
  return pull;
}

export const agentAskedByTrained = async (world: World): Built => askCopilot(world, "ada");
export const agentAskedByUntrained = async (world: World): Built => askCopilot(world, "mira");
export const agentAskedByNobody = async (world: World): Built => askCopilot(world, "ada", { named: false });

export async function agentTakenOver(world: World): Built {
  const pull = askCopilot(world, "ada", { named: false });
  await world.flow.settled();
  world.actions.assign({ as: "ada", repository, number: pull.number, user: "ada" });
  return pull;
}

export function opensByForge({ actions, flow, fresh }: World): PullRequest {
  const { users } = flow.github.state;
  if (!users.has(BOTS.forge)) actions.createAccount({ login: "forge[bot]", id: BOTS.forge, type: "Bot" });
  return actions.openPullRequest({ as: "forge[bot]", repository, branch: fresh("forge"), commits: [{}] });
}

export const agentApprovedByNobody = async (world: World): Built => opensByForge(world);

export async function agentApprovedByTrained(world: World): Built {
  const pull = opensByForge(world);
  await world.flow.settled();
  world.actions.review({ as: "ada", repository, number: pull.number, state: "APPROVED" });
  return pull;
}

export async function agentApprovedByUntrained(world: World): Built {
  const pull = opensByForge(world);
  world.actions.review({ as: "mira", repository, number: pull.number, state: "APPROVED" });
  return pull;
}

export async function agentApprovedBeforeItsLastPush(world: World): Built {
  const pull = await agentApprovedByTrained(world);
  await world.flow.settled();
  world.actions.push({ as: "forge[bot]", repository, branch: pull.headRef, commits: [{}] });
  return pull;
}

export async function agentApprovalDismissed(world: World): Built {
  const pull = await agentApprovedByTrained(world);
  await world.flow.settled();
  world.actions.dismissReview({ as: "ada", repository, number: pull.number, user: "ada" });
  return pull;
}

export async function assistantUnlinked({ actions }: World): Built {
  const commits = [{ coAuthors: [{ name: "Claude", email: "noreply@assistant.example" }] }];
  return actions.openPullRequest({ as: "ada", repository, commits });
}

/** The address in the line is an account's by now: an assistant's, which is a user to GitHub. */
export async function assistantLinked({ actions }: World): Built {
  actions.createAccount({ login: "claude", id: CLAUDE, emails: ["noreply@anthropic.com"] });
  const commits = [{ coAuthors: [{ name: "Claude", email: "noreply@anthropic.com" }, "Copilot"] }];
  return actions.openPullRequest({ as: "ada", repository, commits });
}
