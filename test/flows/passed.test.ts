import { beforeAll, describe, expect, it } from "vitest";
import { runOn, train, useFlow } from "../support/use-flow.ts";

describe("commits that are promoted to another branch", () => {
  const flow = useFlow({
    enforcement: `
  mode: block
  boundary: { repositories: { include: ["*"], exclude: ["sandbox-*"] } }
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
`,
  });
  beforeAll(() => train(flow, "ada"));

  /** Somebody's work goes into a branch that nobody protects. */
  async function merged(as: string, repository: string, method: "merge" | "squash") {
    const { actions } = flow.github;
    const base = `develop-${as}-${method}`;
    actions.push({ as: "ada", repository, branch: base, commits: [], forceFrom: "main" });
    const work = actions.openPullRequest({ as, repository, commits: [{ author: "noor" }, { author: as }], base });
    await flow.settled();
    actions.mergePullRequest({ as: "ada", repository, number: work.number, method });
    await flow.settled();
    return base;
  }
  async function promoted(repository: string, branch: string) {
    const promotion = flow.github.actions.openPullRequest({ as: "ada", repository, branch });
    await flow.settled();
    return runOn(flow, promotion);
  }

  it.each(["merge", "squash"] as const)("ask nobody again if the gate let them through (%s)", async (method) => {
    const branch = await merged("ada", "acme/payments-api", method);

    const run = await promoted("acme/payments-api", branch);

    expect(run?.conclusion).toBe("success");
    expect(run?.output.summary).not.toContain("noor");
  });

  it.each(["merge", "squash"] as const)(
    "ask if they were merged past the gate, whatever GitHub calls them (%s)",
    async (method) => {
      const branch = await merged("mira", "acme/payments-api", method);

      const run = await promoted("acme/payments-api", branch);

      expect(run?.conclusion).toBe("action_required");
      expect(run?.output.summary).toContain("mira");
    },
  );

  it("ask if they were merged while the repository was outside of the boundary, where nobody was asked", async () => {
    const branch = await merged("mira", "acme/sandbox-play", "merge");
    flow.github.actions.renameRepository({ as: "sam", repository: "acme/sandbox-play", name: "play" });
    await flow.settled();

    const run = await promoted("acme/play", branch);

    expect(run?.conclusion).toBe("action_required");
    expect(run?.output.summary).toContain("mira");
  });
});
