import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import { ACCESS_AT, accessExpected, FIRST_ACCESS_ORDER, NOVAS_FIRST_ACCESS } from "../support/access-reports.ts";
import { ACCESS_POLICY, createAccessStory, TEAM } from "../support/access-story.ts";
import { entriesOf, signedIn } from "../support/office.ts";
import { createTime } from "../support/time.ts";
import { train, useFlow } from "../support/use-flow.ts";

/** An export of the whole log. */
const EXPORT_MS = 120_000;

describe("the story of a new hire", () => {
  const time = createTime();
  const flow = useFlow({
    enforcement: ACCESS_POLICY,
    clock: time.clock,
    github: {
      app: {
        permissions: {
          ...DEFAULT_PERMISSIONS,
          ...{ members: "write", administration: "write", issues: "write", organization_administration: "read" },
        },
      },
    },
  });
  const home = mkdtempSync(join(tmpdir(), "training-gate-story-"));
  const story = createAccessStory(flow, time, home);

  beforeAll(() => story.prepare());
  afterAll(() => rm(home, { recursive: true }));

  async function later(days: number): Promise<void> {
    time.pass(days);
    await flow.sweep();
  }

  it("is invited to payments, joins, and has no seat there: it waits, and they are told so", async () => {
    await story.invite();

    expect(story.seats()).toEqual([]);
    expect(await entriesOf(flow, "hold.opened")).toEqual([expect.objectContaining({ cause: "new", role: "member" })]);
    expect(story.notice()).toContain("Your access to the team payments is prepared and waits for this");
    story.remember("waiting");
  });

  it("stands before an admin with what they wait for, in a team that is told apart from others", async () => {
    const sam = await signedIn(flow, "sam");
    const page = async (path: string) => (await sam.get(`${flow.app.url}${path}`)).html;

    const holds = await page("/admin/holds?search=nova");
    expect(holds).toContain("team payments");
    expect(holds).toContain("They were told on ");
    expect(await page("/admin/holds?search=nobody")).not.toContain("team payments");
    const csv = (await page("/admin/teams.csv")).trimEnd().split("\r\n").slice(1);
    const states = csv.map((line) => line.split(",").slice(0, 2));
    expect(states).toEqual(
      expect.arrayContaining([
        ["payments", "gated"],
        ["payments-readers", "reading"],
        ["frontend", "open"],
      ]),
    );
  });

  it("finishes the course, and is in the team before anybody does anything", async () => {
    await train(flow, "nova");

    expect(story.seats()).toEqual(["payments"]);
    expect(await stepsOf("completion.recorded", "hold.opened", "hold.ended", "access.granted")).toEqual([
      "hold.opened",
      "completion.recorded",
      "access.granted",
      "hold.ended",
    ]);
    const [completion] = await entriesOf(flow, "completion.recorded");
    expect(await entriesOf(flow, "access.granted")).toEqual([
      expect.objectContaining({ satisfied: [expect.objectContaining({ completion_id: completion?.completion_id })] }),
    ]);
    story.remember("working");
  });

  it("is foreseen for the week in which their training ends", async () => {
    time.pass(300);
    const sam = await signedIn(flow, "sam");
    const { html } = await sam.get(`${flow.app.url}/admin/forecast.csv`);

    expect(html).toMatch(/^nova,developer,\d{4}-/m);
  });

  it("keeps the seat in the days of grace after the training ended", async () => {
    await later(70);

    expect(story.seats()).toEqual(["payments"]);
  });

  it("is moved to the readers when those are over", async () => {
    await later(10);

    expect(story.seats()).toEqual(["payments-readers"]);
    story.remember("reading");
  });

  it("renews, and is where they were", async () => {
    await train(flow, "nova");

    expect(story.seats()).toEqual(["payments"]);
    const [{ subject } = {}] = await entriesOf(flow, "hold.opened");
    const revoked = (await entriesOf(flow, "access.revoked")).filter((entry) => entry.subject === subject);
    const [organization] = flow.github.state.organizations.values();
    const slugs = new Map([...(organization?.teams.values() ?? [])].map(({ id, slug }) => [String(id), slug]));
    const taken = revoked.map(({ cause, resource }) => [cause, slugs.get(String((resource as { id: unknown }).id))]);
    expect(taken).toEqual([
      ["new", "payments"],
      ["lapse", "payments"],
      // What they had meanwhile.
      ["restored", "payments-readers"],
    ]);
    story.remember("renewed");
  });

  it(
    "stands in R-03 with one line: access came early, was taken back, and came again after the training",
    async () => {
      const lines = await story.linesOf("R-03");

      // With the one in which they are told things.
      const repo_count = story.reachedBy(TEAM).length + 1;
      expect(lines).toEqual([expect.objectContaining({ ...NOVAS_FIRST_ACCESS, repo_count })]);
      const [line] = lines;
      const instants = FIRST_ACCESS_ORDER.map((name) => Date.parse(String(line?.[name])));
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      expect(line?.completion_log_seq).toEqual(expect.any(Number));
    },
    EXPORT_MS,
  );

  it.each(ACCESS_AT)(
    "stands in R-05 with what they had %s, line by line",
    async (_, instant, had) => {
      expect(await story.accessAt(instant)).toEqual(accessExpected(had, story.reachedBy(TEAM)));
    },
    EXPORT_MS,
  );

  async function stepsOf(...types: readonly string[]): Promise<readonly unknown[]> {
    return (await entriesOf(flow, ...types)).map(({ type }) => type);
  }
});
