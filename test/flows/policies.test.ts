import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { awarenessReport } from "../../src/evidence/reports/11-awareness.ts";
import { BLOCK } from "../support/flow.ts";
import { runBeside } from "../support/flow-cli.ts";
import { partsOf, useMailbox } from "../support/mailbox.ts";
import { entriesOf, signedIn } from "../support/office.ts";
import { reportOn } from "../support/report-rows.ts";
import { createTime } from "../support/time.ts";
import { useFlow } from "../support/use-flow.ts";

const SHA = createHash("sha256").update("what may be done with a laptop").digest("hex");
const LISTED = `
policies:
  - id: acceptable-use
    title: Acceptable use
    url: https://wiki.example.com/acceptable-use
    sha256: "${SHA}"
    kind: acceptable-use
    owner: Security team
    effective: 2026-12-01
    acknowledge: true
`;
const sha256 = (text: string | Uint8Array) => createHash("sha256").update(text).digest("hex");

describe("policies, from what is enforced to what people accepted", () => {
  const extra = mkdtempSync(join(tmpdir(), "training-gate-policies-"));
  mkdirSync(join(extra, "policy"));
  writeFileSync(join(extra, "policy", "listed.yml"), LISTED);
  const time = createTime();
  const mail = useMailbox({ CONTENT_EXTRA: extra });
  const flow = useFlow({
    enforcement: `${BLOCK}  notices: { mail: true }\n`,
    environment: mail.environment,
    clock: time.clock,
  });

  const address = (path: string) => `${flow.app.url}${path}`;
  const look = async (login: string, path: string) => (await signedIn(flow, login)).get(address(path));
  const entries = async (type: string) => {
    await flow.settled();
    return entriesOf(flow, type);
  };
  /** Days later the server looks at everybody, as it does every day by itself. */
  const days = async (count: number) => {
    time.pass(count);
    await flow.sweep();
    await flow.settled();
  };
  const mailsTo = (address: string) =>
    mail.box.mails.filter(({ to }) => to.includes(address)).map((one) => partsOf(one).join("\n"));
  const shaOn = (html: string) => /SHA-256 of the text: <code>([0-9a-f]{64})/.exec(html)?.[1] ?? "";

  it("there is a draft at once, which members read and strangers do not", async () => {
    const { status, html } = await look("mira", "/policy");

    expect(status).toBe(200);
    expect(html).toContain("This is a draft");
    expect(html).toContain("counts for 365 days");
    expect((await look("audrey", "/policy")).status).toBe(404);
    expect(await entries("training_policy.issued")).toMatchObject([{ version: 1, document_sha256: shaOn(html) }]);
  });

  it("the Markdown has the digest that the page says, and the PDF is one", async () => {
    const browser = await signedIn(flow, "mira");
    const { html } = await browser.get(address("/policy"));
    const markdown = await browser.get(address("/policy.md"));
    const pdf = await browser.get(address("/policy.pdf"));

    expect(sha256(markdown.html)).toBe(shaOn(html));
    expect(pdf.html.startsWith("%PDF-1.")).toBe(true);
  });

  it("a listed policy was made known to everybody, once", async () => {
    await flow.sweep();

    expect(await entries("policy_document.announced")).toMatchObject([
      { policy_id: "acceptable-use", document_sha256: SHA, acknowledge: true, counts: { roster: expect.any(Number) } },
    ]);
  });

  it("nobody but an administrator approves, and only by their name and what they read", async () => {
    const browser = await signedIn(flow, "sam");
    const { html } = await browser.get(address("/admin/policies"));
    expect(html).toContain("Approve version 1");
    const action = /action="(\/admin\/policies\/approve[^"]*)"/.exec(html)?.[1] ?? "";
    const nameless = await browser.submit(action, { typed_name: "x" });
    expect(nameless.status).toBe(422);
    expect((await look("mira", "/admin/policies")).status).toBe(404);

    const approved = await browser.submit(action, { typed_name: "Sam Sato" });

    expect(approved.status).toBe(200);
    expect(approved.html).toContain("Approved by @sam");
    const [entry] = await entries("training_policy.approved");
    expect(entry).toMatchObject({ version: 1, typed_name_commitment: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(JSON.stringify(entry)).not.toContain("Sato");
    expect((await entries("policy_document.announced")).map(({ policy_id }) => policy_id)).toEqual([
      "acceptable-use",
      "training-policy",
    ]);
  });

  it("a member is told on their first page, reads, and accepts by name: once", async () => {
    const browser = await signedIn(flow, "mira");
    expect((await browser.get(address("/"))).html).toContain("2 policies wait for you");
    await browser.get(address("/policies"));

    const refused = await browser.submit("/policies/accept", {
      policy: "acceptable-use",
      sha256: SHA,
      org: "",
      typed_name: "m",
    });
    expect(refused.status).toBe(422);
    const other = await browser.submit("/policies/accept", {
      policy: "acceptable-use",
      sha256: sha256("x"),
      org: "",
      typed_name: "Mira M",
    });
    expect(other.status).toBe(422);
    expect(other.html).toContain("was changed while this page was open");
    const fields = { policy: "acceptable-use", sha256: SHA, org: "", typed_name: "Mira Meier" };
    expect((await browser.submit("/policies/accept", fields)).html).toContain("You accepted this text on");

    const [entry, ...more] = await entries("policy_document.acknowledged");
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ policy_id: "acceptable-use", document_sha256: SHA });
    expect(JSON.stringify(entry)).not.toContain("Meier");
    expect((await browser.get(address("/"))).html).toContain("One policy waits for you");
  });

  it("figures and people are read by administrators, as a page and as CSV", async () => {
    const browser = await signedIn(flow, "sam");
    const { html } = await browser.get(address("/admin/policies"));
    expect(html).toMatch(/1 of \d+/);

    const done = await browser.get(address("/admin/policies/listed/acceptable-use?show=done"));
    expect(done.html).toContain("@mira");
    expect(done.html).not.toContain("@jo");
    const found = await browser.get(address("/admin/policies/listed/acceptable-use?show=missing&search=JO"));
    expect(found.html).toContain("@jo");
    const csv = (await browser.get(address("/admin/policies/listed/acceptable-use/people.csv?show=done"))).html;
    expect(csv.split("\r\n")[0]).toBe("person,name,logins,policy,sha256,acknowledged_at,told,not_told_why");
    expect(csv).toContain(`mira,acceptable-use,${SHA}`);
    expect((await browser.get(address("/admin/policies/listed/nothing"))).status).toBe(404);
  });

  it("another policy in force is another draft, the approved one stays in force, and the change is shown", async () => {
    const content = "enforcement:\n  grace: { renewal: 21d }\n";
    flow.github.actions.commitFile({ as: "sam", repository: "acme/.github", path: ".github/app.yml", content });
    await flow.settled();

    const browser = await signedIn(flow, "mira");
    expect((await browser.get(address("/policy"))).html).toContain("there are 14 days of grace");
    expect((await browser.get(address("/policy?version=2"))).html).toContain("there are 21 days of grace");
    const { html } = await browser.get(address("/policy/changes?from=1&to=2"));
    expect(html).toContain("<del>− - After a completion ran out there are 14 days of grace.</del>");
    expect(html).toContain("<ins>+ - After a completion ran out there are 21 days of grace.</ins>");
  });

  it("the command line shows and approves the newest", async () => {
    const shown = await runBeside(flow, ["training-policy", "show", "--json"]);
    const told = JSON.parse(shown.told) as { version: number; sha256: string; markdown: string };
    expect(told).toMatchObject({ version: 2, sha256: sha256(told.markdown) });
    const old = await runBeside(flow, ["training-policy", "approve", "1", "--by", "sam", "--name", "Sam Sato"]);
    expect(old).toMatchObject({ code: 1, complaints: [expect.stringContaining("Only the newest version")] });

    const done = await runBeside(flow, ["training-policy", "approve", "2", "--by", "sam", "--name", "Sam Sato"]);

    expect(done).toMatchObject({ code: 0 });
    expect((await look("mira", "/policy")).html).toContain("Version 2");
    expect((await entries("policy_document.announced")).length).toBe(3);
  });

  describe("reach people by mail", () => {
    const ROSTER = [
      "key,name,email,github_login",
      "E1,Mira,mira@acme.example,mira",
      "E2,Jo,jo@acme.example,jo",
      "E3,Fin,fin@acme.example,",
      "E4,Max,,",
      "E5,Leo,leo@nowhere.example,leo",
    ];
    const bring = async (lines: readonly string[]) => {
      const files = { "hris.csv": `${lines.join("\n")}\n` };
      const args = ["roster", "import", "hris.csv", "--source", "hris", "--by", "sam", "--confirm-shrink"];
      expect(await runBeside(flow, args, { files, clock: time.clock })).toMatchObject({ code: 0 });
      await days(1);
    };
    const about = (address: string, what: string) => mailsTo(address).filter((text) => text.includes(what));

    it("each of them once, with what they have to read and by when, also whom the roster names and GitHub does not", async () => {
      await bring(ROSTER);
      await days(1);

      const [told = "", ...more] = about("jo@acme.example", "Acceptable use");
      expect(more).toEqual([]);
      expect(told).toContain("Security training policy");
      expect(told).toMatch(/Please read and accept it by \d+ \w+ \d{4}\./);
      expect(about("mira@acme.example", "Acceptable use")).toEqual([]);
      // Of both versions that were approved.
      expect(about("mira@acme.example", "Security training policy")).toHaveLength(2);
      const [toFin = ""] = mailsTo("fin@acme.example");
      expect(toFin).toContain("Its text is attached to this mail. There is nothing to sign.");
      expect(toFin).toContain("A.6.3");
    });

    it("nobody twice after a restart, however often everybody is looked at", async () => {
      const before = mail.box.mails.length;
      await flow.restart();
      await flow.sweep();
      await flow.settled();

      expect(mail.box.mails.length).toBe(before);
    });

    it("again when the days to accept it have passed, but not whoever accepted it or left", async () => {
      await bring(ROSTER.filter((line) => !line.startsWith("E3")));
      const before = mailsTo("fin@acme.example").length;
      await days(13);

      const [, reminder, ...more] = about("jo@acme.example", "Acceptable use");
      expect(reminder).toContain("still waits for you");
      expect(more).toEqual([]);
      expect(about("mira@acme.example", "“Acceptable use” by")).toEqual([]);
      expect(mailsTo("fin@acme.example")).toHaveLength(before);
    });

    it("and whom it does not reach is shown with why, and a sentence to tell them", async () => {
      const browser = await signedIn(flow, "sam");
      await browser.get(address("/admin/policies"));
      expect(browser.page().html).toMatch(/\d+ of \d+, <a href="[^"]*show=unreached">\d+ not reached/);
      const { html } = await browser.get(address("/admin/policies/listed/acceptable-use?show=unreached"));

      expect(html).toContain("the mail server refuses their address");
      expect(html).toContain("no mail address of theirs is known");
      expect(html).toContain("Please read it (https://wiki.example.com/acceptable-use) and accept it with your name");
    });

    it("and stand in R-11 by how many they were told to, and who accepted", async () => {
      const { rows, reconciliations } = await reportOn(flow, awarenessReport);
      const announced = rows.filter(({ activity }) => activity === "policy-announcement");

      expect(announced[0]).toMatchObject({ title: "Acceptable use", covered: 1, channel: "page, notice" });
      expect(announced[0]?.delivered).toBeGreaterThanOrEqual(2);
      expect(announced[0]?.undeliverable).toBeGreaterThanOrEqual(2);
      expect(reconciliations.map(({ residual }) => residual)).toEqual(reconciliations.map(() => 0));
    });
  });
});
