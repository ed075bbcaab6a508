import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as app from "../../src/app.ts";
import { runCli } from "../../src/cli/main.ts";
import { effectivenessReport } from "../../src/evidence/reports/10-effectiveness.ts";
import { awarenessReport } from "../../src/evidence/reports/11-awareness.ts";
import { SCHEDULED_MAIL } from "../../src/queue/queues.ts";
import { aCli } from "../cli/a-cli.ts";
import { fileScheduled } from "../support/flow.ts";
import { useMailbox } from "../support/mailbox.ts";
import { dayIn, entriesOf, signedIn, TWO_PEOPLE } from "../support/office.ts";
import { reportOn } from "../support/report-rows.ts";
import { train, useFlow } from "../support/use-flow.ts";

const PEOPLE = ["mira", "jo", "sam", "leo", "ada", "fin", "ines"];
const HRIS = "key,name,email,github_login,department";
const GOPHISH = "id,status,ip,latitude,longitude,send_date,reported,modified_date,email,first_name,last_name,position";
const sent = (name: string, status: string, reported = false, minutes = 0) =>
  `${name},${status},,0,0,2026-10-05T08:00:00Z,${reported},2026-10-05T08:${String(minutes).padStart(2, "0")}:00Z,${name}@acme.example,,,`;

describe("what keeps people aware", () => {
  const mail = useMailbox();
  const flow = useFlow({ enforcement: TWO_PEOPLE, environment: mail.environment });
  let folder: string;

  const save = (name: string, lines: readonly string[]) => writeFile(join(folder, name), `${lines.join("\r\n")}\r\n`);
  const run = async (...args: readonly string[]) => {
    const cli = aCli({ env: flow.environment, app, folder });
    const code = await runCli(args, cli);
    await flow.settled();
    return { code, told: cli.told.join("\n"), complaints: cli.complaints.join("\n") };
  };
  const bring = (file: string, kind: string, ...more: readonly string[]) =>
    run("awareness", "import", file, "--kind", kind, "--by", "sam", ...more);
  const log = () => entriesOf(flow, ...TYPES);
  const TYPES = ["sent", "recorded", "updated", "imported", "incidents_counted"].map((type) => `awareness.${type}`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-awareness-"));
    // Fin and Ines have no account at GitHub, and of Max nobody knows an address.
    const lines = PEOPLE.map((name) => {
      const [login, department] = ["fin", "ines"].includes(name) ? ["", "Finance"] : [name, "Engineering"];
      return `${name},${name},${name}@acme.example,${login},${department}`;
    });
    await save("hris.csv", [HRIS, ...lines, "max,Max,,,Engineering"]);
    expect((await run("roster", "import", "hris.csv", "--source", "hris", "--by", "sam")).code).toBe(0);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("takes results of a simulation, refuses lines by line and reason, and counts whom the roster does not name", async () => {
    const results = PEOPLE.map((name, index) =>
      sent(name, index < 2 ? "Clicked Link" : "Email Sent", index > 1, index * 5),
    );
    await save("phishing.csv", [
      GOPHISH,
      ...results,
      sent("guest", "Email Sent"),
      "x,Email Sent,,0,0,05/10/2026,false,,eve@acme.example,,,",
    ]);
    const look = await bring("phishing.csv", "phishing", "--map", "gophish", "--campaign", "October", "--dry-run");
    expect(look.told).toContain("new: 8 · changed: 0 · known: 0 · rejected: 1");
    expect(await log()).toEqual([]);

    const { code, told, complaints } = await bring(
      "phishing.csv",
      "phishing",
      "--map",
      "gophish",
      "--campaign",
      "October",
    );

    expect(code).toBe(1);
    expect(told).toContain("on no roster: 1");
    expect(complaints).toContain('line 10: "05/10/2026" is not a time written as iso');
    const rejects = await readFile(join(folder, "phishing.csv.rejected.csv"), "utf8");
    expect(rejects.split("\r\n").slice(0, 2)).toEqual([
      `line,reason,${GOPHISH}`,
      expect.stringMatching(/^10,.*eve@acme\.example/),
    ]);
  });

  it("says nothing in the log of what anybody did, and of how many only a commitment", async () => {
    const entries = await log();

    expect(entries).toMatchObject([
      {
        type: "awareness.recorded",
        kind: "phishing",
        held_on: "2026-10-05",
        counts: { audience: 8, roster: 8, covered: 7 },
      },
      { type: "awareness.imported", counts: { rows: 8, rejected: 1, known: 0, unmatched: 1 } },
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/acme\.example|October|reported"|clicked/);
  });

  it("changes nothing when the same file comes again, and brings what a later one knows more", async () => {
    const before = await log();
    const again = await bring("phishing.csv", "phishing", "--map", "gophish", "--campaign", "October");
    expect(again.told).toContain("new: 0 · changed: 0 · known: 8 · rejected: 1");
    expect(await log()).toEqual(before);

    await save("later.csv", [GOPHISH, sent("mira", "Submitted Data"), sent("jo", "Clicked Link", false, 5)]);
    const later = await bring("later.csv", "phishing", "--map", "gophish", "--campaign", "October");

    expect(later.told).toContain("new: 0 · changed: 1 · known: 1 · rejected: 0");
    expect((await log()).slice(2)).toMatchObject([
      { type: "awareness.updated", kind: "phishing" },
      { type: "awareness.imported", counts: { rows: 1, known: 1 } },
    ]);
  });

  it("counts incidents and drills, each line once, however often its file comes", async () => {
    await save("incidents.csv", ["date,count,minutes", "2026-10-06,,12", "2026-10-06,,12", "2026-10-07,3,", "soon,1,"]);
    await save("drills.csv", ["date,kind,participants", "2026-10-20,Lost laptop,6"]);

    expect((await bring("incidents.csv", "incidents")).told).toContain("new: 3 · changed: 0 · known: 0 · rejected: 1");
    expect((await bring("incidents.csv", "incidents")).told).toContain("new: 0 · changed: 0 · known: 3");
    expect((await bring("drills.csv", "drills")).code).toBe(0);

    expect((await log()).filter(({ type }) => type !== "awareness.imported").slice(2)).toMatchObject([
      { type: "awareness.incidents_counted", counts: { reports: 5 } },
      { type: "awareness.recorded", kind: "drill", method: "simulation", counts: { audience: 6, roster: 8 } },
    ]);

    const rejected = (await readFile(join(folder, "incidents.csv.rejected.csv"), "utf8")).split("\r\n");
    await save("mended.csv", [rejected[0] ?? "", (rejected[1] ?? "").replaceAll("soon", "2026-10-09")]);
    expect(await bring("mended.csv", "incidents")).toMatchObject({ code: 0, told: expect.stringContaining("new: 1") });
    expect((await bring("mended.csv", "incidents")).told).toContain("new: 0 · changed: 0 · known: 1");
  });

  it("keeps nothing of a file that is broken, and says where", async () => {
    const before = await log();
    await save("broken.csv", [GOPHISH, sent("mira", "Email Sent"), `"${sent("jo", "Email Sent")}`]);
    await save("twice.csv", [`${GOPHISH},email`, `${sent("mira", "Email Sent")},x`]);
    await save("none.csv", ["name,when", "mira,now"]);
    const asPhishing = async (file: string) => bring(file, "phishing", "--map", "gophish", "--campaign", "Broken");

    expect(await asPhishing("broken.csv")).toMatchObject({
      code: 2,
      complaints: expect.stringMatching(/quotation mark is not closed in the row that begins at line 3/),
    });
    expect((await asPhishing("twice.csv")).complaints).toContain("twice.csv has the column email twice");
    expect((await asPhishing("none.csv")).complaints).toContain("none.csv has no column email, nor send_date");
    expect(await log()).toEqual(before);
  });

  it("is brought by an administrator alone", async () => {
    const { code, complaints } = await run("awareness", "import", "drills.csv", "--kind", "drills", "--by", "ada");

    expect(code).toBe(1);
    expect(complaints).toContain("ada does not hold the role");
  });

  it("sends a newsletter to the whole roster, once, and keeps the digest of its text", async () => {
    const look = await run("awareness", "send", "2026-12-report-early", "--dry-run");
    expect(look.told).toContain("(without an address: ");
    expect(mail.box.mails).toEqual([]);

    const { told, code } = await run("awareness", "send", "2026-12-report-early", "--by", "sam");

    expect(told).toMatch(/Sent: delivered \d+, undeliverable \d+/);
    expect(code).toBe(1);
    const to = mail.box.mails.flatMap((mail) => mail.to);
    expect(to).toEqual(expect.arrayContaining(PEOPLE.map((name) => `${name}@acme.example`)));
    expect(new Set(to).size).toBe(to.length);
    expect(mail.box.mails[0]?.raw.replaceAll("=\r\n", "")).toContain(`${flow.app.url}/awareness/2026-12-report-early`);
    const [entry] = await entriesOf(flow, "awareness.sent");
    expect(entry).toMatchObject({ kind: "newsletter", method: "campaign", counts: { roster: 8, covered: 7 } });

    const again = await run("awareness", "send", "2026-12-report-early", "--by", "sam");
    expect(again).toMatchObject({ code: 1, complaints: expect.stringContaining("It was sent before") });
    expect(mail.box.mails).toHaveLength(to.length);
  });

  it("goes to somebody new on the roster where it is sent again on purpose, and to nobody twice", async () => {
    const before = mail.box.mails.length;
    await save("new.csv", [HRIS, "eva,Eva,eva@acme.example,,Engineering"]);
    await run("roster", "import", "new.csv", "--source", "hris", "--by", "sam", "--partial");

    await run("awareness", "send", "2026-12-report-early", "--by", "sam", "--again");

    expect(mail.box.mails.slice(before).flatMap((mail) => mail.to)).toEqual(["eva@acme.example"]);
  });

  it("goes on by the server's own work where a mail server broke it off", async () => {
    const before = mail.box.mails.length;
    mail.box.refuse(true);
    const broken = await run("awareness", "send", "2027-01-secrets-in-commits", "--by", "sam");
    expect(broken.code).toBe(2);
    expect(mail.box.mails).toHaveLength(before);
    mail.box.refuse(false);

    await fileScheduled(SCHEDULED_MAIL, flow.database.url);
    await flow.settled();

    const to = mail.box.mails.slice(before).flatMap((mail) => mail.to);
    expect(to.length).toBeGreaterThan(0);
    expect(new Set(to).size).toBe(to.length);
    const sent = await entriesOf(flow, "awareness.sent");
    expect(sent).toHaveLength(3);
    expect(sent.at(-1)).toMatchObject({ source: { kind: "timer" }, counts: { delivered: to.length } });
  });

  it("is counted by a form too, and read by everybody who likes, with three questions", async () => {
    const sam = await signedIn(flow, "sam");
    await sam.get(`${flow.app.url}/admin/awareness`);
    const [form = ""] = /\/admin\/awareness\/incidents\?org=\d+/.exec(sam.page().html) ?? [];
    await sam.submit(form, { on: "2026-10-08", reports: "1", minutes: "7" });
    expect(sam.page().html).toContain("What was done");

    await sam.get(`${flow.app.url}/awareness/2027-01-secrets-in-commits`);
    const ids = [...sam.page().html.matchAll(/name="answer:([a-z-]+)" value="0"/g)].map(([, id]) => id);
    await sam.submit(
      "/awareness/2027-01-secrets-in-commits",
      Object.fromEntries(ids.map((id) => [`answer:${id}`, "0"])),
    );
    expect(sam.page().html).toContain("Your answers");
    await flow.settled();

    const [taken, ...others] = await entriesOf(flow, "awareness.quiz_taken");
    expect(others).toEqual([]);
    expect(Object.keys(taken ?? {})).toEqual(expect.arrayContaining(["subject", "quiz_sha256"]));
    expect(JSON.stringify(taken)).not.toMatch(/answers|right|chosen|pushed-a-key/);
  });

  it("shows what came of it by department, and of fewer than five people nothing", async () => {
    const sam = await signedIn(flow, "sam");

    for (const part of ["admin", "auditor"]) {
      await sam.get(`${flow.app.url}/${part}/effectiveness?from=2026-10-01&to=${dayIn(0)}`);
      const { html } = sam.page();
      expect(html).toContain(">October<");
      // Finance are two and one is on no roster: Engineering are five, and would let these three be found.
      expect(html).not.toMatch(/>(Engineering|Finance)</);
      expect(html).toContain("found by subtraction");
      expect(html).toContain("fewer than 5");
    }
  });

  it("stands in R-10, with what the log commits to, and nothing is left over", async () => {
    await train(flow, "mira");
    const { rows, reconciliations } = await reportOn(flow, effectivenessReport);

    expect(rows.find(({ measure }) => measure === "simulation")).toMatchObject({
      ...{ title: "October", month: "2026-10", delivered: 8, reported: 5, clicked: 2, submitted: 1 },
      ...{ median_minutes_to_report: 20, suppressed: false },
    });
    expect(rows.find(({ measure }) => measure === "incidents")).toMatchObject({
      month: "2026-10",
      incidents_reported: 7,
    });
    // One person's first attempt: nobody is told how it went.
    expect(rows.find(({ measure }) => measure === "quiz")).toMatchObject({
      n: null,
      first_attempt_pass: null,
      suppressed: true,
    });
    expect(reconciliations.map(({ residual }) => residual)).toEqual([0, 0, 0]);
  });

  it("stands in R-11, by method and with its coverage, and nothing is left over", async () => {
    const { rows, reconciliations } = await reportOn(flow, awarenessReport);

    expect(rows.map(({ activity, method }) => [activity, method])).toEqual([
      ["phishing", "simulation"],
      ["drill", "simulation"],
      ["newsletter", "campaign"],
      ["newsletter", "campaign"],
      ["newsletter", "campaign"],
      ["micro-quiz", "online"],
    ]);
    expect(rows[2]).toMatchObject({ channel: "mail", roster_count: 8, covered: 7, coverage: 87.5 });
    expect(reconciliations.filter(({ residual }) => residual !== 0)).toEqual([]);
  });
});
