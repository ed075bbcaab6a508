import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLearner } from "../sandbox/learner.ts";
import { type Flow, startFlow } from "../support/flow.ts";

const REPOSITORY = "acme/payments-api";

describe("finishing the course", () => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await startFlow();
    await flow.settled();
  });
  afterAll(() => flow?.close());

  it("turns every open pull request of that person green, by one write each and without a read", async () => {
    const { actions, latestRun, countRequests, requests } = flow.github;
    const pulls = [1, 2, 3].map(() => actions.openPullRequest({ as: "mira", repository: REPOSITORY, commits: [{}] }));
    const other = actions.openPullRequest({ as: "jo", repository: REPOSITORY, commits: [{}] });
    await flow.settled();
    expect(pulls.map(({ headSha }) => latestRun(REPOSITORY, headSha)?.conclusion)).toEqual(
      Array(3).fill("action_required"),
    );
    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, "mira");
    await learner.signIn();
    await learner.start();
    await learner.answer("right");
    const before = requests.all.length;

    await learner.sign("Mira Novak");
    await flow.settled();

    expect(pulls.map(({ headSha }) => latestRun(REPOSITORY, headSha)?.conclusion)).toEqual(Array(3).fill("success"));
    expect(latestRun(REPOSITORY, other.headSha)?.conclusion).toBe("action_required");
    expect(countRequests(before)).toMatchObject({ read: 0, write: 3 });
    expect(flow.github.violations).toEqual([]);
  });
});
