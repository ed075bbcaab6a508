import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import { runBeside } from "../support/flow-cli.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const COURSE = "invoice-desk";

/** What an organisation writes for a layer of its own, beside the folder. */
const POLICY = `
  mode: block
  layers:
    developer: { courses: [owasp-top-10-2025], valid_for: 365d }
    finance: { courses: [${COURSE}], valid_for: 365d }
  require:
    - { who: { teams: [payments] }, layers: [finance] }
`;

describe("a layer that an organisation adds by a folder and a few lines of policy", async () => {
  const extra = await mkdtemp(join(tmpdir(), "training-gate-finance-"));
  await cp("test/fixtures/content-extra/finance", join(extra, "finance"), { recursive: true });
  const flow = useFlow({ enforcement: POLICY, environment: { CONTENT_EXTRA: extra } });
  let pull: PullRequest;
  let other: PullRequest;
  beforeAll(async () => {
    pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    other = flow.github.actions.openPullRequest({ as: "sam", repository: "acme/infra", commits: [{}] });
    await flow.settled();
  });
  afterAll(() => rm(extra, { recursive: true }));

  it("is asked of those whom the policy names, and of nobody else", async () => {
    expect(runOn(flow, pull)).toMatchObject({ conclusion: "action_required" });
    expect(runOn(flow, pull)?.output.summary).toContain("The invoice desk");
    expect(runOn(flow, other)?.conclusion).toBe("success");
  });

  it("is taught, and opens the gate once it is done", async () => {
    const at = { app: flow.app.url, github: flow.github.url };
    const learner = await createLearner(at, "mira", COURSE, [extra]);
    await learner.signIn();
    const { html } = await learner.browser.get(`${at.app}/courses/${COURSE}/keep-the-list`);
    await learner.start();
    await learner.answer("right");
    await learner.sign("Mira Novak");
    await flow.settled();

    expect(html).toContain("<h1>Keep the list</h1>");
    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it("is counted by `content check`", async () => {
    const { told, complaints } = await runBeside(flow, ["content", "check"]);

    expect(told).toMatch(/^finance\/invoice-desk 1\.2\.0 +6 +8 +\d+ +0 +0$/m);
    expect(told).toMatch(/^finance +invoice-desk +\d+ of 120 +\d+ of 45 +\d+ of 30$/m);
    // It is a fixture, and says how small it is.
    expect(complaints.filter((line) => !line.startsWith("invoice-desk: "))).toEqual([]);
  });
});
