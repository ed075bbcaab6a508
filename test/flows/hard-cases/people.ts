import { noreply } from "../../sandbox/github/git.ts";
import type { PullRequest } from "../../sandbox/github/state.ts";
import { REPOSITORY as repository, type World } from "./world.ts";

type Built = Promise<PullRequest>;

export async function renamedLogin({ actions, member, fresh }: World): Built {
  const old = await member("trained");
  const now = fresh("renamed");
  actions.renameAccount({ as: old, login: now });
  return actions.openPullRequest({ as: now, repository, commits: [{}], title: "By somebody renamed" });
}

/** Somebody else signs up under the login that a trained person gave up, and joins. */
export async function reusedLogin({ actions, member, fresh, flow }: World): Built {
  const login = await member("trained");
  actions.renameAccount({ as: login, login: fresh("renamed") });
  actions.createAccount({ login, name: login, emails: [`${fresh("newcomer")}@acme.example`] });
  actions.addMember({ as: "sam", user: login, teams: ["payments"] });
  await flow.settled();
  return actions.openPullRequest({ as: login, repository, commits: [{}] });
}

export async function forgedNoreply({ actions, user }: World): Built {
  const commits = [{ name: "Ada Okafor", email: noreply(user("ada")) }];
  return actions.openPullRequest({ as: "mira", repository, commits });
}

export async function gitNameOfABot({ actions }: World): Built {
  const commits = [{ name: "renovate[bot]", email: "29139614+renovate[bot]@users.noreply.github.com" }];
  return actions.openPullRequest({ as: "mira", repository, commits });
}

/** Who opened it is a ghost by now, and somebody trained carries on. */
export async function deletedAccount({ actions, member, flow }: World): Built {
  const gone = await member("trained");
  const pull = actions.openPullRequest({ as: gone, repository, commits: [{}] });
  await flow.settled();
  actions.deleteAccount({ as: gone });
  actions.push({ as: "ada", repository, branch: pull.headRef, commits: [{}] });
  return pull;
}

export async function deletedUntrainedAccount({ actions, member, flow }: World): Built {
  const gone = await member("untrained");
  const pull = actions.openPullRequest({ as: gone, repository, commits: [{}] });
  await flow.settled();
  actions.deleteAccount({ as: gone });
  return pull;
}

export async function outsideContributor({ actions }: World): Built {
  return actions.openPullRequest({ as: "audrey", repository: "acme/docs", commits: [{}], fork: true });
}

export async function forkOfACollaborator({ actions }: World): Built {
  return actions.openPullRequest({ as: "noor", repository: "acme/web", commits: [{}], fork: true });
}

/** The fork is gone, the pull request is still there, and it is looked at again. */
export async function deletedFork({ actions, flow }: World): Built {
  const pull = actions.openPullRequest({ as: "jo", repository, commits: [{}], fork: true });
  await flow.settled();
  actions.deleteRepository({ as: "jo", repository: "jo/payments-api" });
  actions.comment({ as: "ada", repository, number: pull.number, body: "/training recheck" });
  return pull;
}
