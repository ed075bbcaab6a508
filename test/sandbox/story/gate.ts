import assert from "node:assert/strict";
import { learn } from "../../support/product.ts";
import { userOf } from "../github/find.ts";
import type { PullRequest } from "../github/state.ts";
import { createLearner } from "../learner.ts";
import type { SandboxWorld } from "../world.ts";
import { refusalOf, tellCheck } from "./check.ts";
import { readLog, tellEntries } from "./log.ts";
import type { Teller } from "./teller.ts";

const REPOSITORY = "acme/payments-api";

/**
 * What sam puts into the organisation's own policy: payments blocks, everything else only says what is missing, and
 * audrey may look at every decision.
 */
export function storyPolicy({ state }: SandboxWorld["github"]): string {
  const until = `${new Date().getUTCFullYear() + 1}-12-31`;
  return `enforcement:
  mode: flag
  scopes:
    - { repositories: [payments-*], mode: block }
  roles: { auditor: { accounts: [${userOf(state, "audrey").id}], until: ${until} } }
`;
}

/** A pull request opened before the policy is read would be decided by the deployment's own: answers when it is in force. */
export async function putPolicyInForce({ github, settled }: SandboxWorld): Promise<void> {
  await settled();
  const content = storyPolicy(github);
  github.actions.commitFile({ as: "sam", repository: "acme/.github", path: ".github/app.yml", content });
  await settled();
}

/** A pull request that nobody may merge until its people are trained, told as each of them sees it. */
export async function tellGate(world: SandboxWorld, teller: Teller): Promise<void> {
  const { actions } = world.github;
  const { step, tell } = teller;

  step("Sam, who runs the platform, writes the policy: payments-* blocks, the rest only says what is missing.");
  await putPolicyInForce(world);
  actions.requireCheck({ as: "sam", repository: REPOSITORY });
  tell("GitHub now requires the check `training-gate` before anything merges into payments-api.");

  step("Mira, who is new, opens a pull request on payments-api.");
  const pull = actions.openPullRequest({
    as: "mira",
    repository: REPOSITORY,
    title: "Round amounts half to even",
    commits: [{}],
  });
  await expectCheck(world, teller, pull, ["action_required", "1 person"]);

  step("Jo pushes a commit to her branch. GitHub says who pushed, so Jo is asked too.");
  actions.push({ as: "jo", repository: REPOSITORY, branch: pull.headRef, commits: [{ author: "jo" }] });
  await expectCheck(world, teller, pull, ["action_required", "2 of 2"]);

  step("Mira tries to merge all the same.");
  const merge = () => actions.mergePullRequest({ as: "mira", repository: REPOSITORY, number: pull.number });
  tell(`GitHub: ${refusalOf(merge)}`);

  step("She follows the link, signs in with GitHub, and tries the quiz without reading.");
  const mira = await createLearner({ app: world.app.url, github: world.github.url }, "mira");
  await mira.signIn();
  await mira.start();
  expectHeadline(teller, await mira.answer("wrong"), "Not passed yet");
  tell("Each question that she missed says why, and which page to read.");

  step("She reads, takes another paper (other questions in another order), passes, and signs.");
  await mira.start();
  expectHeadline(teller, await mira.answer("right"), "Passed");
  await mira.sign("Mira Novak");
  await expectCheck(world, teller, pull, ["action_required", "1 of 2"]);

  step("Jo knows the subject and tests out at once.");
  await learn(world, "jo", { name: "Jo Berg" });
  await expectCheck(world, teller, pull, ["success", "Everybody"]);

  step("The check turned green by itself. Mira merges.");
  merge();
  tell("GitHub: merged.");

  step("What an auditor finds in the access-gating log:");
  const entries = await readLog(world);
  assert.equal(entries.at(-1)?.type, "merge.observed");
  tellEntries(teller, entries);
}

async function expectCheck(
  world: SandboxWorld,
  teller: Teller,
  pull: PullRequest,
  [conclusion, title]: readonly [conclusion: string, title: string],
): Promise<void> {
  await world.settled();
  const run = world.github.latestRun(REPOSITORY, pull.headSha);
  assert.ok(run, "There is no check on the pull request");
  assert.equal(run.conclusion, conclusion);
  assert.ok(run.output.title?.startsWith(title), `The check says: ${run.output.title}`);
  tellCheck(teller, run);
}

function expectHeadline({ tell }: Teller, html: string, expected: string): void {
  const headline = /<h1[^>]*>([\s\S]*?)<\/h1>/
    .exec(html)?.[1]
    ?.replaceAll(/<[^>]+>/g, "")
    .trim();
  assert.equal(headline, expected);
  tell(`The page: ${expected}.`);
}
