import { describe, it } from "vitest";
import { largeOrganisation, surviveBackfill } from "../support/backfill.ts";
import { useFlow } from "../support/use-flow.ts";

const SIZE = {
  repositories: Number(process.env.BACKFILL_REPOSITORIES ?? 1_200),
  pullsEach: Number(process.env.BACKFILL_PULLS ?? 5),
};
/** At 2.5 writes a second, and as much again. */
const TIMEOUT_MS = SIZE.repositories * SIZE.pullsEach * 800 + 120_000;

describe("block on a large organisation", () => {
  const flow = useFlow(largeOrganisation(SIZE));

  it(
    `${SIZE.repositories} repositories with ${SIZE.repositories * SIZE.pullsEach} open pull requests: no limit passed, nobody left waiting`,
    () => surviveBackfill(flow, SIZE, { timeoutMs: TIMEOUT_MS, tell: (line) => console.log(line) }),
    TIMEOUT_MS + 60_000,
  );
});
