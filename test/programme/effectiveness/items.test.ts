import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GradedAttempt } from "../../../src/programme/effectiveness/attempts.ts";
import { createItems } from "../../../src/programme/effectiveness/items.ts";
import { anAttempt, answered } from "./some-attempts.ts";

function statisticsOf(attempts: readonly GradedAttempt[]) {
  const items = createItems();
  for (const attempt of attempts) items.add(attempt);
  return items.statistics();
}

/** Everybody answers a, b and c; each word says who was right where. */
const sheet = (...rows: readonly string[]) =>
  rows.map((row) =>
    anAttempt({ questions: [..."abc"].map((id, place) => answered(id, row[place] === "1", 1 + (place % 2))) }),
  );

describe("statistics of a question", () => {
  it("are those that one reckons by hand", () => {
    // The others' share: 1, 1, ½, ½, 0, 0. Of those right at a: 1, 1, ½; of the others: ½, 0, 0.
    const [a] = statisticsOf(sheet("111", "111", "110", "010", "000", "000"));

    expect(a?.told).toMatchObject({ attempts: 6, difficulty: 0.5, chosen: [3, 3, 0] });
    // (5⁄6 − 1⁄6) ⁄ √(1⁄6) · √(½·½)
    expect(a?.told?.discrimination).toBeCloseTo((2 / 3 / Math.sqrt(1 / 6)) * 0.5, 10);
  });

  it("are Pearson's correlation of a right answer with the share of the other questions that were right", () => {
    const paper = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(paper, { minLength: 5, maxLength: 40 }), (rows) => {
        const attempts = rows.map((row) =>
          anAttempt({ questions: row.map((right, place) => answered(`q${place}`, right)) }),
        );

        for (const [place, { told }] of statisticsOf(attempts).entries()) {
          const right = rows.map((row) => Number(row[place]));
          const rest = rows.map((row) => row.filter((one, other) => one && other !== place).length / 3);
          expect(told?.difficulty).toBeCloseTo(meanOf(right), 10);
          const naive = correlation(right, rest);
          if (naive === null) expect(told?.discrimination).toBeNull();
          else expect(told?.discrimination).toBeCloseTo(naive, 8);
        }
      }),
    );
  });

  it("are of first attempts alone, and of each wording by itself", () => {
    const first = Array.from({ length: 5 }, () => anAttempt({ questions: [answered("a", true)] }));
    const reworded = Array.from({ length: 6 }, () =>
      anAttempt({ version: "1.1.0", questions: [{ ...answered("a", false), digest: "another" }] }),
    );
    const later = anAttempt({ isFirst: false, questions: [answered("a", false)] });

    expect(statisticsOf([...first, later, ...reworded])).toMatchObject([
      { question: "a", digest: "another", version: "1.1.0", told: { attempts: 6, difficulty: 0 } },
      { question: "a", digest: "digest of a", version: "1.0.0", told: { attempts: 5, difficulty: 1 } },
    ]);
  });

  it("are not told of fewer than five people", () => {
    expect(statisticsOf(sheet("111", "110", "100", "000"))[0]?.told).toBeNull();
  });

  it.each([
    ["too-easy", Array.from({ length: 30 }, () => "111"), 0],
    ["too-hard", ["100", ...Array.from({ length: 9 }, () => "011")], 0],
    ["does-not-tell-apart", Array.from({ length: 32 }, (_, n) => ["100", "011"][n % 2] ?? ""), 0],
    ["unused-distractor", Array.from({ length: 30 }, (_, n) => ["111", "000"][n % 2] ?? ""), 1],
  ] as const)("say %s", (flag, rows, place) => {
    expect(statisticsOf(sheet(...rows))[place]?.told?.flags).toContain(flag);
  });

  it("say nothing of what fewer than thirty answers cannot show", () => {
    const rows = Array.from({ length: 28 }, (_, n) => ["100", "011"][n % 2] ?? "");

    expect(statisticsOf(sheet(...rows))[0]?.told?.flags).toEqual([]);
  });
});

const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  const together = meanOf(a.map((one, index) => (one - meanA) * ((b[index] ?? 0) - meanB)));
  const spread = (numbers: readonly number[], mean: number) =>
    Math.sqrt(meanOf(numbers.map((one) => (one - mean) ** 2)));
  const [spreadA, spreadB] = [spread(a, meanA), spread(b, meanB)];
  return spreadA < 1e-6 || spreadB < 1e-6 ? null : together / (spreadA * spreadB);
}
