import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLearner } from "../sandbox/learner.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const FIXTURE = new URL("../fixtures/content-extra/finance/invoice-desk", import.meta.url).pathname;
const COURSE = "invoice-desk";
const DAY_MS = 86_400_000;
const DEEPENING_DAYS = 60;

const POLICY = `
  mode: block
  grace: { deepening: ${DEEPENING_DAYS}d }
  layers:
    developer: { courses: [owasp-top-10-2025], then: [${COURSE}], valid_for: 365d }
`;

describe("a course that follows the opening one", async () => {
  const extra = await mkdtemp(join(tmpdir(), "training-gate-content-"));
  const own = join(extra, "developer", COURSE);
  await cp(FIXTURE, own, { recursive: true });
  const text = await readFile(join(own, "course.yml"), "utf8");
  await writeFile(join(own, "course.yml"), text.replace("quiz: {", "quiz: { per: module,"));

  const flow = useFlow({ enforcement: POLICY, environment: { CONTENT_EXTRA: extra } });
  let pull: ReturnType<typeof flow.github.actions.openPullRequest>;
  beforeAll(async () => {
    pull = flow.github.actions.openPullRequest({ as: "ada", repository: "acme/payments-api", commits: [{}] });
    await flow.settled();
  });
  afterAll(() => rm(extra, { recursive: true }));

  const conclusion = () => runOn(flow, pull)?.conclusion;
  const learner = () => createLearner({ app: flow.app.url, github: flow.github.url }, "ada", COURSE, [extra]);
  const timedLooks = async () =>
    (
      await flow.database.db.$queryRaw<{ at: Date }[]>`
        SELECT start_after AS at FROM pgboss.job
        WHERE name = 'timed' AND state = 'created' AND singleton_key LIKE ${`${pull.repositoryId}:${pull.headSha}@%`}`
    ).map(({ at }) => at.getTime());

  it("is not named while the opening one is missing", () => {
    expect(conclusion()).toBe("action_required");
    expect(runOn(flow, pull)?.output?.summary).not.toContain("invoice desk");
  });

  it("leaves the check green for its time, and a look at the end of it is filed", async () => {
    await train(flow, "ada");

    expect(conclusion()).toBe("success");
    const { signedAt } = await flow.database.db.attestation.findFirstOrThrow();
    expect(await timedLooks()).toEqual([signedAt.getTime() + DEEPENING_DAYS * DAY_MS]);
    const { browser, signIn } = await learner();
    await signIn();
    expect((await browser.get(`${flow.app.url}/`)).html).toContain("There is time until");
  });

  it("blocks when its time is over, without any event", async () => {
    const ago = new Date(Date.now() - (DEEPENING_DAYS + 1) * DAY_MS);
    const { db } = flow.database;
    await db.attestation.updateMany({ data: { signedAt: ago } });
    await db.completion.updateMany({ data: { completedAt: ago } });
    await db.courseInForce.updateMany({ data: { firstSince: ago, publishedAt: ago } });

    await db.$executeRaw`UPDATE pgboss.job SET start_after = now() - interval '1 second' WHERE name = 'timed'`;

    await flow.until("the check to follow", () => (conclusion() === "action_required" ? true : undefined));
    expect(runOn(flow, pull)?.output?.summary).toContain("The invoice desk");
  });

  it("opens again once every module is passed and the course is signed for", async () => {
    const ada = await learner();
    await ada.signIn();
    for (const module of ["ask-for-the-name", "keep-the-list"]) {
      await ada.browser.get(`${flow.app.url}/courses/${COURSE}/${module}`);
      await ada.browser.submit(`/courses/${COURSE}/${module}/attempts`);
      expect(await ada.answer("right")).toContain("Your score is 100%");
      expect(conclusion()).toBe("action_required");
    }
    await ada.sign("Ada");
    await flow.settled();

    expect(conclusion()).toBe("success");
    const rows = await flow.database.db.logEntry.findMany({ orderBy: { seq: "asc" } });
    const told = rows.map(({ body }) => JSON.parse(body)).filter(({ course }) => course?.id === COURSE);
    expect(told.map(({ type, module }) => module ?? type)).toEqual([
      "course.published",
      "ask-for-the-name",
      "keep-the-list",
      "completion.recorded",
      "attestation.signed",
    ]);
  });
});
