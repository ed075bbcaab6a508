import { describe, it } from "vitest";
import { largeOrganisation, surviveBackfill } from "../../support/backfill.ts";
import { useFlow } from "../../support/use-flow.ts";

const SIZE = { repositories: 24, pullsEach: 2 };

describe("an organisation on which the App is installed with block", () => {
  const flow = useFlow(largeOrganisation(SIZE));

  it("is answered newest activity first, and required only where it is answered, within GitHub's limits", async () => {
    await surviveBackfill(flow, SIZE, { timeoutMs: 150_000, tell: () => {} });
  }, 180_000);
});
