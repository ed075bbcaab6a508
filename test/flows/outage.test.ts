import { describe, expect, it } from "vitest";
import { surviveOutage } from "../support/outage.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const SECONDS = Number(process.env.OUTAGE_SECONDS ?? 20);

describe("GitHub failing", () => {
  const flow = useFlow();

  it(
    `for ${SECONDS} s loses no delivery, passes nobody untrained at any instant, and leaves every check right`,
    () => surviveOutage(flow, SECONDS),
    SECONDS * 1_000 + 180_000,
  );

  it("by one answer that never comes does not keep a check waiting for long", async () => {
    flow.github.faults.set({ failWith: "timeout", count: 1 });

    const pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });

    await flow.until("the check", () => runOn(flow, pull), 25_000);
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    flow.github.faults.clear();
  });
});
