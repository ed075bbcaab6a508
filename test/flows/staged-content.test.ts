import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../src/config.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { runBeside } from "../support/flow-cli.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const COURSE = "owasp-top-10-2025";
const OWN = join("developer", COURSE, "course.yml");

const BLOCK = `
  mode: block
  grace: { content_update: 0d }
`;

describe("a new version of a course", async () => {
  const extra = await mkdtemp(join(tmpdir(), "training-gate-content-"));
  const flow = useFlow({ enforcement: BLOCK, environment: { CONTENT_EXTRA: extra } });
  let pulls: PullRequest[] = [];
  const open = (as: string) =>
    flow.github.actions.openPullRequest({ as, repository: "acme/payments-api", commits: [{}] });
  beforeAll(async () => {
    await train(flow, "ada");
    pulls = [open("ada"), open("mira")];
    await flow.settled();
  });
  afterAll(() => rm(extra, { recursive: true }));

  /** As a release with this version of the course, which the server is started on. */
  async function release(version: string): Promise<void> {
    const text = await readFile(join(PACKAGE_ROOT, "content", OWN), "utf8");
    await mkdir(join(extra, "developer", COURSE), { recursive: true });
    await writeFile(join(extra, OWN), text.replace(/^version: .*$/m, `version: ${version}`));
    await flow.restart();
    await flow.settled();
  }
  const publish = (...args: string[]) => runBeside(flow, ["content", "publish", ...args]);
  const conclusions = () => pulls.map((pull) => runOn(flow, pull)?.conclusion);
  async function entriesOf(type: string) {
    const rows = await flow.database.db.logEntry.findMany({ where: { type }, orderBy: { seq: "asc" } });
    return rows.map(({ body }) => JSON.parse(body)).filter(({ course }) => course?.id === COURSE);
  }
  const inForce = async () =>
    (await flow.database.db.courseInForce.findUnique({ where: { courseId: COURSE } }))?.version;

  it("comes into force by itself on a first start", async () => {
    const entries = await entriesOf("course.published");

    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ actor: { kind: "app" }, course: { id: COURSE } });
    expect(conclusions()).toEqual(["success", "action_required"]);
  });

  it("is staged where it is a new major one: nobody needs it yet, and nobody is shown it", async () => {
    await release("2.0.0");

    expect(conclusions()).toEqual(["success", "action_required"]);
    expect(await inForce()).toBe("1.0.0");
    const { told } = await runBeside(flow, ["content", "check", "--staged"]);
    expect(told).toMatch(new RegExp(`${COURSE} +1\\.0\\.0 +2\\.0\\.0`));
  });

  it("tells who would need it before it is in force", async () => {
    const { code, told } = await publish("--dry-run");

    expect(code).toBe(0);
    expect(told).toMatch(new RegExp(`@ada +blocked +${COURSE} +acme/payments-api#${pulls[0]?.number}`));
    expect(told).toContain("1 of 2 open pull requests would newly block");
    expect(await inForce()).toBe("1.0.0");
  });

  it("cannot be asked for by a policy while it is staged", async () => {
    const layers = `{ developer: { courses: ["${COURSE}@2"], valid_for: 365d } }`;
    const { code, complaints } = await runBeside(flow, ["policy", "preview", "next.yml"], {
      files: { "next.yml": `enforcement: { layers: ${layers} }\n` },
    });

    expect(code).toBe(2);
    expect(complaints[0]).toContain(
      `2.0.0 is staged: put it in force first, with training-gate content publish ${COURSE}`,
    );
  });

  it("is in force once it is published, for the server that runs too, and the log has in whose name", async () => {
    const { code } = await publish(COURSE, "--by", "sam");
    await flow.settled();

    expect(code).toBe(0);
    expect(conclusions()).toEqual(["action_required", "action_required"]);
    const sam = await flow.database.db.account.findFirst({ where: { login: "sam" } });
    expect((await entriesOf("course.published")).at(-1)).toMatchObject({
      actor: { kind: "admin", id: sam?.personId },
      course: { version: "2.0.0" },
      previous: { version: "1.0.0" },
    });
  });

  it("does not take a completion from who had one, where the policy pins the version before", async () => {
    const layers = `{ developer: { courses: ["${COURSE}@1"], valid_for: 365d } }`;
    flow.github.actions.commitFile({
      as: "sam",
      repository: "acme/.github",
      path: ".github/app.yml",
      content: `enforcement: { layers: ${layers} }\n`,
    });
    await flow.settled();

    expect(conclusions()).toEqual(["success", "action_required"]);
  });

  it("comes into force by itself where it is a patch", async () => {
    await release("2.0.1");

    expect(await inForce()).toBe("2.0.1");
    expect((await entriesOf("course.published")).at(-1)).not.toHaveProperty("published_by");
  });

  it("is not undone by a server of an older release", async () => {
    await release("2.0.0");

    expect(await inForce()).toBe("2.0.1");
  });

  it("is held where it would newly block more than the cap, unless it is said why", async () => {
    flow.github.actions.commitFile({
      as: "sam",
      repository: "acme/.github",
      path: ".github/app.yml",
      content: "enforcement: { mode: block }\n",
    });
    await flow.settled();
    await train(flow, "jo");
    pulls = [1, 2, 3, 4, 5].map(() => open("jo"));
    await flow.settled();
    await release("3.0.0");

    const held = await publish("--by", "sam");
    await flow.settled();

    expect(held.code).toBe(1);
    expect(held.told).toContain("over the cap");
    expect([await inForce(), conclusions()[0]]).toEqual(["2.0.1", "success"]);
    const [entry] = await flow.database.db.logEntry.findMany({ where: { type: "policy.held" } });
    expect(JSON.parse(entry?.body ?? "{}")).toMatchObject({ courses: [{ id: COURSE, version: "3.0.0" }] });

    expect((await publish("--by", "sam", "--reason", "SEC-4, announced")).code).toBe(0);
    await flow.settled();
    expect([await inForce(), conclusions()[0]]).toEqual(["3.0.0", "action_required"]);
  });

  it("has nothing to publish when all is in force", async () => {
    expect(await publish("--by", "sam")).toMatchObject({ code: 1 });
    expect((await publish("no-such-course", "--by", "sam")).code).toBe(2);
    expect((await publish()).code).toBe(2);
  });
});
