import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leafHash } from "../../src/gatelog/place.ts";
import { createTree, proveConsistency, verifyConsistency } from "../../src/gatelog/tree.ts";
import type { User } from "../sandbox/github/state.ts";
import { dumpAsText, linesNaming } from "../support/dump.ts";
import { runBeside } from "../support/flow-cli.ts";
import { dayIn, entriesOf, signedIn, TWO_PEOPLE } from "../support/office.ts";
import { train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const EARLIER = randomUUID();
const POLICY_FILE = { as: "sam", repository: "acme/.github", path: ".github/app.yml" };

describe("erasing a person", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  const run = (args: readonly string[], files: Record<string, string> = {}) => runBeside(flow, args, { files });
  const erase = (...more: readonly string[]) =>
    run(["person", "erase", "mira", "--by", "sam", "--reason", "Mira Novak asked for it", ...more]);
  const dump = () => dumpAsText(flow.database.url);
  let home: string;
  let mira: User;
  let subject: string;

  afterAll(() => rm(home, { recursive: true }));
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "training-gate-erasure-"));
    mira = [...flow.github.state.users.values()].find(({ login }) => login === "mira") as User;
    await work();
    await exceptions();
    await plant();
    const { personId } = await flow.database.db.account.findUniqueOrThrow({ where: { id: BigInt(mira.id) } });
    subject = personId ?? "";
  });

  const who = () => ({
    login: mira.login,
    name: mira.name,
    id: mira.id,
    emails: mira.emails.map(({ email }) => email),
  });

  /** Pull requests of hers and with her, training, a policy that names her, and her leaving. */
  async function work() {
    const { actions } = flow.github;
    const file = `enforcement: { roles: { admin: { teams: [platform, security], accounts: [${mira.id}] } } }\n`;
    actions.commitFile({ ...POLICY_FILE, content: file });
    await flow.settled();
    const hers = actions.openPullRequest({ as: "mira", repository, branch: "mira/fix", commits: [{}] });
    const shared = actions.openPullRequest({
      as: "jo",
      repository,
      commits: [{}, { author: "mira", coAuthors: ["ada"] }, { name: "Mira Novak", email: "mira@old-laptop.example" }],
    });
    actions.openPullRequest({ as: "ada", repository: "acme/web", commits: [{}] });
    const bots = actions.openPullRequest({ as: "dependabot[bot]", repository, commits: [{}] });
    await flow.settled();
    await train(flow, "mira");
    actions.review({ as: "mira", repository, number: bots.number, state: "APPROVED" });
    await flow.settled();
    actions.mergePullRequest({ as: "sam", repository, number: bots.number });
    await run(breakGlass(`acme/payments-api#${shared.number}`));
    actions.mergePullRequest({ as: "sam", repository, number: hers.number });
    actions.mergePullRequest({ as: "mira", repository, number: shared.number });
    await flow.settled();
  }

  const breakGlass = (pull: string) => [
    ...["break-glass", "use", pull, "--reason", "@mira needs the fix, says Mira Novak"],
    ...["--requested-by", "sam", "--approved-by", "leo"],
  ];

  async function exceptions() {
    const waive = (person: string, reason: string) => [
      ...["waiver", "add", "--person", person, "--layer", "developer", "--until", dayIn(7), "--reason", reason],
      ...["--requested-by", "sam", "--approved-by", "leo"],
    ];
    const csv = `Email,Content,Status,Completion Date\nmira@acme.example,Course,Completed,${dayIn(-10)}\n`;
    const map = `preset: knowbe4\ncourses:\n  Course: { course: owasp-top-10-2025 }\n`;
    const told = [
      await run(waive("mira", "On parental leave")),
      await run(waive("jo", `Stands in for Mira Novak (@mira, mira@acme.example, account ${mira.id})`)),
      await run(["completions", "import", "a.csv", "--map", "map.yml", "--requested-by", "sam"], {
        "a.csv": csv,
        "map.yml": map,
      }),
    ];
    expect(told.map(({ code, complaints }) => [code, complaints])).toEqual(told.map(() => [0, []]));
    await flow.settled();
  }

  /** What other parts of the product, and rarer days, leave behind. */
  async function plant() {
    const { db } = flow.database;
    const now = new Date();
    const { personId: jo } = await db.account.findFirstOrThrow({ where: { login: "jo" } });
    const { personId: miras } = await db.account.findFirstOrThrow({ where: { login: "mira" } });
    const orgId = BigInt(1);
    const seen = await db.coverageRun.findFirstOrThrow({ orderBy: { observedAt: "desc" } });
    const report = seen.report as unknown as { repositories: { bypass: string[] }[]; notes: string[] };
    for (const one of report.repositories) one.bypass = ["mira", "team ops"];
    report.notes.push("Mira Novak may push past it");
    await db.coverageRun.update({ where: { id: seen.id }, data: { report } });
    // The roster knew her before her account was known to be hers.
    await db.person.create({ data: { id: EARLIER, createdAt: now, mergedIntoId: miras } });
    await db.reason.create({ data: { sha256: "a".repeat(64), text: "As MIRA said", givenAt: now } });
    const snapshotId = randomUUID();
    const snapshot = { orgId, source: "hris", fileSha256: "b".repeat(64), header: ["name"], partial: false };
    await db.rosterSnapshot.create({ data: { ...snapshot, id: snapshotId, requestedBy: jo ?? "", requestedAt: now } });
    const line = { snapshotId, line: 2, cells: ["Mira Novak", "mira.private@home.example"], reason: null };
    await db.rosterLine.create({ data: line });
    for (const [personId, record] of [
      [miras, { name: "Mira J. Novak", email: "mira.novak@acme.example", manager: "Sam Ilves" }],
      [jo, { name: "Jo Berg", email: "jo@acme.example", manager: "Mira Novak" }],
    ] as const) {
      const id = randomUUID();
      await db.rosterMember.create({
        data: { id, orgId, source: "hris", key: record.email, personId: personId ?? "" },
      });
      const rest = { kind: "employee", recordSha256: "c".repeat(64), salt: Buffer.alloc(32) };
      await db.rosterVersion.create({ data: { memberId: id, recordedFrom: now, snapshotId, ...record, ...rest } });
    }
    await db.$executeRaw`
      UPDATE pgboss.job SET output = '{"message": "no seat for mira"}'
      WHERE id = (SELECT id FROM pgboss.job WHERE name = 'head' AND state = 'completed' LIMIT 1)`;
  }

  /** What an auditor would be handed: the log, its identities and every report. Answers the text of all of it. */
  async function exportTo(name: string): Promise<string> {
    const [today = ""] = new Date().toISOString().split("T");
    const out = join(home, name);
    const { code, complaints } = await run(["evidence", "export", "--from", today, "--to", today, "--out", out]);
    expect({ code, bugs: complaints.filter((line) => /bug|Error/.test(line)) }).toEqual({ code: 0, bugs: [] });
    const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
    const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")));
    return texts.join("\n");
  }

  async function leavesNow(): Promise<readonly Uint8Array[]> {
    const rows = await flow.database.db.logEntry.findMany({ orderBy: [{ epoch: "asc" }, { seq: "asc" }] });
    expect(rows.filter((row) => !Buffer.from(row.leafHash).equals(leafHash(Buffer.from(row.body))))).toEqual([]);
    return rows.map((row) => row.leafHash);
  }

  it("finds no text of anybody's in the log beforehand: no reason, question, answer or signature", async () => {
    const rows = await flow.database.db.$queryRaw<{ text: string }[]>`
      SELECT reason AS text FROM waiver UNION SELECT reason FROM break_glass
      UNION SELECT typed_name FROM attestation UNION SELECT statement FROM attestation
      UNION SELECT said #>> '{}' FROM attempt, LATERAL (
        SELECT jsonb_path_query(paper, '$.**') AS said UNION ALL SELECT jsonb_path_query(answers, '$.**')
        UNION ALL SELECT jsonb_path_query(result, '$.**')) AS told WHERE jsonb_typeof(said) = 'string'`;
    const texts = rows.map(({ text }) => text).filter((text) => /\s/.test(text));
    expect(texts.length).toBeGreaterThan(3);
    const { told } = await run(["log", "show"]);

    expect(texts.filter((text) => told.includes(text) || told.includes(JSON.stringify(text).slice(1, -1)))).toEqual([]);
  });

  it("is refused while the policy names them, and says where", async () => {
    const { code, complaints } = await erase("--still-a-member");

    expect(code).toBe(1);
    expect(complaints).toEqual([
      expect.stringMatching(/^The policy names them: enforcement\.roles\.admin\.accounts\[0\] \(.*app\.yml, line 1\)/),
    ]);
  });

  it("is refused while GitHub would name them again", async () => {
    const file = "# mira asked for this\nenforcement: { roles: { admin: { teams: [platform, security] } } }\n";
    flow.github.actions.commitFile({ ...POLICY_FILE, content: file });
    await flow.settled();
    flow.github.actions.openPullRequest({ as: "noor", repository: "acme/web", commits: [{}] });
    const open = flow.github.actions.openPullRequest({ as: "mira", repository, commits: [{}] });
    const bots = flow.github.actions.openPullRequest({ as: "dependabot[bot]", repository, commits: [{}] });
    await flow.settled();
    flow.github.actions.review({ as: "mira", repository, number: bots.number, state: "APPROVED" });
    await flow.settled();

    const { code, complaints } = await erase();

    expect(code).toBe(1);
    expect(complaints).toEqual([
      expect.stringMatching(/^They still have access to acme\. Remove them there first/),
      expect.stringContaining(`on open pull requests: ${repository}#${open.number}, ${repository}#${bots.number}.`),
    ]);
    for (const { number } of [open, bots]) flow.github.actions.closePullRequest({ as: "sam", repository, number });
    flow.github.actions.removeMember({ as: "sam", user: "mira" });
    await flow.settled();
  });

  it("is refused to who is no administrator, to themselves, and without a reason", async () => {
    const by = (login: string, reason = "asked") => run(["person", "erase", "jo", "--by", login, "--reason", reason]);

    expect((await by("ada")).complaints.join()).toMatch(/ada is no administrator/);
    expect((await by("jo")).complaints.join()).toMatch(/Nobody erases themselves/);
    expect((await by("sam", " ")).complaints.join()).toMatch(/Say why/);
    expect((await by("nobody-at-all")).code).toBe(2);
  });

  it("is refused while a legal hold is in force", async () => {
    const open = `enforcement: { roles: { admin: { teams: [platform, security] } } }\n`;
    const held = open.replace("} }\n", "}, records: { legal_hold: Case 7 } }\n").replace("] } }", "] }");
    flow.github.actions.commitFile({ ...POLICY_FILE, content: held.replace("] }, records", "] } }, records") });
    await flow.settled();

    const { code, complaints } = await erase();
    flow.github.actions.commitFile({ ...POLICY_FILE, content: `# mira asked for this\n${open}` });
    await flow.settled();

    expect(code).toBe(1);
    expect(complaints).toEqual([expect.stringMatching(/A legal hold is in force \(Case 7\)/)]);
  });

  it("says beforehand what it would do, and does nothing", async () => {
    const before = await dump();

    const { code, told } = await erase("--dry-run");

    expect(code).toBe(0);
    expect(told).toMatch(/account +deleted +1/);
    expect(told).toContain("Nothing was done");
    expect(linesNaming(await dump(), who())).toEqual(linesNaming(before, who()));
  });

  it("leaves no login, address, name or number of theirs in the database or a new export, and every proof as it was", async () => {
    const before = { leaves: await leavesNow(), dump: await dump(), export: await exportTo("before") };
    expect(linesNaming(before.dump, who()).length).toBeGreaterThan(30);
    expect(linesNaming(before.export, who()).length).toBeGreaterThan(5);
    const { prKey, salt } = await flow.database.db.identity.findUniqueOrThrow({ where: { personId: subject } });
    expect(before.dump).toContain(Buffer.from(prKey).toString("hex"));

    const { code, told, complaints } = await erase("--json");
    await flow.settled();

    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(JSON.parse(told)).toMatchObject({
      ok: true,
      subjects: expect.arrayContaining([subject, EARLIER]),
      policies: 1,
    });
    const after = await dump();
    expect(linesNaming(after, who())).toEqual([]);
    expect(after).not.toMatch(/mira\.private|mira\.novak|old-laptop/i);
    expect(linesNaming(await exportTo("after"), who())).toEqual([]);
    // By these the log's names for her pull requests, and for herself, could be made again.
    expect(after).not.toContain(Buffer.from(prKey).toString("hex"));
    expect(after).not.toContain(Buffer.from(salt).toString("hex"));
    expect(after).toContain(subject);

    const leaves = await leavesNow();
    const roots = [before.leaves, leaves].map((all) => rootOf(all));
    const proof = proveConsistency(before.leaves.length, leaves.length, (level, index) =>
      rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    );
    expect(verifyConsistency(before.leaves.length, roots[0]!, leaves.length, roots[1]!, proof)).toBe(true);
  });

  it("leaves a log that verifies, and that goes on from the checkpoint which an auditor kept from before", async () => {
    const [before, after] = [join(home, "before/log"), join(home, "after/log")];
    const old = ["--old", join(before, "checkpoint"), "--key", join(before, "log.vkey")];

    const { code, told } = await run(["log", "verify", after, ...old]);

    expect(told).toContain("it goes on from your checkpoint");
    expect(code).toBe(0);
  });

  it("stands in the log by the random id alone, with its ground and who did it", async () => {
    const entries = await entriesOf(flow, "subject.erased");
    const entry = entries.find((one) => one.subject === subject);

    expect(entries.map((one) => one.subject).sort()).toEqual([subject, EARLIER].sort());
    expect(entry).toMatchObject({
      subject,
      basis: "request",
      reason_commitment: expect.stringMatching(/^sha256:/),
      counts: { decisions: expect.any(Number), policies: 1 },
    });
    expect(entry).not.toHaveProperty("identity_commitment");
    const { reason } = await flow.database.db.erasure.findUniqueOrThrow({ where: { subject } });
    expect(reason).toBe("[erased] asked for it");
  });

  it("takes nothing of others: their texts lose her words, their records stay", async () => {
    const { db } = flow.database;
    const { reason } = await db.waiver.findFirstOrThrow();
    expect(reason).toBe("Stands in for [erased] (@[erased], [erased], account [erased])");
    const members = await db.rosterVersion.findMany({ select: { name: true, manager: true } });
    expect(members).toEqual([{ name: "Jo Berg", manager: "[erased]" }]);
    expect(await db.account.count({ where: { login: { in: ["jo", "ada", "sam", "leo", "noor"] } } })).toBe(5);
    const kept = await db.$queryRaw<{ id: string }[]>`SELECT id FROM decision WHERE facts IS NOT NULL`;
    expect(kept.length).toBeGreaterThan(0);
  });

  it("is accounted for when every decision is made again", async () => {
    const { code, told } = await run(["replay", "--all"]);

    expect(told).toMatch(
      /^\d+ decisions in the log: [1-9]\d* agree, [1-9]\d* were erased, [1-9]\d* lost their policy to an erasure, 0 differ$/,
    );
    expect(code).toBe(0);
  });

  it("makes somebody new of who signs in again", async () => {
    await signedIn(flow, "mira");

    const { personId } = await flow.database.db.account.findUniqueOrThrow({ where: { id: BigInt(mira.id) } });
    expect(personId).not.toBe(subject);
  });

  function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
    const tree = createTree();
    for (const leaf of leaves) tree.append(leaf);
    return tree.root();
  }
});
