import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../src/config.ts";
import { createLearner } from "../sandbox/learner.ts";
import { runBeside } from "../support/flow-cli.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const COURSE = "owasp-top-10-2025";
const OWN = join("developer", COURSE, "course.yml");
const DAY_MS = 86_400_000;

const POLICY = `
  mode: block
  grace: { content_update: 30d }
`;

describe("a new minor version of a course", async () => {
  const extra = await mkdtemp(join(tmpdir(), "training-gate-content-"));
  const flow = useFlow({ enforcement: POLICY, environment: { CONTENT_EXTRA: extra } });
  let pull: ReturnType<typeof flow.github.actions.openPullRequest>;
  beforeAll(async () => {
    await train(flow, "ada");
    pull = flow.github.actions.openPullRequest({ as: "ada", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();
  });
  afterAll(() => rm(extra, { recursive: true }));
  const run = () => runOn(flow, pull);
  const completions = () => flow.database.db.completion.findMany({ orderBy: { completedAt: "asc" } });

  it("waits for whoever keeps the content, and changes nothing until then", async () => {
    const text = await readFile(join(PACKAGE_ROOT, "content", OWN), "utf8");
    const changes = "changes:\n  - { version: 1.1.0, modules: [injection], summary: More on templates }\n";
    await mkdir(join(extra, "developer", COURSE), { recursive: true });
    await writeFile(join(extra, OWN), `${text.replace(/^version: .*$/m, "version: 1.1.0")}${changes}`);
    await flow.restart();
    await flow.settled();

    expect(run()?.conclusion).toBe("success");
    const { code, told } = await runBeside(flow, ["content", "diff"]);
    expect(code).toBe(0);
    expect(told).toContain(`${COURSE}: deserves a patch version (1.0.0 to 1.1.0)`);
  });

  it("in force leaves who had finished the course the time of the policy for it", async () => {
    expect((await runBeside(flow, ["content", "publish", "--by", "sam"])).code).toBe(0);
    await flow.settled();

    expect(run()?.conclusion).toBe("neutral");
    expect(run()?.output?.summary).toContain("new version by");
    expect(run()?.output?.summary).toContain("a short quiz on what changed");
  });

  it("is caught up with by a short quiz on what changed, whose completion ends when the old one would have", async () => {
    const ada = await createLearner({ app: flow.app.url, github: flow.github.url }, "ada", COURSE, [extra]);
    await ada.signIn();
    await ada.start();
    expect(ada.browser.page().html.match(/<fieldset/g)).toHaveLength(8);
    await ada.answer("right");
    await ada.sign("Ada");
    await flow.settled();

    expect(run()?.conclusion).toBe("success");
    const [whole, delta] = await completions();
    expect(delta).toMatchObject({ kind: "delta", courseVersion: "1.1.0" });
    const end = new Date((whole?.completedAt.getTime() ?? 0) + 365 * DAY_MS).toISOString().slice(0, 10);
    const { html } = await ada.browser.get(`${flow.app.url}/courses/${COURSE}/certificate`);
    expect(html).toContain(end);
  });

  it("comes to nothing for who finishes the course from then on", async () => {
    await train(flow, "mira");

    expect((await completions()).at(-1)).toMatchObject({ kind: "course", courseVersion: "1.1.0" });
  });
});
