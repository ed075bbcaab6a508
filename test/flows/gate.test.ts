import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Flow, startFlow } from "../support/flow.ts";

describe("a pull request at the gate", () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await startFlow(process.env.FLOW_LOG ? { logLevel: process.env.FLOW_LOG } : {});
    await flow.settled();
  });
  afterAll(() => flow?.close());

  it("is told what is missing within seconds, by one check run that waits for training", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });

    const run = await flow.until("a check run", () => flow.github.latestRun("acme/payments-api", pull.headSha));

    expect(run).toMatchObject({ name: "training-gate", conclusion: "action_required" });
    expect(run.output.title).toBe("1 person still needs training");
    await flow.settled();
    expect(flow.github.checkRuns("acme/payments-api", pull.headSha)).toHaveLength(1);
    expect(flow.github.violations).toEqual([]);
  });
});
