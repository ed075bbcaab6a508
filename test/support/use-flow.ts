import { afterAll, beforeAll } from "vitest";
import type { CheckRun, PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import { type Flow, type FlowOptions, startFlow } from "./flow.ts";

/** One flow for all tests of a file: there from the first test on, at rest, and closed after the last. */
export function useFlow(options: FlowOptions = {}): Flow {
  let started: Flow | undefined;
  beforeAll(async () => {
    started = await startFlow(options);
    await started.settled();
  });
  afterAll(() => started?.close());
  const flow = (): Flow => {
    if (!started) throw new Error("The flow is there from beforeAll on");
    return started;
  };
  return {
    get github() {
      return flow().github;
    },
    get app() {
      return flow().app;
    },
    get database() {
      return flow().database;
    },
    get environment() {
      return flow().environment;
    },
    until: (...wanted) => flow().until(...wanted),
    settled: () => flow().settled(),
    restart: (meanwhile) => flow().restart(meanwhile),
    sweep: () => flow().sweep(),
    lookAround: () => flow().lookAround(),
    requestsOf: (act) => flow().requestsOf(act),
    close: () => flow().close(),
  };
}

/** Our run on the head of a pull request as it stands now. */
export function runOn(flow: Flow, pull: Pick<PullRequest, "repositoryId" | "headSha">): CheckRun | undefined {
  return flow.github.latestRun(nameOf(flow, pull), pull.headSha);
}

/** All of them: more than one only after a re-run. */
export function runsOn(flow: Flow, pull: Pick<PullRequest, "repositoryId" | "headSha">): readonly CheckRun[] {
  return flow.github.checkRuns(nameOf(flow, pull), pull.headSha);
}

function nameOf({ github }: Flow, { repositoryId }: Pick<PullRequest, "repositoryId">): string {
  const name = github.state.repositories.get(repositoryId)?.name;
  if (!name) throw new Error(`There is no repository ${repositoryId}`);
  return `acme/${name}`;
}

/** Takes the course and signs, through the pages; answers when every check has followed. */
export async function train(flow: Flow, login: string): Promise<void> {
  const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, login);
  await learner.complete(login);
  await flow.settled();
}

/** GitHub dates pull requests in whole seconds: what happens from here on is known to be later. */
export async function nextSecond(): Promise<void> {
  const second = Math.floor(Date.now() / 1_000);
  // A timer may come a little early, and then it would still be the same second.
  while (Math.floor(Date.now() / 1_000) === second)
    await new Promise((resolve) => setTimeout(resolve, 1_000 - (Date.now() % 1_000)));
}
