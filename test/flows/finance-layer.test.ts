import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import { runBeside } from "../support/flow-cli.ts";
import { runOn, useFlow } from "../support/use-flow.ts";

const COURSE = "invoice-desk";
const ROSTER = "key,name,github_login,role";

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

describe("a layer that follows the role on the roster", async () => {
  const extra = await mkdtemp(join(tmpdir(), "training-gate-finance-"));
  await cp("test/fixtures/content-extra/finance", join(extra, "finance"), { recursive: true });
  const flow = useFlow({
    enforcement: POLICY.replace("teams: [payments]", "role: [finance]"),
    environment: { CONTENT_EXTRA: extra },
  });
  let pull: PullRequest;
  const bring = async (...rows: readonly string[]) => {
    const files = { "hris.csv": [ROSTER, ...rows].join("\n") };
    const args = ["roster", "import", "hris.csv", "--source", "hris", "--by", "sam"];
    const { code } = await runBeside(flow, args, { files });
    await flow.settled();
    return code;
  };
  beforeAll(async () => {
    pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();
  });
  afterAll(() => rm(extra, { recursive: true }));

  it("asks nobody whose role nobody told", () => {
    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });

  it("closes what is open as soon as the roster says that somebody has the role, by one write and without a read", async () => {
    const asked = await flow.requestsOf(() => bring("7,Mira Novak,mira,Finance", "8,Jo Adeyemi,jo,engineering"));

    expect(asked).toEqual({ read: 0, write: 1, token: 0 });
    expect(runOn(flow, pull)).toMatchObject({ conclusion: "action_required" });
    expect(runOn(flow, pull)?.output.summary).toContain("The invoice desk");
  });

  it("opens it again when the role is another one, and closes it when it is back", async () => {
    expect(await bring("7,Mira Novak,mira,engineering", "8,Jo Adeyemi,jo,engineering")).toBe(0);
    expect(runOn(flow, pull)?.conclusion).toBe("success");

    await bring("7,Mira Novak,mira,finance", "8,Jo Adeyemi,jo,engineering");
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });

  it("is taught, and opens the gate once it is done", async () => {
    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, "mira", COURSE, [extra]);
    await learner.complete("Mira Novak");
    await flow.settled();

    expect(runOn(flow, pull)?.conclusion).toBe("success");
  });
});

describe("a layer that all but some roles need", () => {
  const flow = useFlow({
    enforcement: `
  mode: block
  require:
    - { who: { access: any, except: { role: [design] } }, layers: [developer] }
`,
  });
  const bring = (row: string) =>
    runBeside(flow, ["roster", "import", "hris.csv", "--source", "hris", "--by", "sam"], {
      files: { "hris.csv": `${ROSTER}\n${row}` },
    });

  it("is not asked while the roster says that the role is spared, and is asked again when it is another", async () => {
    const pull = flow.github.actions.openPullRequest({ as: "mira", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");

    await bring("7,Mira Novak,mira,design");
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("success");

    await bring("7,Mira Novak,mira,engineering");
    await flow.settled();
    expect(runOn(flow, pull)?.conclusion).toBe("action_required");
  });
});
