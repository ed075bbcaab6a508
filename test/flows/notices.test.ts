import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStores } from "../../src/db/stores.ts";
import { accountId, decisionId, orgId, personId } from "../../src/domain/ids.ts";
import { createQueue } from "../../src/queue/boss.ts";
import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import { repositoryOf, userOf } from "../sandbox/github/find.ts";
import { type Flow, startFlow } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { type Mailbox, partsOf, startMailbox } from "../support/mailbox.ts";
import { train } from "../support/use-flow.ts";

const DAY_MS = 86_400_000;
const OFFICE = "office@acme.example";

const POLICY = `
  mode: block
  require:
    - { who: { access: any }, layers: [developer] }
    - { who: { opens: pull_request }, layers: [developer] }
  access:
    level: grant_on_completion
    teams: [{ team: payments }]
  remind: [30d, 7d]
  notices: { repository: onboarding, team: onboarding-readers, mail: true, digest: { mail: [${OFFICE}] } }
`;

describe("notices", () => {
  let flow: Flow;
  let mailbox: Mailbox;
  let ahead = 0;

  beforeAll(async () => {
    mailbox = await startMailbox();
    flow = await startFlow({
      enforcement: POLICY,
      clock: () => new Date(Date.now() + ahead),
      environment: { SMTP_URL: mailbox.url, MAIL_FROM: "gate@training.example" },
      github: {
        app: { permissions: { ...DEFAULT_PERMISSIONS, issues: "write", members: "write" } },
      },
    });
    await flow.settled();
    const { actions } = flow.github;
    actions.createRepository({ as: "sam", name: "onboarding", visibility: "private" });
    actions.createTeam({ as: "sam", team: "onboarding-readers" });
    actions.giveTeamRepository({ as: "sam", team: "onboarding-readers", repository: "acme/onboarding", role: "read" });
    await flow.settled();
    await nextDay();
  });
  afterAll(async () => {
    await flow?.close();
    await mailbox?.close();
  });

  /** A day later the server looks at everybody, as it does every day by itself. */
  async function nextDay(days = 1): Promise<void> {
    ahead += days * DAY_MS;
    await lookAtEverybody();
  }

  async function lookAtEverybody(): Promise<void> {
    const { id } = await flow.database.db.installation.findFirstOrThrow();
    const queue = createQueue({
      url: flow.database.url,
      log: pino({ level: "silent" }),
      supervise: false,
      poolSize: 1,
    });
    await (await queue.open()).send("digest", { kind: "digest", installationId: Number(id) });
    await queue.stop();
    await flow.settled();
  }

  /** What somebody reads in the onboarding repository, in its order. */
  function told(login: string): readonly string[] {
    const { state } = flow.github;
    const { id } = repositoryOf(state, "acme/onboarding");
    const [issue, ...more] = [...state.issues.values()].filter(
      ({ repositoryId, body }) => repositoryId === id && body.startsWith(`@${login}\n`),
    );
    expect(more).toEqual([]);
    if (!issue) return [];
    const comments = [...state.comments.values()].filter(
      (one) => one.repositoryId === id && one.number === issue.number,
    );
    return [issue.body, ...comments.map(({ body }) => body)];
  }

  const mailsTo = (address: string) =>
    mailbox.mails.filter(({ to }) => to.includes(address)).map((mail) => partsOf(mail).join("\n"));

  /** Access of theirs begins to wait, as if somebody had just asked for it. */
  async function hold(login: string): Promise<string> {
    const { db } = flow.database;
    const account = await db.account.findFirstOrThrow({ where: { login } });
    const installation = await db.installation.findFirstOrThrow();
    const id = randomUUID();
    const team = [...flow.github.state.organizations.values()].flatMap(({ teams }) => [...teams.values()])[0];
    await createStores(db).holds.open({
      id,
      orgId: orgId(Number(installation.accountId)),
      account: accountId(Number(account.id)),
      person: personId(account.personId ?? ""),
      target: { kind: "team", teamId: team?.id ?? 0, role: "member" },
      cause: "asked",
      instead: null,
      missing: [{ layer: "developer", course: "owasp-top-10-2025", why: "never" }],
      openedAt: new Date(Date.now() + ahead),
      decisionId: decisionId("test-decision"),
      accessFrom: null,
    });
    return id;
  }

  it("reach somebody who could not read the repository, in an issue of their own, after letting them in", () => {
    const [first = ""] = told("jo");

    expect(first).toContain("Hello,");
    expect(first).toContain("OWASP Top 10");
    expect(first).toContain(flow.app.url);
    const { id } = userOf(flow.github.state, "jo");
    const teams = [...flow.github.state.organizations.values()].flatMap(({ teams }) => [...teams.values()]);
    expect(teams.find(({ slug }) => slug === "onboarding-readers")?.members.has(id)).toBe(true);
  });

  it("are not said twice, however often everybody is looked at", async () => {
    const before = told("jo");
    await lookAtEverybody();
    await nextDay();

    expect(told("jo")).toEqual(before);
  });

  it("tell at once what waits, and later that it has come", async () => {
    const { actions } = flow.github;
    actions.createAccount({ login: "nova" });
    actions.addMember({ as: "sam", user: "nova" });
    actions.addToTeam({ as: "sam", team: "payments", user: "nova" });
    await flow.settled();
    expect(told("nova")).toEqual([
      expect.stringContaining("Your access to the team payments is prepared and waits for this"),
    ]);

    await train(flow, "nova");
    expect(told("nova")).toHaveLength(1);
    await nextDay();

    expect(told("nova").slice(1)).toEqual([expect.stringContaining("you have access to the team payments")]);
  });

  it("remind by the clock, before training ends", async () => {
    await train(flow, "mira");
    await nextDay(336);
    const [reminded = ""] = told("mira").slice(-1);
    expect(reminded).toContain("counts up to and including");

    await nextDay(22);

    expect(told("mira").filter((text) => text.includes("counts up to and including"))).toHaveLength(2);
  });

  it("that reach nobody are told to those who run it, with a sentence for the chat", async () => {
    await hold("noor");
    await nextDay();

    const [mail = ""] = mailsTo(OFFICE).slice(-1);
    expect(mail).toContain("noor (they cannot read the onboarding repository)");
    expect(mail).toContain("Hello noor, your access to the team payments waits for");
  });

  it("arrive as a test that an admin sends, by each way, and not where there is none", async () => {
    const send = async (to: string) => {
      const { code, told: lines, complaints } = await runBeside(flow, ["doctor", "--send-test", "--to", to]);
      return { code, lines: [lines, ...complaints].join("\n") };
    };
    const before = await flow.database.db.notice.count();

    const [mira, address, nobody] = [await send("mira"), await send(OFFICE), await send("nobody-here")];

    expect(told("mira").at(-1)).toContain("a test of how training-gate tells people");
    expect(mira.lines.split("\n")).toEqual([
      expect.stringMatching(/^acme: in the onboarding repository it reached mira: issue \d+\.$/),
      "acme: by mail it reached mira: the mail server took it.",
    ]);
    expect(mira.code).toBe(0);
    expect(mailsTo(OFFICE).at(-1)).toContain("a test of how training-gate tells people");
    expect(address).toEqual({
      code: 0,
      lines: `acme: by mail it reached ${OFFICE}: the mail server took it.`,
    });
    expect(nobody).toMatchObject({
      code: 1,
      lines: expect.stringContaining("Nobody called nobody-here is known here"),
    });
    expect(await flow.database.db.notice.count()).toBe(before);
  });

  it("stand in the log with whether they arrived, and without a word of theirs", async () => {
    const rows = await flow.database.db.logEntry.findMany({ where: { type: "notice.sent" } });
    const entries = rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

    expect(entries.some(({ delivered, channel }) => delivered === true && channel === "repository")).toBe(true);
    expect(entries.some(({ delivered, why }) => delivered === false && why === "cannot-read")).toBe(true);
    expect(JSON.stringify(entries)).not.toMatch(/noor|payments|acme\.example/);
  });
});
