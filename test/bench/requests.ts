import { setTimeout as sleep } from "node:timers/promises";
import type { GitHub } from "../sandbox/github/server.ts";
import { createLearner } from "../sandbox/learner.ts";
import type { Bench, Row } from "./row.ts";
import { REPOSITORY, serve, untilShown } from "./served.ts";

const OPEN = 5;

/** What GitHub is asked for one event, counted at GitHub. */
export const requests: Bench = {
  name: "requests",
  async run() {
    const { github, environment, close } = await serve();
    try {
      const opened = () => github.actions.openPullRequest({ as: "mira", repository: REPOSITORY, commits: [{}] });
      const first = opened();
      const pulls = [first];
      const warm = await countAround(github, async () => {
        pulls.push(opened());
        await untilShown(
          github,
          pulls.map(({ headSha }) => headSha),
        );
      });
      while (pulls.length < OPEN) pulls.push(opened());
      await untilShown(
        github,
        pulls.map(({ headSha }) => headSha),
      );
      const learner = await createLearner({ app: environment.BASE_URL, github: github.url }, "mira");
      await learner.signIn();
      await learner.start();
      await learner.answer("right");
      const completion = await countAround(github, async () => {
        await learner.sign("Mira Novak");
        await sleep(500);
        await untilShown(
          github,
          pulls.map(({ headSha }) => headSha),
        );
      });
      const atMost = (what: string, measured: number, value: number): Row => ({
        what,
        measured,
        unit: "requests",
        limit: { at: "most", value },
      });
      return [
        atMost("GitHub requests, pull request opened, warm", warm.read + warm.write, 2),
        atMost(`GitHub reads, completion with ${OPEN} open pull requests`, completion.read, 0),
        atMost(`GitHub writes, completion with ${OPEN} open pull requests`, completion.write, OPEN),
      ];
    } finally {
      await close();
    }
  },
};

/** Waits before and after for what is still under way, so that each request is counted where it belongs. */
async function countAround(github: GitHub, act: () => Promise<void>) {
  await untilSilent(github);
  const before = github.requests.all.length;
  await act();
  await untilSilent(github);
  return github.countRequests(before);
}

async function untilSilent(github: GitHub): Promise<void> {
  for (let seen = -1; seen !== github.requests.all.length; ) {
    seen = github.requests.all.length;
    await sleep(2_000);
  }
}
