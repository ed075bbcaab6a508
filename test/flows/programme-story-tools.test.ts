import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REVIEW_ITEMS } from "../../src/programme/review/review.ts";
import type { Browser } from "../sandbox/browser.ts";
import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import { teamOf, userOf } from "../sandbox/github/find.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { createLearner } from "../sandbox/learner.ts";
import { runBeside } from "../support/flow-cli.ts";
import { type Mailbox, startMailbox } from "../support/mailbox.ts";
import { dayIn, entriesOf, signedIn } from "../support/office.ts";
import {
  ACCEPTABLE_USE_SHA256,
  ADA,
  EMPLOYEES,
  HRIS,
  LISTED_POLICIES,
  MENDED,
  NOVA,
  PROGRAMME_POLICY,
  PROGRAMME_REPOSITORY,
  phishingFile,
  ROSTER_FILES,
  TOLD,
} from "../support/programme.ts";
import { type ReadExport, readExport } from "../support/read-export.ts";
import { runOn, train, useFlow } from "../support/use-flow.ts";

const SCRIPT = join(import.meta.dirname, "verify-evidence.sh");
const EXPORT_MS = 120_000;

/** All but R-19, which is a sample and an export of its own. */
const REPORTS = Array.from({ length: 21 }, (_, index) => `R-${String(index + 1).padStart(2, "0")}`).filter(
  (id) => id !== "R-19",
);

describe("the story of the whole programme", () => {
  const home = mkdtempSync(join(tmpdir(), "training-gate-programme-"));
  mkdirSync(join(home, "content/policy"), { recursive: true });
  writeFileSync(join(home, "content/policy/listed.yml"), LISTED_POLICIES);
  const flow = useFlow({
    enforcement: PROGRAMME_POLICY,
    environment: { CONTENT_EXTRA: join(home, "content") },
    github: {
      app: {
        permissions: {
          ...DEFAULT_PERMISSIONS,
          ...{ members: "write", administration: "write", organization_administration: "read" },
        },
      },
    },
  });
  let mailbox: Mailbox;
  let pull: PullRequest;
  let evidence: ReadExport;

  beforeAll(async () => {
    mailbox = await startMailbox();
    flow.github.actions.requireCheck({ as: "sam", repository: PROGRAMME_REPOSITORY });
    await flow.sweep();
  });
  afterAll(async () => {
    await mailbox.close();
    await rm(home, { recursive: true });
  });

  async function run(...args: readonly string[]) {
    const environment = { SMTP_URL: mailbox.url, MAIL_FROM: "gate@acme.example" };
    const { code, told, complaints } = await runBeside(flow, args, { environment });
    await flow.settled();
    return { code, told, complaints: complaints.join("\n") };
  }
  const save = async (name: string, lines: readonly string[]) => {
    await writeFile(join(home, name), `${lines.join("\r\n")}\r\n`);
    return join(home, name);
  };
  const bringRoster = (source: string, file: string) =>
    run("roster", "import", file, "--source", source, "--by", "sam");
  const bringAwareness = (kind: string, file: string, ...more: readonly string[]) =>
    run("awareness", "import", file, "--kind", kind, "--by", "sam", ...more);
  const open = async (as: string, repository = PROGRAMME_REPOSITORY) => {
    const opened = flow.github.actions.openPullRequest({ as, repository, commits: [{}] });
    await flow.settled();
    return opened;
  };
  const conclusionOf = (of: PullRequest) => runOn(flow, of)?.conclusion;
  const isSeated = (login: string) => {
    const [acme] = flow.github.state.organizations.values();
    return acme !== undefined && teamOf(acme, "payments").members.has(userOf(flow.github.state, login).id);
  };

  it.each(["hris", "contractor", "supplier"] as const)(
    "begins with the %s file, whose five bad lines are refused by line and reason",
    async (source) => {
      const { heading, good, bad } = ROSTER_FILES[source];
      const file = await save(`${source}.csv`, [heading, ...good, ...bad.map(([line]) => line)]);

      const { code, told, complaints } = await bringRoster(source, file);

      expect(code).toBe(1);
      expect(told).toContain(`added: ${good.length} · changed: 0 · ended: 0 · unchanged: 0 · rejected: 5`);
      const firstBad = good.length + 2;
      expect(complaints.split("\n").filter((line) => line.startsWith("line "))).toEqual(
        bad.map(([, reason], index) => `line ${firstBad + index}: ${reason}`),
      );
    },
  );

  it("takes the contractor's rejected lines alone once they are mended, and ends nobody", async () => {
    const rejected = await readFile(join(home, "contractor.csv.rejected.csv"), "utf8");
    const mended = MENDED.reduce((text, [wrong, right]) => text.replace(wrong, right), rejected);

    const { code, told } = await bringRoster("contractor", await save("mended.csv", [mended.trimEnd()]));

    expect(told).toContain("added: 5 · changed: 0 · ended: 0 · unchanged: 0 · rejected: 0");
    expect(code).toBe(0);
  });

  it("links people with their accounts by what the files say, and one by an administrator's word", async () => {
    const leo = ["person", "link", "--login", "leo", "--roster", "E5", "--source", "hris", "--by", "sam"];
    expect((await run(...leo)).code).toBe(0);

    const members = await flow.database.db.rosterMember.findMany({ orderBy: { key: "asc" } });
    const linked = members.filter(({ linkedBy }) => linkedBy !== null).map(({ key, linkedBy }) => [key, linkedBy]);
    expect(linked).toEqual([
      ["C1", "login"],
      ["E1", "login"],
      ["E2", "login"],
      ["E3", "login"],
      ["E4", "login"],
      ["E5", "admin"],
    ]);
  });

  it("asks each of what their role needs: a developer of one course, finance of another, the platform of none", async () => {
    pull = await open("mira");
    const ofFinance = await open("ada");
    const ofPlatform = await open("sam", "acme/infra");

    expect([pull, ofFinance, ofPlatform].map(conclusionOf)).toEqual(["action_required", "action_required", "success"]);
    expect(runOn(flow, pull)?.output.summary).toContain("OWASP Top 10:2025");
    expect(runOn(flow, ofFinance)?.output.summary).toContain("Security awareness");
  });

  it("does not let the pull request be merged until its author has passed and signed", async () => {
    const merge = () =>
      flow.github.actions.mergePullRequest({ as: "mira", repository: PROGRAMME_REPOSITORY, number: pull.number });
    expect(merge).toThrow("Required status check");

    await train(flow, "mira");

    expect(conclusionOf(pull)).toBe("success");
    merge();
    await flow.settled();
    expect(await entriesOf(flow, "merge.observed")).toEqual([expect.objectContaining({ result: "allowed" })]);
  });

  it("teaches finance and a contractor too", async () => {
    const at = { app: flow.app.url, github: flow.github.url };
    await (await createLearner(at, "ada", "security-awareness")).complete("Ada Okafor");
    await train(flow, "noor");

    const completed = await entriesOf(flow, "completion.recorded");
    expect(completed.map(({ course }) => (course as { id: string }).id)).toEqual([
      "owasp-top-10-2025",
      "security-awareness",
      "owasp-top-10-2025",
    ]);
  });

  it("holds a new hire's seat in a gated team, and gives it after the course", async () => {
    flow.github.actions.createAccount({ login: "nova" });
    flow.github.actions.addMember({ as: "sam", user: "nova" });
    await flow.settled();
    const file = await save("hris-2.csv", [HRIS, ...EMPLOYEES, NOVA]);
    expect((await bringRoster("hris", file)).told).toContain("added: 1 · changed: 0 · ended: 0 · unchanged: 6");

    flow.github.actions.addToTeam({ as: "sam", team: "payments", user: "nova" });
    await flow.settled();
    expect(isSeated("nova")).toBe(false);
    await train(flow, "nova");

    expect(isSeated("nova")).toBe(true);
    expect(await entriesOf(flow, "hold.opened", "access.granted")).toMatchObject([
      { type: "hold.opened", cause: "new" },
      { type: "access.granted" },
    ]);
  });

  it("ends somebody whose last day is over by the file, and takes their seat; the rest goes with their membership", async () => {
    expect(isSeated("ada")).toBe(true);
    const others = EMPLOYEES.filter((line) => line !== ADA);
    const file = await save("hris-3.csv", [HRIS, ...others, NOVA, `${ADA}${dayIn(-1)}`]);

    expect((await bringRoster("hris", file)).code).toBe(0);
    await flow.sweep();

    expect(await entriesOf(flow, "person.ended")).toMatchObject([{ why: "last-day" }]);
    expect(isSeated("ada")).toBe(false);
    flow.github.actions.removeMember({ as: "sam", user: "ada" });
    await flow.settled();
  });

  it("refuses a waiver that one person asks for and agrees to, and grants one by two", async () => {
    const held = await open("jo");
    const waiver = ["waiver", "add", "--person", "jo", "--layer", "developer", "--until", dayIn(7)];
    const where = ["--repositories", "payments-*", "--reason", "Ships the fix before the course"];
    const ask = (by: string) => run(...waiver, ...where, "--requested-by", by, "--approved-by", "leo");

    const alone = await ask("leo");
    expect(alone).toMatchObject({ code: 1, complaints: expect.stringContaining("Who asked cannot approve") });
    expect(conclusionOf(held)).toBe("action_required");

    expect(await ask("sam")).toMatchObject({ code: 0 });
    expect(conclusionOf(held)).toBe("success");
  });

  it("takes over a phishing campaign, incidents and drills", async () => {
    const campaignFile = phishingFile([
      ["mira", "Clicked Link", false],
      ["jo", "Email Opened", false],
      ["sam", "Email Sent", true],
      ["fin", "Email Sent", true],
      ["nova", "Email Sent", true],
    ]);
    const phishing = await save("phishing.csv", campaignFile);
    const incidents = await save("incidents.csv", ["date,count,minutes", `${dayIn(-2)},2,`, `${dayIn(-1)},,12`]);
    const drills = await save("drills.csv", ["date,kind,participants", `${dayIn(-4)},Lost laptop,6`]);

    const campaign = await bringAwareness("phishing", phishing, "--map", "gophish", "--campaign", "Autumn");
    expect(campaign).toMatchObject({ code: 0, told: expect.stringContaining("new: 5") });
    expect(await bringAwareness("incidents", incidents)).toMatchObject({ code: 0 });
    expect(await bringAwareness("drills", drills)).toMatchObject({ code: 0 });
  });

  it("sends a newsletter to everybody on the roster, with an account or without, and not to who left", async () => {
    const { told } = await run("awareness", "send", "2026-12-report-early", "--by", "sam");

    expect(told).toMatch(/Sent: delivered \d+, undeliverable \d+/);
    const to = mailbox.mails.flatMap((mail) => mail.to);
    expect(to).toEqual(expect.arrayContaining(["mira@acme.example", "fin@acme.example", "sia@kern.example"]));
    expect(to).not.toContain("ada@acme.example");
  });

  it("has the training policy approved, and a listed one accepted by name", async () => {
    const shown = await run("training-policy", "show", "--json");
    const { version } = JSON.parse(shown.told) as { readonly version: number };
    const approve = ["training-policy", "approve", String(version), "--by", "sam", "--name", "Sam Ilves"];
    expect(await run(...approve)).toMatchObject({ code: 0 });

    const mira = await signedIn(flow, "mira");
    await mira.get(`${flow.app.url}/policies`);
    const accept = { policy: "acceptable-use", sha256: ACCEPTABLE_USE_SHA256, org: "", typed_name: "Mira Novak" };
    expect((await mira.submit("/policies/accept", accept)).html).toContain("You accepted this text on");
    await flow.settled();

    expect(await entriesOf(flow, "training_policy.approved", "policy_document.acknowledged")).toMatchObject([
      { type: "training_policy.approved", version },
      { type: "policy_document.acknowledged", policy_id: "acceptable-use", document_sha256: ACCEPTABLE_USE_SHA256 },
    ]);
  });

  it("is reviewed: opened, settled item by item, signed, and approved by another person", async () => {
    const sam = await signedIn(flow, "sam");
    await sam.get(`${flow.app.url}/admin/reviews`);
    const { html } = await sam.submit(actionOf(sam, "open"), {});
    const path = /\/admin\/reviews\/[0-9a-f-]{36}/.exec(html)?.[0] ?? "";
    await sam.get(`${flow.app.url}${path}`);
    const settle = actionOf(sam, "settle");
    for (const item of REVIEW_ITEMS)
      expect((await sam.submit(settle, { item, comment: `Looked at ${item}` })).status).toBe(200);
    await sam.get(`${flow.app.url}${path}`);
    expect((await sam.submit(actionOf(sam, "sign"), { typed_name: "Sam Ilves" })).status).toBe(200);

    const leo = await signedIn(flow, "leo");
    await leo.get(`${flow.app.url}${path}`);
    expect((await leo.submit(actionOf(leo, "approve"), { typed_name: "Leo Marsh" })).html).toContain("Approved");

    const listed = await run("review", "list", "--json");
    expect(JSON.parse(listed.told).reviews).toMatchObject([{ number: 1, state: "approved", reviewer: "sam" }]);
  });

  it("is looked at by doctor, who says where the gate is decoration", async () => {
    const looks = (await entriesOf(flow, "coverage.observed")).length;

    const { code, told } = await run("doctor", "--org", "acme");

    expect(code).toBe(1);
    expect(told).toContain("The gate is decoration on");
    expect(await entriesOf(flow, "coverage.observed")).toHaveLength(looks + 1);
  });

  it(
    "leaves evidence in every report, and nothing is left over in any",
    async () => {
      await flow.sweep();
      const folder = join(home, "taken");
      const days = ["--from", dayIn(-30), "--to", dayIn(0), "--by", "sam"];
      const { code, complaints } = await run("evidence", "export", ...days, "--out", folder);
      expect(code, complaints).toBe(0);
      evidence = await readExport(folder);

      const { reports } = await evidence.manifest();
      expect(reports.map(({ id }) => id)).toEqual(REPORTS);
      expect(reports.filter(({ rows }) => rows === 0).map(({ id }) => id)).toEqual([]);
      expect(reports.filter(({ reconciliations }) => reconciliations.length === 0).map(({ id }) => id)).toEqual([]);
      const left = reports.flatMap(({ id, reconciliations }) => reconciliations.map((one) => ({ id, ...one })));
      expect(left.filter(({ residual }) => residual !== 0)).toEqual([]);
    },
    EXPORT_MS,
  );

  it.each(TOLD)("tells in %s of %s", async (stem, _, row) => {
    expect(await evidence.rows(stem)).toContainEqual(expect.objectContaining(row));
  });

  it(
    "gives an auditor a sample, with a proof under each row",
    async () => {
      const out = join(home, "sample");
      const asked = ["--report", "R-04", "--n", "3", "--seed", "audit 2027/1", "--by", "sam", "--out", out];
      expect(await run("evidence", "sample", ...asked)).toMatchObject({ code: 0 });

      const sample = await readExport(out);
      expect(await sample.rows("R-19-sample")).toHaveLength(3);
      expect(sample.files.filter((path) => path.startsWith("proofs/"))).toHaveLength(3);
      expect(await sample.wrongSums()).toEqual([]);
    },
    EXPORT_MS,
  );

  it(
    "stands up to tools that know nothing of us",
    () => {
      const folder = join(home, "taken");
      const args = [SCRIPT, folder, join(folder, "log/log.vkey")];
      const { status, stdout, stderr } = spawnSync("sh", args, { encoding: "utf8", timeout: EXPORT_MS });

      expect(status, `${stdout}${stderr}`).toBe(0);
      expect(stdout).toContain("R-04 says what the entries say");
    },
    EXPORT_MS,
  );
});

/** Where a form on the page leads that does this to a review. */
function actionOf(browser: Browser, step: string): string {
  const found = new RegExp(`action="(/admin/reviews/[^"]*${step}[^"]*)"`).exec(browser.page().html)?.[1];
  if (!found) throw new Error(`No form here would ${step} a review: ${browser.page().url}`);
  return found.replaceAll("&amp;", "&");
}
