import { expect } from "vitest";
import type { FaultRule } from "../sandbox/github/faults.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import type { Flow } from "./flow.ts";
import { runOn, runsOn, train } from "./use-flow.ts";

const repository = "acme/payments-api";

/** How GitHub fails, one way after the other. Some failures come after the work was done, and lose only the answer. */
const WAYS: readonly FaultRule[] = [
  { failWith: 502 },
  { failWith: 403, retryAfter: 2 },
  { failWith: 500 },
  { failWith: "reset" },
  { failWith: 429, retryAfter: 1 },
  { failWith: 503, afterwards: true },
  { failWith: "timeout" },
  { failWith: "reset", afterwards: true },
];
const EACH_WAY_MS = 700;
const RECOVERY_MS = 120_000;

/**
 * GitHub fails for `seconds`, in every way, while people go on working: pull requests are opened and pushed to, and jo
 * finishes her course. At no instant does a check pass for somebody untrained; afterwards everything is as it would
 * have been, within two minutes. `flow` is a fresh one that blocks.
 */
export async function surviveOutage(flow: Flow, seconds: number): Promise<void> {
  const story = await beforeIt(flow);
  const watch = watchForWrongPass(flow, story);
  const end = Date.now() + seconds * 1_000;
  for (let way = 0; Date.now() < end; way++) {
    const over = flow.github.faults.set(WAYS[way % WAYS.length] as FaultRule);
    goOn(flow, story, way);
    if (way === 3) await story.jo.sign("Jo Berg");
    await new Promise((resolve) => setTimeout(resolve, EACH_WAY_MS));
    over();
  }
  flow.github.faults.clear();

  await flow.until("every check to be right", () => (isAllRight(flow, story) ? true : undefined), RECOVERY_MS);
  await flow.settled();
  expect(watch.stop()).toEqual([]);
  await expectNothingLost(flow, story);
}

interface Story {
  readonly trained: PullRequest[];
  readonly untrained: PullRequest[];
  /** Signs when the outage has begun. */
  readonly jos: PullRequest[];
  readonly jo: { sign(name: string): Promise<string> };
}

async function beforeIt(flow: Flow): Promise<Story> {
  await train(flow, "ada");
  const jo = await createLearner({ app: flow.app.url, github: flow.github.url }, "jo");
  await jo.signIn();
  await jo.start();
  await jo.answer("right");
  const story = { trained: [open(flow, "ada")], untrained: [open(flow, "mira")], jos: [open(flow, "jo")], jo };
  await flow.settled();
  return story;
}

function open(flow: Flow, as: string): PullRequest {
  return flow.github.actions.openPullRequest({ as, repository, commits: [{}] });
}

/** Pull requests open and heads move, but for long outages not without end: each is one more to be put right after it. */
function goOn(flow: Flow, { trained, untrained, jos }: Story, step: number): void {
  const { actions } = flow.github;
  if (step < 40 && step % 4 === 0) trained.push(open(flow, "ada"));
  if (step < 40 && step % 4 === 1) untrained.push(open(flow, "mira"));
  if (step < 40 && step % 4 === 2) jos.push(open(flow, "jo"));
  const [pull] = untrained;
  if (step % 4 === 3 && pull) actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{}] });
}

/** Looks at every head that there was, many times a second. */
function watchForWrongPass(flow: Flow, { untrained }: Story): { stop(): readonly string[] } {
  const heads = new Map<string, Pick<PullRequest, "repositoryId" | "headSha">>();
  const wrong = new Set<string>();
  const timer = setInterval(() => {
    for (const { repositoryId, headSha } of untrained) heads.set(headSha, { repositoryId, headSha });
    for (const head of heads.values()) {
      const conclusion = runOn(flow, head)?.conclusion ?? null;
      if (conclusion !== null && conclusion !== "action_required" && conclusion !== "failure")
        wrong.add(`${conclusion} on ${head.headSha}`);
    }
  }, 20);
  return {
    stop() {
      clearInterval(timer);
      expect(heads.size).toBeGreaterThan(untrained.length);
      return [...wrong];
    },
  };
}

function isAllRight(flow: Flow, { trained, untrained, jos }: Story): boolean {
  const shows = (pulls: readonly PullRequest[], conclusion: string) =>
    pulls.every((pull) => runOn(flow, pull)?.conclusion === conclusion);
  return shows([...trained, ...jos], "success") && shows(untrained, "action_required");
}

async function expectNothingLost(flow: Flow, { trained, untrained, jos }: Story): Promise<void> {
  const guids = new Set(flow.github.deliveries.all().map(({ guid }) => guid));
  expect(await flow.database.db.delivery.count({ where: { id: { in: [...guids] } } })).toBe(guids.size);
  const doubled = [...trained, ...untrained, ...jos].filter((pull) => runsOn(flow, pull).length !== 1);
  expect(doubled.map(({ number }) => number)).toEqual([]);
}
