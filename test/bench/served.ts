import { rm } from "node:fs/promises";
import { createGitHub, type GitHub } from "../sandbox/github/server.ts";
import { makeDataDir } from "../support/scratch-postgres.ts";
import {
  environmentOf,
  type ServerEnvironment,
  type ServerProcess,
  startServerProcess,
} from "../support/server-process.ts";

export interface Served {
  readonly github: GitHub;
  readonly environment: ServerEnvironment;
  readonly server: ServerProcess;
  /** What its database is called by. */
  readonly dataDir: string;
  close(): Promise<void>;
}

export const REPOSITORY = "acme/payments-api";

const ENFORCEMENT = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
`;

/** The product in a process of its own, its database on the disk, and a GitHub that enforces GitHub's limits. */
export async function serve(): Promise<Served> {
  const github = await createGitHub({ limits: true });
  const dataDir = await makeDataDir();
  const environment = await environmentOf(github, { dataDir, enforcement: ENFORCEMENT });
  const server = startServerProcess(environment);
  await server.ready();
  await untilWarm(github);
  return {
    github,
    environment,
    server,
    dataDir,
    async close() {
      await server.stop();
      await github.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** One pull request has its verdict: the first sweep is over, and every connection is open. */
async function untilWarm(github: GitHub): Promise<void> {
  const { headSha } = github.actions.openPullRequest({ as: "ada", repository: REPOSITORY, commits: [{}] });
  await untilShown(github, [headSha]);
}

const PATIENCE_MS = 300_000;

/** Waits until each of these heads shows a verdict. */
export async function untilShown(github: GitHub, heads: readonly string[]): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (heads.some((sha) => github.latestRun(REPOSITORY, sha)?.conclusion == null)) {
    if (performance.now() > deadline) throw new Error("Some heads never got their verdict");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
