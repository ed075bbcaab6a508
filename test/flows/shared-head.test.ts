import { beforeAll, describe, expect, it } from "vitest";
import { runOn, runsOn, train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";

describe("who is on a head", () => {
  const flow = useFlow();
  beforeAll(() => train(flow, "ada"));

  it("are the authors of all open pull requests with it: both have to pass", async () => {
    const { actions } = flow.github;
    const first = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    await flow.settled();
    expect(runOn(flow, first)?.conclusion).toBe("success");

    actions.push({ as: "jo", repository, branch: "jo/same", commits: [], forceFrom: first.headSha });
    const second = actions.openPullRequest({ as: "jo", repository, branch: "jo/same" });
    await flow.settled();

    expect(second.headSha).toBe(first.headSha);
    expect(runsOn(flow, first)).toHaveLength(1);
    expect(runOn(flow, first)?.conclusion).toBe("action_required");

    await train(flow, "jo");

    expect(runOn(flow, first)?.conclusion).toBe("success");
  });

  it("are no longer the author of a pull request that was closed, but whoever pushed stays", async () => {
    const { actions } = flow.github;
    const { sha } = actions.push({ as: "ada", repository, branch: "ada/shared", commits: [{}] });
    actions.push({ as: "mira", repository, branch: "mira/shared", commits: [], forceFrom: sha });
    const adas = actions.openPullRequest({ as: "ada", repository, branch: "ada/shared" });
    const miras = actions.openPullRequest({ as: "mira", repository, branch: "mira/shared" });
    await flow.settled();
    expect(runOn(flow, adas)?.output.summary).toContain("mira (author)");

    actions.closePullRequest({ as: "mira", repository, number: miras.number });
    await flow.settled();

    expect(runOn(flow, adas)?.output.summary).toContain("mira (pusher)");
  });

  it("are its pushers, who may be others than the author", async () => {
    const { actions } = flow.github;
    const pull = actions.openPullRequest({ as: "ada", repository, commits: [{}] });
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("success");

    actions.push({ as: "mira", repository, branch: pull.headRef, commits: [{ author: "ada" }] });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(runOn(flow, pull)?.output.summary).toContain("mira (pusher)");
  });

  it("are authors of its commits who have access here", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{ author: "mira" }] });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(runOn(flow, pull)?.output.summary).toContain("mira (wrote 1 commit)");
  });

  it("are neither authors without access, nor co-authors, nor an AI assistant", async () => {
    const commits = [{ author: "noor" }, { author: "audrey" }, { coAuthors: ["mira", "Copilot"] }];
    const pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits });
    await flow.settled();

    expect(runOn(flow, pull)).toMatchObject({ conclusion: "success", output: { title: "Training is current" } });
    expect(runOn(flow, pull)?.output.summary).toContain("noor");
  });

  it("are found for a pull request from a fork, whose commits are in another repository", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "noor", repository: "acme/web", commits: [{}], fork: true });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    const asked = await flow.requestsOf(() =>
      flow.github.actions.push({ as: "noor", repository: "noor/web", branch: pull.headRef, commits: [{}] }),
    );

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("from outside are told, and do not block, unless the policy says so", async () => {
    const pull = flow.github.actions.openPullRequest({
      as: "audrey",
      repository: "acme/docs",
      commits: [{}],
      fork: true,
    });
    await flow.settled();

    expect(runOn(flow, pull)).toMatchObject({
      conclusion: "neutral",
      output: { title: "1 outside contributor has no training" },
    });
  });

  it("are looked at anew where the base becomes another, with the commits that it brings", async () => {
    const { actions } = flow.github;
    const { sha } = actions.push({ as: "mira", repository, branch: "release", commits: [{}] });
    actions.push({ as: "ada", repository, branch: "ada/on-release", commits: [{}], forceFrom: sha });
    const pull = actions.openPullRequest({ as: "ada", repository, branch: "ada/on-release", base: "release" });
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("success");

    actions.changeBase({ as: "ada", repository, number: pull.number, base: "main" });
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
    expect(runOn(flow, pull)?.output.summary).toContain("@mira");
  });
});
