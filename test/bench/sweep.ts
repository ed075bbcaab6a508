import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createGitHub, type GitHub } from "../sandbox/github/server.ts";
import { ALL_SHOWN, describeSweep, seedRepositories } from "../support/many-repositories.ts";
import { makeDataDir } from "../support/scratch-postgres.ts";
import { environmentOf, startServerProcess } from "../support/server-process.ts";
import type { Bench } from "./row.ts";

const REPOSITORIES = 1_000;
const HEADS = 2_000;
const PEOPLE = 500;
const TEAMS = 40;
const ENFORCEMENT = " { mode: observe, require: [{ who: { opens: pull_request }, layers: [developer] }] }\n";

/**
 * What an hourly sweep asks of GitHub when all is known. It is made of: repositories and open heads by the hundred, a page
 * more for each hundred pull requests of a repository with more than ten; who has which access, by the hundred members, 20
 * teams and 50 repositories, the hundred Apps, and two for each organisation role; and a handful that does not grow (installations, failed
 * deliveries, the policy, a token). The look at access is that of the first start, since a second one so soon does without.
 */
export const sweep: Bench = {
  name: "sweep",
  async run() {
    const seed = (state: GitHub["state"]) =>
      seedRepositories(state, { repositories: REPOSITORIES, heads: HEADS, people: PEOPLE, teams: TEAMS });
    const github = await createGitHub({ limits: false, installed: true, seed, app: { permissions: ALL_SHOWN } });
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
      const { access } = describeSweep(github.requests.all);
      github.limits.enabled = true;
      const before = github.requests.all.length;
      await start();
      const asked = describeSweep(github.requests.all.slice(before));
      const { primary, secondary } = github.limits.refusals;
      const what = `sweep of ${PEOPLE} people, ${TEAMS} teams and ${REPOSITORIES} repositories with ${HEADS} open heads`;
      return [
        { what, measured: asked.all - asked.access + access, unit: "requests", limit: { at: "most", value: 150 } },
        { what: `${what}: for the open heads`, measured: asked.openHeads, unit: "requests" },
        { what: `${what}: for who has which access`, measured: access, unit: "requests" },
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
