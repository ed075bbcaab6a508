import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { jsonLines } from "../../src/evidence/jsonl.ts";
import type { Report, Row } from "../../src/evidence/report.ts";
import { drawSample, sampleProblem, ticketOf } from "../../src/evidence/sample.ts";

const PERIOD = { from: new Date(0), to: new Date(1) };
const ASK = { n: 5, seed: "three dice" };

const rowAt = (at: number): Row => ({ at, login: `person-${at}`, missing: at % 2 === 0 ? [] : ["owasp-top-10-2025"] });

function aReport(rows: (reading: number) => number): Report {
  let readings = 0;
  return {
    ...{ id: "R-04", name: "gate-log", title: "Gate log", question: "?", clauses: [], query: "." },
    columns: ["at", "login", "missing"].map((name) => ({ name, means: "." })),
    async *rows() {
      const count = rows(readings++);
      for (let at = 0; at < count; at++) yield rowAt(at);
    },
    reconcile: async () => [],
  };
}

const of = (count: number) => aReport(() => count);

describe("a sample", () => {
  it("is told of a population by the digest of its JSONL file", async () => {
    const report = of(40);
    const file = Array.from({ length: 40 }, (_, at) => jsonLines(report.columns, [rowAt(at)])).join("");

    const { population } = await drawSample(report, PERIOD, ASK);

    expect(population).toEqual({ rows: 40, sha256: createHash("sha256").update(file).digest("hex") });
  });

  it("has the rows with the lowest tickets, in the order of their lines", async () => {
    const { population, chosen } = await drawSample(of(200), PERIOD, ASK);

    const tickets = Array.from({ length: 200 }, (_, at) => ({
      line: at + 1,
      ticket: createHash("sha256")
        .update(`three dice ${population.sha256} ${at + 1}`)
        .digest("hex"),
    }));
    const lowest = tickets.toSorted((one, other) => (one.ticket < other.ticket ? -1 : 1)).slice(0, 5);
    expect(chosen.map(({ line, ticket }) => ({ line, ticket }))).toEqual(lowest.toSorted((a, b) => a.line - b.line));
    expect(chosen.map(({ row }) => row)).toEqual(chosen.map(({ line }) => rowAt(line - 1)));
  });

  it("is another one where the seed, or one row of the population, is another", async () => {
    const linesOf = async (count: number, seed: string) =>
      (await drawSample(of(count), PERIOD, { n: 20, seed })).chosen.map(({ line }) => line);

    expect(await linesOf(300, "a")).toEqual(await linesOf(300, "a"));
    expect(await linesOf(300, "a")).not.toEqual(await linesOf(300, "b"));
    expect(await linesOf(300, "a")).not.toEqual(await linesOf(301, "a"));
  });

  it("gives each row of a population about the same chance", async () => {
    const chosen = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 400; seed++) {
      const sample = await drawSample(of(20), PERIOD, { n: 5, seed: String(seed) });
      for (const { line } of sample.chosen) chosen[line - 1] = (chosen[line - 1] ?? 0) + 1;
    }

    // 100 each is expected, with a standard deviation of 8.7; the seeds are fixed, and so is what comes out.
    expect(Math.min(...chosen)).toBeGreaterThan(65);
    expect(Math.max(...chosen)).toBeLessThan(135);
  });

  it.each([
    [0, 0],
    [3, 3],
    [5, 5],
  ])("of a population of %i rows has %i at most", async (rows, expected) => {
    expect((await drawSample(of(rows), PERIOD, ASK)).chosen).toHaveLength(expected);
  });

  it("is refused if the population changes while it is drawn", async () => {
    await expect(
      drawSample(
        aReport((reading) => 10 + reading),
        PERIOD,
        ASK,
      ),
    ).rejects.toThrow("R-04 gave other rows");
  });

  it("has tickets that anybody can make again", () => {
    // printf '%s %s %s' 'three dice' 0000…0000 7 | sha256sum
    const population = "0".repeat(64);

    expect(ticketOf("three dice", population, 7)).toBe(
      createHash("sha256").update(`three dice ${population} 7`).digest("hex"),
    );
  });

  it.each([
    [{ n: 1, seed: "a" }, null],
    [{ n: 1_000, seed: "a b'c\"$" }, null],
    [{ n: 0, seed: "a" }, "n"],
    [{ n: 1_001, seed: "a" }, "n"],
    [{ n: 2.5, seed: "a" }, "n"],
    [{ n: 25, seed: "" }, "seed"],
    [{ n: 25, seed: " a" }, "seed"],
    [{ n: 25, seed: "a\nb" }, "seed"],
    [{ n: 25, seed: "é" }, "seed"],
    [{ n: 25, seed: "a".repeat(101) }, "seed"],
  ])("may be asked for by %j: %j", (ask, problem) => {
    expect(sampleProblem(ask)).toBe(problem);
  });
});
