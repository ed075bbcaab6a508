import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runBeside } from "../support/flow-cli.ts";
import { readExport } from "../support/read-export.ts";
import { train, useFlow } from "../support/use-flow.ts";

const repository = "acme/payments-api";
const N = 4;

describe("a sample that an auditor takes away", () => {
  const flow = useFlow();
  let folder = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "training-gate-sample-"));
    for (const as of ["mira", "jo", "mira"])
      flow.github.actions.openPullRequest({ as, repository, commits: [{}, { author: "noor" }] });
    await flow.settled();
    await train(flow, "mira");
    expect(await take("first")).toMatchObject({ code: 0 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const take = (out: string, more: readonly string[] = []) =>
    runBeside(flow, [
      ...["evidence", "sample", "--report", "r-04", "--n", String(N), "--seed", "audit 2027/1", "--by", "sam"],
      ...["--out", join(folder, out), ...more],
    ]);
  const read = (path: string) => readFile(join(folder, "first", path), "utf8");
  const chosen = async () =>
    (await read("R-19-sample.jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { sample_line: number; log_epoch: number; log_seq: number; seq: number });

  it("lists every file with its sum, and every sum is right", async () => {
    const { files, wrongSums } = await readExport(join(folder, "first"));

    expect(await wrongSums()).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(["index.html", "population/R-04-gate-log.jsonl", "R-19-sample.csv", "log.vkey"]),
    );
  });

  it("holds so many rows, each as it stands in the population", async () => {
    const population = (await read("population/R-04-gate-log.jsonl")).trimEnd().split("\n");
    const rows = await chosen();

    expect(population.length).toBeGreaterThan(2 * N);
    expect(rows).toHaveLength(N);
    for (const { sample_line: line, ...row } of rows)
      expect(JSON.parse(population[line - 1] ?? "")).toMatchObject(omit(row, "sample_ticket"));
  });

  it("proves the entry under each row with a key that came by another way", async () => {
    const { told: vkey } = await runBeside(flow, ["log", "checkpoint", "--vkey"]);
    const key = join(folder, "kept.vkey");
    await writeFile(key, vkey);
    for (const { log_epoch: epoch, log_seq: seq } of await chosen()) {
      const entry = join(folder, "first", `entries/${epoch}-${seq}.json`);
      const proof = join(folder, "first", `proofs/${epoch}-${seq}.tlog-proof`);
      const verify = (of: string) =>
        runBeside(flow, ["log", "verify", "--proof", proof, "--entry", of, "--key", key], {});

      expect(await verify(entry)).toMatchObject({ code: 0 });
      const changed = join(folder, "changed.json");
      await writeFile(changed, (await readFile(entry, "utf8")).replace(/"enforced":true|"v":1/, '"v":2'));
      expect(await verify(changed)).toMatchObject({ code: 1 });
    }
  });

  it("says who the people in its entries are, and of nobody else", async () => {
    const entries = await Promise.all(
      (await chosen()).map(({ log_epoch: epoch, log_seq: seq }) => read(`entries/${epoch}-${seq}.json`)),
    );
    const people = (await read("identities.jsonl")).split("\n").filter(Boolean);

    expect(people.length).toBeGreaterThan(0);
    for (const line of people) {
      const { subject } = JSON.parse(line) as { subject: string };
      expect(entries.some((entry) => entry.includes(subject))).toBe(true);
    }
  });

  it("leads by links that lead somewhere, from the clause to the proof", async () => {
    const page = await read("index.html");
    const links = [...page.matchAll(/href="([^"#][^"]*)"/g)].map(([, path = ""]) => path);

    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(page).toContain("CC6.2");
    expect(page).not.toMatch(/<script|https?:\/\/[^<\s]*\.(css|js)/);
    expect(links.filter((path) => path.startsWith("proofs/"))).toHaveLength(N);
    expect(links.filter((path) => !existsSync(join(folder, "first", path)))).toEqual([]);
  });

  it("can be drawn again with a shell, by the commands that its page shows", async () => {
    const shown = /<pre>(file=[\s\S]*?)<\/pre>/.exec(await read("index.html"))?.[1] ?? "";
    const script = shown
      .replaceAll("&#39;", "'")
      .replaceAll("&quot;", '"')
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">");
    const drawn = execFileSync("bash", ["-c", script.replaceAll("&amp;", "&")], { cwd: join(folder, "first") });

    const lines = (await readFile(join(folder, "first", "lines"), "utf8")).trim().split("\n").map(Number);
    expect(lines).toEqual((await chosen()).map(({ sample_line: line }) => line));
    expect(drawn.toString().trimEnd().split("\n")).toHaveLength(N);
  });

  it("is the same again with the same seed, and another with another one", async () => {
    await take("again");
    await take("other", ["--seed", "audit 2027/2"]);
    const sampleIn = async (out: string) => {
      const { rows, manifest } = await readExport(join(folder, out));
      return { rows: await rows("R-19-sample"), population: (await manifest()).sample };
    };
    const [first, again, other] = [await sampleIn("first"), await sampleIn("again"), await sampleIn("other")];

    expect(again).toEqual(first);
    expect(other.rows).not.toEqual(first.rows);
  });

  it("of an empty population is empty", async () => {
    await take("empty", ["--from", "2026-01-01", "--to", "2026-01-02"]);

    expect(await (await readExport(join(folder, "empty"))).rows("R-19-sample")).toEqual([]);
  });

  it("stands in the log, by who took it and the digest of its sums", async () => {
    const sums = createHash("sha256")
      .update(await read("SHA256SUMS"))
      .digest("hex");
    const entries = await flow.database.db.logEntry.findMany({ where: { type: "export.created" } });

    expect(entries.map(({ body }) => JSON.parse(body) as object)).toContainEqual(
      expect.objectContaining({ sums_sha256: sums, reports: ["R-04", "R-19"], created_by: expect.anything() }),
    );
  });

  it.each([
    [["--n", "0"], "--n"],
    [["--seed", ""], "--seed"],
    [["--report", "R-99"], "There is no such report"],
    [["--from", "2027-13-01"], "is no day"],
  ])("is refused with the reason: %s", async (more, reason) => {
    const { code, complaints } = await take(`refused-${reason.length}`, more);

    expect(code).toBe(2);
    expect(complaints.join("\n")).toContain(reason);
  });
});

function omit<Row extends object>(row: Row, key: string): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== key));
}
