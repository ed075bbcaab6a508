import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import type { Decision } from "../../src/gate/decision.ts";
import type { Facts } from "../../src/gate/facts.ts";
import { readStoredPolicy } from "../../src/policy/digest.ts";
import { scopeOf } from "../../src/policy/scope.ts";
import { createLearner } from "../sandbox/learner.ts";
import { runBeside } from "../support/flow-cli.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const FIXTURE = new URL("../fixtures/content-extra/finance/invoice-desk", import.meta.url).pathname;
const COURSE = "invoice-desk";
const MODULE = "keep-the-list";
const repository = "acme/payments-api";

/** Auth is pointed to a module; invoices require it. */
const POLICY = `
  mode: block
  pull_requests:
    paths:
      - { touches: [src/auth/**], module: ${COURSE}/ask-for-the-name }
      - { touches: ["**/invoice*.ts"], module: ${COURSE}/${MODULE}, require: true }
`;

/** An organisation's course with a quiz for each module. */
async function ownCourse(): Promise<string> {
  const extra = await mkdtemp(join(tmpdir(), "training-gate-content-"));
  const own = join(extra, "developer", COURSE);
  await cp(FIXTURE, own, { recursive: true });
  const text = await readFile(join(own, "course.yml"), "utf8");
  await writeFile(join(own, "course.yml"), text.replace("quiz: {", "quiz: { per: module,"));
  return extra;
}

describe("a pull request that touches what a rule names", async () => {
  const extra = await ownCourse();
  const flow = useFlow({ enforcement: POLICY, environment: { CONTENT_EXTRA: extra } });
  beforeAll(() => train(flow, "ada"));
  afterAll(() => rm(extra, { recursive: true }));

  async function opened(paths: readonly string[], as = "ada") {
    const files = Object.fromEntries(paths.map((path) => [path, `// ${path}\n`]));
    const pull = flow.github.actions.openPullRequest({ as, repository, commits: [{ files }] });
    await flow.settled();
    return pull;
  }
  const shown = (pull: Awaited<ReturnType<typeof opened>>) => {
    const run = runOn(flow, pull);
    return { conclusion: run?.conclusion, title: run?.output.title, summary: run?.output.summary ?? "" };
  };
  const decided = async (pull: Awaited<ReturnType<typeof opened>>) => {
    const rows = await flow.database.db.decision.findMany({ where: { headSha: pull.headSha } });
    return rows.map(({ facts }) => facts as { readonly touched?: readonly { readonly paths: readonly string[] }[] });
  };

  it("is shown the module that fits, by the same one read and one write, and stays green", async () => {
    const files = { "src/auth/login.ts": "1", "src/auth/token.ts": "1" };
    const asked = await flow.requestsOf(() =>
      flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{ files }] }),
    );
    const pull = await opened(["src/auth/login.ts", "src/auth/token.ts", "README.md"]);

    expect(asked).toEqual({ read: 1, write: 1, token: 0 });
    expect(shown(pull)).toMatchObject({ conclusion: "success", title: "Training is current" });
    expect(shown(pull).summary).toContain(
      `- src/auth/login.ts, src/auth/token.ts: [Ask for the name, about 5 min](${flow.app.url}/courses/${COURSE}/ask-for-the-name).`,
    );
  });

  it("is told nothing where it touches nothing of it", async () => {
    const pull = await opened(["src/authors.ts"]);

    expect(shown(pull).summary).not.toContain("For what this touches");
    expect(await decided(pull)).toEqual([expect.not.objectContaining({ touched: expect.anything() })]);
  });

  it("leaves a path that is Markdown as text, and of a long one its end", async () => {
    const hostile = "src/auth/![x](https://evil.example) | @acme/everybody `code`\n# big.ts";
    const long = `src/auth/${"deep/".repeat(40)}end.ts`;
    const pull = await opened([hostile, long]);

    const { summary } = shown(pull);
    expect(summary).not.toMatch(/!\[x\]\(|https:\/\/evil|@acme|\n# big/);
    expect(summary).toContain("\\# big.ts");
    expect(summary).toMatch(/…[\w/]*deep\/end\.ts: \[Ask/);
  });

  describe("among 250 files", () => {
    const rest = Array.from({ length: 248 }, (_, at) => `src/docs/${String(at).padStart(3, "0")}.md`);
    async function requestsFor(paths: readonly string[]) {
      const files = Object.fromEntries([...rest, ...paths].map((path) => [path, "1"]));
      let pull: Awaited<ReturnType<typeof opened>> | undefined;
      const asked = await flow.requestsOf(() => {
        pull = flow.github.actions.openPullRequest({ as: "ada", repository, commits: [{ files }] });
      });
      return { asked, summary: pull ? shown(pull).summary : "" };
    }

    it("costs a request for each further 100, while there is a rule that fits none", async () => {
      const { asked, summary } = await requestsFor(["src/auth/a.ts", "zoo.md"]);

      expect(asked).toEqual({ read: 3, write: 1, token: 0 });
      expect(summary).toContain("- src/auth/a.ts: [Ask for the name");
      expect(summary).not.toContain("keep-the-list");
    });

    it("costs nothing more where each rule fits one of the first 100", async () => {
      const { asked, summary } = await requestsFor(["src/auth/a.ts", "src/auth/invoice.ts"]);

      expect(asked).toEqual({ read: 1, write: 1, token: 0 });
      expect(summary).toContain("- src/auth/invoice.ts: [Keep the list");
      expect(summary).toContain("- src/auth/a.ts, src/auth/invoice.ts: [Ask for the name");
    });
  });

  it("keeps a few of the paths for replay, and none in the log", async () => {
    const pull = await opened(["src/auth/a.ts", "src/auth/b.ts", "src/auth/c.ts", "src/auth/d.ts", "src/secret.ts"]);

    expect(await decided(pull)).toMatchObject([
      { touched: [{ rule: 0, paths: ["src/auth/a.ts", "src/auth/b.ts", "src/auth/c.ts"], more: 1 }] },
    ]);
    const entries = await flow.database.db.logEntry.findMany();
    expect(entries.map(({ body }) => body).join("\n")).not.toMatch(/src\/|\.ts\b/);
  });

  it("waits for the module that a rule requires, and turns green when its quiz is passed", async () => {
    const pull = await opened(["src/invoice-mail.ts"]);
    expect(shown(pull)).toMatchObject({
      conclusion: "action_required",
      title: "1 person still needs a module for what this touches",
    });
    expect(shown(pull).summary).toContain("ada still has to pass it.");

    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, "ada", COURSE, [extra]);
    await learner.signIn();
    const { html } = await learner.browser.get(shown(pull).summary.match(/http\S+\/keep-the-list/)?.[0] ?? "");
    expect(html).toContain("<h1>Keep the list</h1>");
    await learner.browser.submit(`/courses/${COURSE}/${MODULE}/attempts`);
    await learner.answer("right");
    await flow.settled();

    expect(shown(pull)).toMatchObject({ conclusion: "success", title: "Training is current" });
    expect(shown(pull).summary).toContain("Everybody who is asked here has passed it.");
  });

  it("is decided the same again from what was kept, to which the log commits", async () => {
    const pull = await opened(["src/invoice-paper.ts", "src/auth/a.ts"], "mira");
    const { db } = flow.database;
    const kept = await db.decision.findFirstOrThrow({ where: { headSha: pull.headSha } });
    const version = await db.policyVersion.findUniqueOrThrow({ where: { digest: kept.policyDigest } });
    const facts = kept.facts as unknown as Facts;
    const policy = readStoredPolicy({ digest: version.digest, policy: version.policy });
    const place = { ...facts.repository, today: new Date(facts.asOf) };

    const again = policy && decide(facts, policy, { scope: scopeOf(policy, place), policyDigest: version.digest });

    const tree = kept.tree as unknown as Decision;
    expect(tree.modules?.map(({ lacking }) => lacking.length)).toEqual([0, 1]);
    expect(nameless(again)).toEqual(nameless(tree));
    const entries = await db.logEntry.findMany({ where: { type: "gate.decided" } });
    const entry = entries.map(({ body }) => JSON.parse(body)).find((one) => one.decision_id === kept.id);
    expect(entry).toMatchObject({ facts_sha256: kept.factsSha256, decision: { outcome: "withhold" } });
    expect(await runBeside(flow, ["replay", kept.id])).toMatchObject({ code: 0, complaints: [] });
    expect(entry.decision.findings).toEqual([{ kind: "required_modules", treatment: "block", count: 1 }]);
  });

  it("is told the same by the decision's page and by the command line", async () => {
    const pull = await opened(["src/invoices.ts"], "mira");
    const run = runOn(flow, pull);
    const learner = await createLearner({ app: flow.app.url, github: flow.github.url }, "mira");
    await learner.signIn();

    const { html } = await learner.browser.get(run?.detailsUrl ?? "");
    const { told } = await runBeside(flow, ["explain", "--person", "mira", "--repo", repository]);

    expect(html).toContain("For what this touches");
    expect(html).toMatch(/src\/invoices\.ts: <a href="\/courses\/invoice-desk\/keep-the-list">Keep the list/);
    expect(told).toMatch(/- src\/invoices\.ts → Keep the list.*\/courses\/invoice-desk\/keep-the-list/);
  });
});

/** Names are not kept with the facts. */
function nameless(decision: Decision | undefined) {
  const { outcome, modules, findings } = decision ?? {};
  return JSON.parse(JSON.stringify({ outcome, modules, findings }), (key, value) => (key === "login" ? "" : value));
}
