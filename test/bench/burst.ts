import type { Bench } from "./row.ts";
import { REPOSITORY, serve, untilShown } from "./served.ts";

const HEADS = 300;

/** As a bot opens them, all at once: right in time, and GitHub never had to say that it was too much. */
export const burst: Bench = {
  name: "burst",
  async run() {
    const { github, close } = await serve();
    try {
      const startedAt = performance.now();
      const heads = Array.from(
        { length: HEADS },
        () => github.actions.openPullRequest({ as: "mira", repository: REPOSITORY, commits: [{}] }).headSha,
      );
      await untilShown(github, heads);
      const seconds = (performance.now() - startedAt) / 1000;
      const wrong = heads.filter((sha) => github.latestRun(REPOSITORY, sha)?.conclusion !== "action_required").length;
      const { primary, secondary } = github.limits.refusals;
      const none = { at: "most", value: 0 } as const;
      return [
        {
          what: `${HEADS} heads at once, until all show their verdict`,
          measured: seconds,
          unit: "s",
          limit: { at: "most", value: 180 },
        },
        { what: `${HEADS} heads at once, wrong verdicts`, measured: wrong, unit: "", limit: none },
        {
          what: `${HEADS} heads at once, refused by GitHub's limits`,
          measured: primary + secondary,
          unit: "",
          limit: none,
        },
      ];
    } finally {
      await close();
    }
  },
};
