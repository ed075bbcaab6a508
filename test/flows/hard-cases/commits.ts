import type { CommitSpec } from "../../sandbox/github/actions/commits.ts";
import type { PullRequest } from "../../sandbox/github/state.ts";
import { REPOSITORY as repository, type World } from "./world.ts";

type Built = Promise<PullRequest>;

const PEOPLE = 20;
const COMMITS_EACH = 3;

/** 60 commits by 20 trained people go through the gate into a branch; then 3 of them leave, and the training of 2 ends. */
export async function promotion(world: World): Built {
  const { actions, flow, fresh, member, lapse } = world;
  const people: string[] = [];
  while (people.length < PEOPLE) people.push(await member("trained"));
  const base = fresh("develop");
  actions.push({ as: "ada", repository, branch: base, commits: [], forceFrom: "main" });
  for (let from = 0; from < PEOPLE; from += 5) {
    const commits = people
      .slice(from, from + 5)
      .flatMap((author) => Array.from({ length: COMMITS_EACH }, () => ({ author })));
    await mergeThroughGate(world, { as: "ada", commits, base });
  }
  for (const user of people.slice(0, 3)) actions.removeMember({ as: "sam", user });
  for (const login of people.slice(3, 5)) await lapse(login);
  await flow.settled();
  return actions.openPullRequest({ as: "ada", repository, branch: base });
}

async function mergeThroughGate(
  { actions, flow }: World,
  given: { readonly as: string; readonly commits: readonly CommitSpec[]; readonly base: string },
): Built {
  const pull = actions.openPullRequest({ ...given, repository });
  await flow.settled();
  actions.mergePullRequest({ as: "ada", repository, number: pull.number });
  await flow.settled();
  return pull;
}

/** What somebody wrote whose training ended since is in `main`, through the gate. */
async function mergedByLapsed(world: World): Built {
  const author = await world.member("trained");
  const pull = await mergeThroughGate(world, { as: author, commits: [{}], base: "main" });
  await world.lapse(author);
  return pull;
}

/** The very commits that passed go to a release branch too. */
export async function backportOfTheSameCommits(world: World): Built {
  const { actions, fresh } = world;
  const release = fresh("release");
  actions.push({ as: "ada", repository, branch: release, commits: [], forceFrom: "main" });
  const { headSha } = await mergedByLapsed(world);
  const branch = fresh("backport");
  actions.push({ as: "ada", repository, branch, commits: [], forceFrom: headSha });
  return actions.openPullRequest({ as: "ada", repository, branch, base: release });
}

/** A cherry-pick: new commits that say they are somebody's who left. */
export async function backportOfALeaversCommit({ actions, member, flow }: World): Built {
  const author = await member("trained");
  actions.removeMember({ as: "sam", user: author });
  await flow.settled();
  return actions.openPullRequest({ as: "ada", repository, commits: [{ author }] });
}

export async function backportOfALapsedPersonsCommit({ actions, member, lapse }: World): Built {
  const author = await member("trained");
  await lapse(author);
  return actions.openPullRequest({ as: "ada", repository, commits: [{ author }] });
}

/** GitHub's button writes the commit in the name of who pressed it. */
export async function revertOfALeaversCommit(world: World): Built {
  const { actions, member, flow, fresh } = world;
  const author = await member("trained");
  const { number } = await mergeThroughGate(world, { as: author, commits: [{}], base: "main" });
  actions.removeMember({ as: "sam", user: author });
  await flow.settled();
  const commits = [{ message: `Revert "Change something"\n\nThis reverts #${number}.`, signature: "github" as const }];
  return actions.openPullRequest({ as: "ada", repository, branch: fresh("revert"), commits });
}

/** GitHub signs it, in the name of who applied it; who suggested it is a co-author. */
export async function appliedSuggestion({ actions, flow }: World): Built {
  const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
  await flow.settled();
  const commits = [{ message: "Apply suggestion", signature: "github" as const, coAuthors: ["mira"] }];
  actions.push({ as: "ada", repository, branch: pull.headRef, commits });
  return pull;
}

export async function suggestionAppliedByUntrained({ actions, flow }: World): Built {
  const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
  await flow.settled();
  const commits = [{ message: "Apply suggestion", signature: "github" as const, coAuthors: ["ada"] }];
  actions.push({ as: "mira", repository, branch: pull.headRef, commits });
  return pull;
}

const mergesMain = { message: "Merge branch 'main'", merges: "main" } as const;

/** What comes with `main` is somebody's whose training ended, and has passed. */
export async function mergeFromMain(world: World): Built {
  const { actions, fresh } = world;
  const release = fresh("release");
  actions.push({ as: "ada", repository, branch: release, commits: [], forceFrom: "main" });
  const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}], base: release });
  await mergedByLapsed(world);
  actions.push({ as: "ada", repository, branch: pull.headRef, commits: [mergesMain] });
  return pull;
}

/** The button "Update branch", pressed by somebody untrained. */
export async function updatedByUntrained(world: World): Built {
  const { actions, flow } = world;
  const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
  await flow.settled();
  await mergedByLapsed(world);
  actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{ ...mergesMain, signature: "github" }] });
  return pull;
}

const OUTSIDERS = 300;

/** Hundreds of commits by people whom nobody here knows, some of whom have an account. */
export async function vendoredUpstream({ actions }: World): Built {
  const commits = Array.from({ length: OUTSIDERS }, (_, index) =>
    index % 10 === 0 ? { author: "audrey" } : { name: `upstream ${index}`, email: `dev${index % 40}@upstream.example` },
  );
  return actions.openPullRequest({ as: "ada", repository, commits });
}

/** All but the last by somebody trained. */
export const manyCommits =
  (count: number) =>
  async ({ actions }: World): Built => {
    const commits = Array.from({ length: count }, (_, index) => (index === count - 1 ? { author: "mira" } : {}));
    return actions.openPullRequest({ as: "ada", repository, commits });
  };

/** GitHub counts one more than it ever names. */
export async function commitsThatNeverAddUp({ actions }: World): Built {
  const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}, {}] });
  Object.assign(pull, { commits: [...pull.commits, pull.commits[0]] });
  return pull;
}
