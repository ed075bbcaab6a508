import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as app from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import { aCli } from "../cli/a-cli.ts";
import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import { teamOf, userOf } from "../sandbox/github/find.ts";
import { entriesOf, signedIn } from "../support/office.ts";
import { train, useFlow } from "../support/use-flow.ts";

const DAY_MS = 86_400_000;
/** An export of the whole log. */
const EXPORT_MS = 120_000;

/** What people are told stands outside of the boundary: to read it nobody needs training. */
const POLICY = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
  access:
    level: grant_on_completion
    teams: [{ team: payments, on_lapse: to_reading_team, reading_team: payments-readers }]
  boundary:
    repositories: { include: ["*"], exclude: [onboarding] }
  scopes:
    - { repositories: [web, infra, docs], mode: block, access: merge_gate }
  notices: { repository: onboarding, team: onboarding-readers }
`;

type Line = Readonly<Record<string, unknown>>;

describe("the story of a new hire", () => {
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const flow = useFlow({
    enforcement: POLICY,
    clock,
    github: {
      app: {
        permissions: {
          ...DEFAULT_PERMISSIONS,
          ...{ members: "write", administration: "write", issues: "write", organization_administration: "read" },
        },
      },
    },
  });
  let home = "";
  /** Instants between the steps of the story. */
  const times = { waiting: "", working: "", reading: "", renewed: "" };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "training-gate-story-"));
    const { actions } = flow.github;
    actions.setBasePermission({ as: "sam", role: "none" });
    actions.createRepository({ as: "sam", name: "onboarding", visibility: "private" });
    actions.createTeam({ as: "sam", team: "onboarding-readers" });
    actions.giveTeamRepository({ as: "sam", team: "onboarding-readers", repository: "acme/onboarding", role: "read" });
    actions.createTeam({ as: "sam", team: "payments-readers" });
    for (const name of reachedBy("payments"))
      actions.giveTeamRepository({ as: "sam", team: "payments-readers", repository: `acme/${name}`, role: "read" });
    await flow.sweep();
  });
  afterAll(() => rm(home, { recursive: true }));

  function acme() {
    const [organization] = flow.github.state.organizations.values();
    if (!organization) throw new Error("The world has no organisation");
    return organization;
  }

  function reachedBy(slug: string): readonly string[] {
    const { repositories } = teamOf(acme(), slug);
    return [...flow.github.state.repositories.values()]
      .filter(({ id }) => repositories.has(id))
      .map(({ name }) => name);
  }

  /** Of both teams those that the new hire is in. */
  const seats = () => {
    const { id } = userOf(flow.github.state, "nova");
    return ["payments", "payments-readers"].filter((slug) => teamOf(acme(), slug).members.has(id));
  };

  async function later(days: number): Promise<void> {
    ahead += days * DAY_MS;
    await flow.sweep();
  }

  /** The new hire's own lines of a report, taken today. */
  async function linesOf(report: string, asked: readonly string[] = []): Promise<readonly Line[]> {
    const folder = join(home, `${report}-${asked.join("-").replaceAll(":", "")}`);
    const desk: typeof app.openEvidence = (config, deps) => app.openEvidence(config, { ...deps, clock });
    const days = ["--from", dayOf(new Date(Date.now() - DAY_MS)), "--to", dayOf(clock())];
    const cli = aCli({ env: flow.environment, app: { ...app, openEvidence: desk } });
    const code = await runCli(["evidence", "export", ...days, "--report", report, ...asked, "--out", folder], cli);
    expect(code, cli.complaints.join("\n")).toBe(0);
    const name = report === "R-03" ? "R-03-first-access" : "R-05-point-in-time";
    const text = await readFile(join(folder, `${name}.jsonl`), "utf8");
    const lines = text.split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as Line).filter(({ github_login }) => github_login === "nova");
  }

  it("is invited to payments, joins, and has no seat there: it waits, and they are told so", async () => {
    const { actions } = flow.github;
    actions.createAccount({ login: "nova" });
    actions.inviteMember({ as: "sam", user: "nova", teams: ["payments"] });
    actions.acceptInvitation({ as: "nova" });
    await flow.settled();

    expect(seats()).toEqual([]);
    expect(await entriesOf(flow, "hold.opened")).toEqual([expect.objectContaining({ cause: "new", role: "member" })]);
    expect(issueOf("nova")).toContain("Your access to the team payments is prepared and waits for this");
    times.waiting = clock().toISOString();
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

    expect(seats()).toEqual(["payments"]);
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
    times.working = clock().toISOString();
  });

  it("is foreseen for the week in which their training ends", async () => {
    ahead += 300 * DAY_MS;
    const sam = await signedIn(flow, "sam");
    const { html } = await sam.get(`${flow.app.url}/admin/forecast.csv`);

    expect(html).toMatch(/^nova,developer,\d{4}-/m);
  });

  it("keeps the seat in the days of grace after the training ended", async () => {
    await later(70);

    expect(seats()).toEqual(["payments"]);
  });

  it("is moved to the readers when those are over", async () => {
    await later(10);

    expect(seats()).toEqual(["payments-readers"]);
    times.reading = clock().toISOString();
  });

  it("renews, and is where they were", async () => {
    await train(flow, "nova");

    expect(seats()).toEqual(["payments"]);
    const [{ subject } = {}] = await entriesOf(flow, "hold.opened");
    const revoked = (await entriesOf(flow, "access.revoked")).filter((entry) => entry.subject === subject);
    const slugs = new Map([...acme().teams.values()].map(({ id, slug }) => [String(id), slug]));
    const taken = revoked.map(({ cause, resource }) => [cause, slugs.get(String((resource as { id: unknown }).id))]);
    expect(taken).toEqual([
      ["new", "payments"],
      ["lapse", "payments"],
      // What they had meanwhile.
      ["restored", "payments-readers"],
    ]);
    times.renewed = clock().toISOString();
  });

  it(
    "stands in R-03 with one line: access came early, was taken back, and came again after the training",
    async () => {
      const lines = await linesOf("R-03");

      expect(lines).toEqual([
        expect.objectContaining({
          ...{ result: "WITHDRAWN", required: ["developer"] },
          ...{ first_access_from: "event", first_access_via: ["team"] },
          // With the one in which they are told things.
          ...{ repo_count: reachedBy("payments").length + 1, lead_minutes: 0 },
        }),
      ]);
      const [line] = lines;
      const order = ["first_access_at", "hold_opened_at", "withdrawn_at", "last_required_completion", "first_grant_at"];
      const instants = order.map((name) => Date.parse(String(line?.[name])));
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      expect(line?.completion_log_seq).toEqual(expect.any(Number));
    },
    EXPORT_MS,
  );

  it.each([
    ["while it waited", "waiting", []],
    ["after the course", "working", [["write", "yes"]]],
    ["after the training lapsed", "reading", [["read", "no"]]],
    ["after the renewal", "renewed", [["write", "yes"]]],
  ] as const)(
    "stands in R-05 with what they had %s, line by line",
    async (_, step, expected) => {
      const lines = await linesOf("R-05", ["--at", times[step]]);

      const had = lines.map(({ repository, permission, via, trained_as_of }) => [
        ...[repository, permission, trained_as_of],
        ...(via as readonly string[]),
      ]);
      const payments = reachedBy("payments").map((name) => `acme/${name}`);
      const wanted = expected.flatMap((rest) => payments.map((repository) => [repository, ...rest, "team"]));
      expect(had.filter(([repository]) => payments.includes(String(repository))).toSorted()).toEqual(wanted.toSorted());
    },
    EXPORT_MS,
  );

  async function stepsOf(...types: readonly string[]): Promise<readonly unknown[]> {
    return (await entriesOf(flow, ...types)).map(({ type }) => type);
  }

  function issueOf(login: string): string | undefined {
    return [...flow.github.state.issues.values()].find(({ body }) => body.startsWith(`@${login}\n`))?.body;
  }
});

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);
