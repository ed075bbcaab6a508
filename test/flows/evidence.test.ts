import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "../../src/evidence/report.ts";
import { runBeside } from "../support/flow-cli.ts";
import { dayIn, entriesOf, runOn as runCliOn, TWO_PEOPLE } from "../support/office.ts";
import { type ReadExport, readExport } from "../support/read-export.ts";
import { train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const REASON = "=cmd|' /C calc'!A0, the laptop is stolen";

describe("evidence of a working day", () => {
  const flow = useFlow({ enforcement: TWO_PEOPLE });
  let folder: string;
  let evidence: ReadExport;
  let exported: Awaited<ReturnType<typeof runBeside>>;

  const today = dayIn(0);
  const take = (out: string, more: readonly string[] = []) =>
    runBeside(flow, ["evidence", "export", "--from", today, "--to", today, "--out", join(folder, out), ...more]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-evidence-"));
    await aWorkingDay();
    exported = await take("first", ["--by", "sam"]);
    evidence = await readExport(join(folder, "first"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function aWorkingDay() {
    const { actions } = flow.github;
    const open = (as: string) => actions.openPullRequest({ as, repository, commits: [{}] });
    const [first, second, third] = [open("mira"), open("jo"), open("jo")];
    await flow.settled();
    await train(flow, "mira");
    actions.mergePullRequest({ as: "mira", repository, number: first.number });
    // Past the check's word.
    actions.mergePullRequest({ as: "sam", repository, number: second.number });
    await flow.settled();
    const two = ["--requested-by", "sam", "--approved-by", "leo"];
    const glass = ["break-glass", "use", `${repository}#${third.number}`, "--reason", "payments are down", ...two];
    await runCliOn(flow, glass);
    const waiver = ["waiver", "add", "--person", "ada", "--layer", "developer", "--until", dayIn(7), ...two];
    await runCliOn(flow, [...waiver, "--reason", REASON]);
    await flow.settled();
    const file = { as: "sam", repository: "acme/.github", path: ".github/app.yml" };
    actions.commitFile({ ...file, content: `enforcement:${TWO_PEOPLE}  pass_mark: 90%\n` });
    await flow.settled();
  }

  const bodiesOf = (...types: string[]) => entriesOf(flow, ...types);
  const strings = (rows: readonly Row[], column: string) => rows.map((row) => row[column]);

  it("says on the terminal what was taken, and nothing is left over", () => {
    expect(exported.complaints.filter((line) => !/^R-\d\d-[a-z-]+: \d+ rows$/.test(line))).toEqual([]);
    expect(exported.code).toBe(0);
    expect(exported.told).toMatch(/files in .*\. To check them: cd there, and sha256sum -c SHA256SUMS$/);
  });

  it("holds each report as CSV and JSON lines, a cover, the manifest and the sums", () => {
    for (const id of ["02", "04", "06", "08", "09", "14", "15", "17", "18"]) {
      const own = evidence.files.filter((path) => path.startsWith(`R-${id}-`));
      expect(own, id).toEqual([expect.stringMatching(/\.csv$/), expect.stringMatching(/\.jsonl$/)]);
    }
    expect(evidence.files).toEqual(expect.arrayContaining(["cover.pdf", "manifest.json", "SHA256SUMS"]));
  });

  it("lists every file with its sum, and every sum is right", async () => {
    expect(await evidence.wrongSums()).toEqual([]);
  });

  it("says in the CSV what the JSON lines say, row for row", async () => {
    for (const { files, rows } of (await evidence.manifest()).reports) {
      const stem = files[0]!.path.replace(/\.csv$/, "");
      const lines = await evidence.rows(stem);
      expect(lines, stem).toHaveLength(rows);
      expect(await evidence.csv(stem)).toEqual(lines.map(asFields));
    }
  });

  it("has no residual, and says so for each total", async () => {
    const { reports } = await evidence.manifest();
    const all = reports.flatMap(({ id, reconciliations }) => reconciliations.map((one) => ({ id, ...one })));

    expect(all.length).toBeGreaterThan(10);
    expect(all.filter(({ residual }) => residual !== 0)).toEqual([]);
  });

  it("tells of each report how it was made, and what its columns mean", async () => {
    const manifest = await evidence.manifest();

    expect(manifest).toMatchObject({
      format: "training-gate/evidence@1",
      prior_export_id: null,
      organisation: { login: "acme" },
      app: { commit: null },
      generated_by: { github_login: "sam" },
      parameters: { from: `${today}T00:00:00.000Z`, to: `${dayIn(1)}T00:00:00.000Z`, timezone: "UTC", filters: "none" },
    });
    for (const { columns } of manifest.reports) {
      expect(columns.filter(({ means }) => means === "")).toEqual([]);
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    }
  });

  it("counts decisions in R-04 as the raw entries do, those that were enforced apart", async () => {
    const raw = (await bodiesOf("gate.decided")) as unknown as RawDecision[];
    const rows = (await evidence.rows("R-04-gate-log")).filter(({ type }) => type === "gate.decided");

    const expected = countBy(
      raw.filter(({ enforced }) => enforced),
      ({ decision }) => decision.outcome,
    );
    expect(
      countBy(
        rows.filter(({ enforced }) => enforced === true),
        ({ decision }) => String(decision),
      ),
    ).toEqual(expected);
    expect(Object.keys(expected).sort()).toEqual(["allow", "withhold"]);
    expect(rows).toHaveLength(raw.length);
  });

  it("names in each row the leaf that it rests on", async () => {
    const leaves = await flow.database.db.logEntry.findMany();
    const hashOf = new Map(leaves.map(({ seq, leafHash }) => [Number(seq), Buffer.from(leafHash).toString("hex")]));
    for (const stem of ["R-02-completions", "R-04-gate-log", "R-08-attestations"]) {
      const rows = await evidence.rows(stem);
      expect(rows.length, stem).toBeGreaterThan(0);
      for (const row of rows) expect(hashOf.get(Number(row.log_seq))).toBe(row.entry_sha256);
    }
  });

  it("says who completed what, and until when it holds", async () => {
    const [row, ...others] = await evidence.rows("R-02-completions");

    expect(others).toEqual([]);
    expect(row).toMatchObject({
      github_login: "mira",
      source: "github",
      course: "owasp-top-10-2025",
      layers: ["developer"],
      method: "quiz",
      attempts: 1,
      assigned_at: null,
    });
    const held = Date.parse(String(row?.expires_at)) - Date.parse(String(row?.completed_at));
    expect(held).toBe(365 * 86_400_000);
  });

  it("shows what was signed, by the name that was typed", async () => {
    const [row] = await evidence.rows("R-08-attestations");

    expect(row).toMatchObject({ github_login: "mira", typed_name: "mira", auth_method: "github-sign-in" });
    expect(createHash("sha256").update(String(row?.statement)).digest("hex")).toBe(row?.statement_sha256);
  });

  it("shows the waiver with both people, and the reason as it was given, which no spreadsheet evaluates", async () => {
    const [row] = (await evidence.rows("R-09-waivers")).filter(({ kind }) => kind === "waiver");

    expect(row).toMatchObject({
      state: "in-force",
      github_login: "ada",
      layers: ["developer"],
      requested_by: "sam",
      approved_by: "leo",
      two_people: true,
      basis: REASON,
    });
    expect(await evidence.text("R-09-waivers.csv")).toContain(`"'${REASON}"`);
  });

  it("lists what went past the gate", async () => {
    const rows = await evidence.rows("R-06-exceptions");

    expect(rows).toContainEqual(
      expect.objectContaining({ type: "break-glass", state: "open", github_login: "sam", approver: "leo" }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({ type: "untrained-access", github_login: "jo", opened: null }),
    );
    const past = rows.filter(({ type }) => type === "bypass" || type === "not-covered");
    expect(past).toEqual([expect.objectContaining({ github_login: "sam", repository })]);
    expect(strings(rows, "github_login")).not.toContain("mira");
  });

  it("tells a change of the policy setting by setting", async () => {
    const rows = await evidence.rows("R-17-gate-changes");

    const changed = rows.filter(({ setting }) => setting === "enforcement.pass_mark");
    expect(changed).toEqual([expect.objectContaining({ type: "policy.activated", old: "80", new: "90" })]);
  });

  it("has a row for each clause and each module", async () => {
    const clauses = await evidence.rows("R-15-control-mapping");
    const risks = await evidence.rows("R-14-curriculum-risk");

    expect(clauses).toContainEqual(expect.objectContaining({ framework: "soc-2", clause: "CC6.2", gap: null }));
    expect(clauses.find(({ clause }) => clause === "CC6.2")?.reports).toContain("R-04");
    expect(risks).toContainEqual(expect.objectContaining({ module: "broken-access-control", owasp: "A01:2025" }));
  });

  it("is in the log itself, with the sum of its sums, and names the one before it the next time", async () => {
    await flow.settled();
    const [created] = await bodiesOf("export.created");
    expect(created).toMatchObject({
      sums_sha256: createHash("sha256")
        .update(await evidence.text("SHA256SUMS"))
        .digest("hex"),
      export_id: (await evidence.manifest()).export_id,
    });

    const { code, told } = await take("second", ["--report", "r-04", "--json"]);

    expect(code).toBe(0);
    expect(JSON.parse(told)).toMatchObject({ reports: [{ id: "R-04", residuals: expect.any(Array) }] });
    const second = await readExport(join(folder, "second"));
    expect((await second.manifest()).prior_export_id).toBe(created?.export_id);
    expect(second.files.filter((path) => path.startsWith("R-"))).toEqual(["R-04-gate-log.csv", "R-04-gate-log.jsonl"]);
  });

  it.each([
    ["a day that there is not", ["--from", "2026-02-30"], /--from: 2026-02-30 is no day/],
    ["an end before its beginning", ["--to", "2020-01-01"], /--to: 2020-01-01 is before/],
    ["what is still to come", ["--from", dayIn(2), "--to", dayIn(3)], /--from: .* is still to come/],
    ["a time that there is not", ["--at", "noon"], /--at: noon is no time: write it as/],
    ["a knowledge that nobody has yet", ["--known-at", dayIn(2)], /--known-at: .* is still to come/],
    [
      "a report that there is not",
      ["--report", "R-99"],
      /There is no such report: reports R-99\. There are (R-\d\d, )+R-\d\d/,
    ],
    ["somebody whom nobody knows", ["--by", "nobody-at-all"], /--by: nobody-at-all is not known here/],
  ])("refuses %s, and leaves nothing behind", async (_, more, why) => {
    const { code, complaints } = await take("refused", more);

    expect(code).toBe(2);
    expect(complaints.join("\n")).toMatch(why);
    expect(await readdir(join(folder, "refused")).catch(() => [])).toEqual([]);
  });

  it("does not write over another export", async () => {
    const { code, complaints } = await take("first");

    expect(code).toBe(2);
    expect(complaints.join("\n")).toMatch(/is not empty/);
    expect(await evidence.wrongSums()).toEqual([]);
  });
});

interface RawDecision {
  readonly enforced: boolean;
  readonly decision: { readonly outcome: string };
}

function countBy<One>(all: readonly One[], keyOf: (one: One) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of all) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1;
  return counts;
}

/** A value as the CSV has it once the rule is undone. */
function asFields(row: Row): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value === null || (typeof value === "object" && value.length === 0)
        ? null
        : typeof value === "object"
          ? value.join("; ")
          : String(value),
    ]),
  );
}
