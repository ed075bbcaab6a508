import { setTimeout as sleep } from "node:timers/promises";
import type { GitHub } from "../sandbox/github/server.ts";
import type { Bench } from "./row.ts";
import { REPOSITORY, serve, untilShown } from "./served.ts";
import { percentile } from "./statistics.ts";

const GITHUB_MS = 50;
const PER_SECOND = 2;
const SECONDS = 60;

/** From the moment at which a pull request is opened to the moment at which GitHub has its check run. */
export const verdict: Bench = {
  name: "verdict",
  async run() {
    const { github, close } = await serve();
    try {
      github.faults.set({ latencyMs: GITHUB_MS });
      const madeAt = watchRuns(github);
      const openedAt = new Map<string, number>();
      for (let opened = 0; opened < PER_SECOND * SECONDS; opened++) {
        const { headSha } = github.actions.openPullRequest({ as: "mira", repository: REPOSITORY, commits: [{}] });
        openedAt.set(headSha, performance.now());
        await sleep(1000 / PER_SECOND);
      }
      await untilShown(github, [...openedAt.keys()]);
      const took = [...openedAt].map(([sha, at]) => (madeAt.get(sha) ?? Number.NaN) - at);
      const what = (share: string) =>
        `pull request opened to check run, GitHub in ${GITHUB_MS} ms, ${PER_SECOND}/s, ${share}`;
      return [
        { what: what("p50"), measured: percentile(took, 0.5), unit: "ms", limit: { at: "most", value: 400 } },
        { what: what("p99"), measured: percentile(took, 0.99), unit: "ms", limit: { at: "most", value: 1_500 } },
      ];
    } finally {
      await close();
    }
  },
};

/** When the first run on each head was made. */
function watchRuns({ state: { runs } }: GitHub): ReadonlyMap<string, number> {
  const madeAt = new Map<string, number>();
  const keep = runs.set.bind(runs);
  runs.set = (id, run) => {
    if (!madeAt.has(run.suite.headSha)) madeAt.set(run.suite.headSha, performance.now());
    return keep(id, run);
  };
  return madeAt;
}
