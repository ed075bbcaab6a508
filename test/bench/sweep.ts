import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createGitHub, type GitHub } from "../sandbox/github/server.ts";
import { describeSweep, seedRepositories } from "../support/many-repositories.ts";
import { makeDataDir } from "../support/scratch-postgres.ts";
import { environmentOf, startServerProcess } from "../support/server-process.ts";
import type { Bench } from "./row.ts";

const REPOSITORIES = 1_000;
const HEADS = 2_000;
const ENFORCEMENT = " { mode: observe, require: [{ who: { opens: pull_request }, layers: [developer] }] }\n";

/**
 * What a start asks of GitHub when all is known. It is made of: repositories and open heads by the hundred, a page more
 * for each hundred pull requests of a repository with more than ten, and a handful that does not grow (installations,
 * failed deliveries, the policy, a token).
 */
export const sweep: Bench = {
  name: "sweep",
  async run() {
    const seed = (state: GitHub["state"]) => seedRepositories(state, { repositories: REPOSITORIES, heads: HEADS });
    const github = await createGitHub({ limits: false, installed: true, seed });
    const dataDir = await makeDataDir();
    const environment = await environmentOf(github, { dataDir, enforcement: ENFORCEMENT });
    const start = async () => {
      const server = startServerProcess(environment);
      await server.ready();
      await untilSilent(github);
      await server.stop();
    };
    try {
      await start();
      github.limits.enabled = true;
      const before = github.requests.all.length;
      await start();
      const asked = describeSweep(github.requests.all.slice(before));
      const { primary, secondary } = github.limits.refusals;
      const what = `sweep of ${REPOSITORIES} repositories with ${HEADS} open heads`;
      return [
        { what, measured: asked.all, unit: "requests", limit: { at: "most", value: 150 } },
        { what: `${what}: for the open heads`, measured: asked.openHeads, unit: "requests" },
        { what: `${what}: for the repositories`, measured: asked.repositories, unit: "requests" },
        {
          what: `${what}: refused by GitHub's limits`,
          measured: primary + secondary,
          unit: "",
          limit: { at: "most", value: 0 },
        },
      ];
    } finally {
      await github.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

const SILENCE_MS = 5_000;

async function untilSilent(github: GitHub): Promise<void> {
  for (let seen = -1; seen !== github.requests.all.length; ) {
    seen = github.requests.all.length;
    await sleep(SILENCE_MS);
  }
}
