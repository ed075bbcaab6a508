import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { jsonLines } from "../../src/evidence/jsonl.ts";
import type { Report, Row } from "../../src/evidence/report.ts";
import { drawSample, redoSample } from "../../src/evidence/sample.ts";

const run = promisify(execFile);
const PERIOD = { from: new Date(0), to: new Date(1) };

const rowAt = (at: number): Row => ({ at, text: `\\ "quoted" ${at} %s ` });
const REPORT: Report = {
  ...{ id: "R-04", name: "gate-log", title: "Gate log", question: "?", clauses: [], query: "." },
  columns: ["at", "text"].map((name) => ({ name, means: "." })),
  async *rows() {
    for (let at = 0; at < 60; at++) yield rowAt(at);
  },
  reconcile: async () => [],
};

it.each(["three dice", 'it\'s "$HOME" 100%'])(
  "a shell with sha256sum draws the same rows for the seed %j",
  async (seed) => {
    const folder = await mkdtemp(join(tmpdir(), "training-gate-sample-"));
    const file = "R-04-gate-log.jsonl";
    const lines = Array.from({ length: 60 }, (_, at) => jsonLines(REPORT.columns, [rowAt(at)]));
    await writeFile(join(folder, file), lines.join(""));
    const { chosen } = await drawSample(REPORT, PERIOD, { n: 7, seed });

    const { stdout } = await run("sh", ["-c", redoSample(file, { n: 7, seed })], { cwd: folder });

    expect(stdout).toBe(chosen.map(({ line }) => lines[line - 1]).join(""));
    await rm(folder, { recursive: true });
  },
);
