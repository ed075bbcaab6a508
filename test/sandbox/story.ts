import { pino } from "pino";
import { openStorage } from "../../src/app.ts";
import { readVersion } from "../../src/config.ts";
import { userOf } from "./github/find.ts";
import type { CheckRun, PullRequest } from "./github/state.ts";
import { createLearner } from "./learner.ts";
import { tellAccess } from "./story-of-access.ts";
import { createStep, policyInForce, type Say, until } from "./story-steps.ts";
import type { SandboxWorld } from "./world.ts";

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

/**
 * The main job, told step by step as each person sees it. Throws at the first step whose outcome is not the one that
 * the story tells.
 */
export async function tellStory(world: SandboxWorld, say: Say): Promise<void> {
  const { actions } = world.github;
  const step = createStep(say);

  step(
    "Sam, who runs the platform, writes the organisation's policy: payments-* blocks, the rest flags, Audrey audits.",
  );
  await policyInForce(world, () => {
    actions.commitFile({
      as: "sam",
      repository: "acme/.github",
      path: ".github/app.yml",
      content: storyPolicy(world.github),
    });
  });
  actions.requireCheck({ as: "sam", repository: REPOSITORY });
  say("   The check `training-gate` is required on the default branch of payments-api.");

  step("Mira, who is new, opens a pull request on payments-api.");
  const pull = actions.openPullRequest({
    as: "mira",
    repository: REPOSITORY,
    title: "Round amounts half to even",
    commits: [{}],
  });
  show(say, await conclusion(world, pull, "action_required"));

  step("Jo pushes a commit to her branch. GitHub says who pushed, so Jo is asked too.");
  actions.push({ as: "jo", repository: REPOSITORY, branch: pull.headRef, commits: [{ author: "jo" }] });
  show(say, await conclusion(world, pull, "action_required", "2 of 2"));

  step("Mira tries to merge all the same.");
  say(
    `   GitHub: ${refusal(() => actions.mergePullRequest({ as: "mira", repository: REPOSITORY, number: pull.number }))}`,
  );

  step("Mira follows the link, signs in with GitHub, tries the quiz without reading, and is told why she missed what.");
  const mira = await createLearner({ app: world.app.url, github: world.github.url }, "mira");
  await mira.signIn();
  await mira.start();
  say(`   ${headline(await mira.answer("wrong"))}`);

  step("She reads, takes another paper (other questions, other order), passes, and signs.");
  await mira.start();
  say(`   ${headline(await mira.answer("right"))}`);
  await mira.sign("Mira Novak");
  show(say, await conclusion(world, pull, "action_required", "1 of 2"));

  step("Jo knows the subject and tests out at once.");
  const jo = await createLearner({ app: world.app.url, github: world.github.url }, "jo");
  await jo.complete("Jo Berg");
  show(say, await conclusion(world, pull, "success"));

  step("The check turned green by itself. Mira merges.");
  actions.mergePullRequest({ as: "mira", repository: REPOSITORY, number: pull.number });
  say("   GitHub: merged.");

  await tellAccess(world, { step, say }, storyPolicy(world.github));

  step("What an auditor finds in the access-gating log:");
  await tellLog(world, say);
  expectNoViolations(world);
}

async function conclusion(world: SandboxWorld, pull: PullRequest, wanted: string, title = ""): Promise<CheckRun> {
  return until(`${wanted} ${title} on #${pull.number}`, () => {
    const run = world.github.latestRun(REPOSITORY, pull.headSha);
    return run?.conclusion === wanted && run.output.title?.startsWith(title) ? run : undefined;
  });
}

function show(say: Say, { conclusion, output }: CheckRun): void {
  say(`   GitHub shows: ${conclusion} · ${output.title}`);
  for (const line of (output.summary ?? "").split("\n")) say(`     | ${line}`);
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("GitHub let through what the story says it refuses");
}

const headline = (html: string) =>
  /<h1[^>]*>([\s\S]*?)<\/h1>/
    .exec(html)?.[1]
    ?.replaceAll(/<[^>]+>/g, "")
    .trim() ?? "";

/** What the story ends with comes by deliveries of its own, and may be later than what GitHub shows. */
const TOLD_LAST = ["merge.observed", "hold.ended"];

async function tellLog({ config }: SandboxWorld, say: Say): Promise<void> {
  const storage = await openStorage(config, { log: pino({ level: "warn" }), version: readVersion(), role: "command" });
  try {
    const entries = await until("the log to be in order", async () => {
      const all = await storage.stores.log.read({ from: 0, limit: 1000 });
      const isTold = TOLD_LAST.every((last) => all.some(({ type }) => type === last));
      return isTold && (await storage.stores.log.waiting()) === 0 ? all : undefined;
    });
    for (const { seq, type, body } of entries) say(`   ${String(seq).padStart(3)}  ${type.padEnd(22)} ${gist(body)}`);
    entries.forEach(({ seq }, index) => {
      if (seq !== index) throw new Error(`The log has a gap: entry ${index} has number ${seq}`);
    });
  } finally {
    await storage.close();
  }
}

function gist(body: string): string {
  const entry = JSON.parse(body) as {
    decision?: { outcome?: string };
    mode?: string;
    check?: { conclusion: string };
    result?: { score?: number };
    cause?: string;
    how?: string;
  };
  return [
    entry.decision?.outcome,
    entry.mode,
    entry.check?.conclusion,
    entry.result?.score === undefined ? "" : `${entry.result.score}%`,
    entry.cause,
    entry.how,
  ]
    .filter(Boolean)
    .join(" · ");
}

function expectNoViolations({ github }: SandboxWorld): void {
  if (github.violations.length > 0) throw new Error(`GitHub would have refused: ${JSON.stringify(github.violations)}`);
  if (github.errors.length > 0) throw new Error(`The stand-in failed: ${github.errors.join("; ")}`);
}
