import type { PullRequest } from "../../domain/pull-request.ts";
import type { FileJob } from "../../domain/stores/index.ts";

/** GitHub is given so long to bring the delivery after all, which says more: who merged, and what it left on the base. */
const PATIENCE_MS = 15 * 60_000;

/** Pull requests that were open when last seen, and were merged without a word. A merge is recorded once, by whichever job. */
export function untoldMerges(
  before: readonly PullRequest[],
  now: readonly PullRequest[],
  at: Date,
): readonly FileJob[] {
  const wasOpen = new Set(before.filter(({ state }) => state === "open").map(({ number }) => number));
  return now
    .filter(({ state, number }) => state === "merged" && wasOpen.has(number))
    .map(({ repositoryId, headSha, number }) => ({
      subject: {
        kind: "merge",
        repositoryId,
        headSha,
        number,
        mergedById: null,
        mergeSha: null,
        mergedAt: null,
        found: true,
      },
      at: new Date(at.getTime() + PATIENCE_MS),
    }));
}
