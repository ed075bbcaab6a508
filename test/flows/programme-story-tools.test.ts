import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REVIEW_ITEMS } from "../../src/programme/review/review.ts";
import { DEFAULT_PERMISSIONS } from "../sandbox/github/app.ts";
import type { PullRequest } from "../sandbox/github/state.ts";
import { type Mailbox, startMailbox } from "../support/mailbox.ts";
import { entriesOf } from "../support/office.ts";
import { learn } from "../support/product.ts";
import {
  ACCEPTABLE_USE_SHA256,
  PROGRAMME_CONTENT,
  PROGRAMME_POLICY,
  PROGRAMME_REPOSITORY,
  ROSTER_FILES,
  TOLD,
} from "../support/programme.ts";
import {
  acceptListed,
  approvePolicy,
  approveReview,
  exportPack,
  exportSample,
  importDrills,
  importIncidents,
  importPhishing,
  openReview,
  REPORTS,
  sendNewsletter,
  settleReview,
  signReview,
  verifyPack,
} from "../support/programme-office.ts";
import {
  askWaiver,
  checkOf,
  endAda,
  hireNova,
  importFirst,
  importMended,
  isSeated,
  linkLeo,
  linksOf,
  type Office,
  openPull,
  refusalsIn,
  refusalsOf,
  runIn,
  seatNova,
} from "../support/programme-people.ts";
import { type ReadExport, readExport } from "../support/read-export.ts";
import { train, useFlow } from "../support/use-flow.ts";

const EXPORT_MS = 120_000;

describe("the story of the whole programme", () => {
  const home = mkdtempSync(join(tmpdir(), "training-gate-programme-"));
  const flow = useFlow({
    enforcement: PROGRAMME_POLICY,
    environment: { CONTENT_EXTRA: PROGRAMME_CONTENT },
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
  const office: Office = { product: flow, home, mailbox: () => mailbox };
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

  const conclusionOf = (pull: PullRequest) => checkOf(office, pull)?.conclusion;

  it.each(["hris", "contractor", "supplier"] as const)(
    "begins with the %s file, whose five bad lines are refused by line and reason",
    async (source) => {
      const ran = await importFirst(office, source);

      expect(ran.code).toBe(1);
      const added = ROSTER_FILES[source].good.length;
      expect(ran.told).toContain(`added: ${added} · changed: 0 · ended: 0 · unchanged: 0 · rejected: 5`);
      expect(refusalsIn(ran)).toEqual(refusalsOf(source));
    },
  );

  it("takes the contractor's rejected lines alone once they are mended, and ends nobody", async () => {
    const { code, told } = await importMended(office);

    expect(told).toContain("added: 5 · changed: 0 · ended: 0 · unchanged: 0 · rejected: 0");
    expect(code).toBe(0);
  });

  it("links people with their accounts by what the files say, and one by an administrator's word", async () => {
    expect((await linkLeo(office)).code).toBe(0);

    expect(await linksOf(office)).toEqual([
      ["C1", "login"],
      ["E1", "login"],
      ["E2", "login"],
      ["E3", "login"],
      ["E4", "login"],
      ["E5", "admin"],
    ]);
  });

  it("asks each of what their role needs: a developer of one course, finance of another, the platform of none", async () => {
    pull = await openPull(office, "mira");
    const ofFinance = await openPull(office, "ada");
    const ofPlatform = await openPull(office, "sam", "acme/infra");

    expect([pull, ofFinance, ofPlatform].map(conclusionOf)).toEqual(["action_required", "action_required", "success"]);
    expect(checkOf(office, pull)?.output.summary).toContain("OWASP Top 10:2025");
    expect(checkOf(office, ofFinance)?.output.summary).toContain("Security awareness");
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
    await learn(flow, "ada", { name: "Ada Okafor", course: "security-awareness" });
    await train(flow, "noor");

    const completed = await entriesOf(flow, "completion.recorded");
    expect(completed.map(({ course }) => (course as { id: string }).id)).toEqual([
      "owasp-top-10-2025",
      "security-awareness",
      "owasp-top-10-2025",
    ]);
  });

  it("holds a new hire's seat in a gated team, and gives it after the course", async () => {
    expect((await hireNova(office)).told).toContain("added: 1 · changed: 0 · ended: 0 · unchanged: 6");

    await seatNova(office);
    expect(isSeated(office, "nova")).toBe(false);
    await train(flow, "nova");

    expect(isSeated(office, "nova")).toBe(true);
    expect(await entriesOf(flow, "hold.opened", "access.granted")).toMatchObject([
      { type: "hold.opened", cause: "new" },
      { type: "access.granted" },
    ]);
  });

  it("ends somebody whose last day is over by the file, and takes their seat; the rest goes with their membership", async () => {
    expect(isSeated(office, "ada")).toBe(true);

    expect((await endAda(office)).code).toBe(0);

    expect(await entriesOf(flow, "person.ended")).toMatchObject([{ why: "last-day" }]);
    expect(isSeated(office, "ada")).toBe(false);
    flow.github.actions.removeMember({ as: "sam", user: "ada" });
    await flow.settled();
  });

  it("refuses a waiver that one person asks for and agrees to, and grants one by two", async () => {
    const held = await openPull(office, "jo");

    const alone = await askWaiver(office, "leo");
    expect(alone).toMatchObject({ code: 1, complaints: expect.stringContaining("Who asked cannot approve") });
    expect(conclusionOf(held)).toBe("action_required");

    expect(await askWaiver(office, "sam")).toMatchObject({ code: 0 });
    expect(conclusionOf(held)).toBe("success");
  });

  it("takes over a phishing campaign, incidents and drills", async () => {
    expect(await importPhishing(office)).toMatchObject({ code: 0, told: expect.stringContaining("new: 5") });
    expect(await importIncidents(office)).toMatchObject({ code: 0 });
    expect(await importDrills(office)).toMatchObject({ code: 0 });
  });

  it("sends a newsletter to everybody on the roster, with an account or without, and not to who left", async () => {
    const { told } = await sendNewsletter(office);

    expect(told).toMatch(/Sent: delivered \d+, undeliverable \d+/);
    const to = mailbox.mails.flatMap((mail) => mail.to);
    expect(to).toEqual(expect.arrayContaining(["mira@acme.example", "fin@acme.example", "sia@kern.example"]));
    expect(to).not.toContain("ada@acme.example");
  });

  it("has the training policy approved, and a listed one accepted by name", async () => {
    const { code, version } = await approvePolicy(office);
    expect(code).toBe(0);
    expect((await acceptListed(office)).html).toContain("You accepted this text on");

    expect(await entriesOf(flow, "training_policy.approved", "policy_document.acknowledged")).toMatchObject([
      { type: "training_policy.approved", version },
      { type: "policy_document.acknowledged", policy_id: "acceptable-use", document_sha256: ACCEPTABLE_USE_SHA256 },
    ]);
  });

  it("is reviewed: opened, settled item by item, signed, and approved by another person", async () => {
    const review = await openReview(office);
    expect((await settleReview(review)).map(({ status }) => status)).toEqual(REVIEW_ITEMS.map(() => 200));
    expect((await signReview(review)).status).toBe(200);
    expect((await approveReview(office, review)).html).toContain("Approved");

    const listed = await runIn(office, "review", "list", "--json");
    expect(JSON.parse(listed.told).reviews).toMatchObject([{ number: 1, state: "approved", reviewer: "sam" }]);
  });

  it("is looked at by doctor, who says where the gate is decoration", async () => {
    const looks = (await entriesOf(flow, "coverage.observed")).length;

    const { code, told } = await runIn(office, "doctor", "--org", "acme");

    expect(code).toBe(1);
    expect(told).toContain("The gate is decoration on");
    expect(await entriesOf(flow, "coverage.observed")).toHaveLength(looks + 1);
  });

  it(
    "leaves evidence in every report, and nothing is left over in any",
    async () => {
      await flow.sweep();
      const folder = join(home, "taken");
      const { code, complaints } = await exportPack(office, folder);
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
      expect(await exportSample(office, out)).toMatchObject({ code: 0 });

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
      const { code, told } = verifyPack(join(home, "taken"));

      expect(code, told).toBe(0);
      expect(told).toContain("R-04 says what the entries say");
    },
    EXPORT_MS,
  );
});
