import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createResults } from "../../../src/programme/effectiveness/results.ts";
import { createScores } from "../../../src/programme/effectiveness/scores.ts";
import { anAttempt } from "./some-attempts.ts";

const february = new Date("2026-02-28T23:59:59Z");

function resultsOf(attempts: readonly ReturnType<typeof anAttempt>[]) {
  const results = createResults();
  for (const attempt of attempts) results.add(attempt);
  return results;
}

describe("results", () => {
  it("are of first attempts, by month and version, with the median of the scores", () => {
    const scores = [40, 60, 80, 90, 100];
    const results = resultsOf([
      ...scores.map((score) => anAttempt({ score, passed: score >= 80 })),
      ...scores.map((score) => anAttempt({ version: "1.1.0", score, passed: true })),
      ...scores.map((score) => anAttempt({ gradedAt: february, score, passed: false })),
      anAttempt({ isFirst: false, passed: false }),
      anAttempt({ kind: "again" }),
    ]);

    expect(results.cells()).toMatchObject([
      { month: "2026-02", version: "1.0.0", told: { attempts: 5, passed: 0, medianScore: 80 } },
      { month: "2026-03", version: "1.0.0", told: { attempts: 5, passed: 60, medianScore: 80 } },
      { month: "2026-03", version: "1.1.0", told: { attempts: 5, passed: 100 } },
    ]);
    expect(results.counts()).toEqual({ firstTold: 15, firstOfFewer: 0, later: 2 });
  });

  it("say nothing of fewer than five people, and of an objective that fewer than five were asked about", () => {
    const about = { module: "m", objective: "spot", right: 1, total: 2 };
    const results = resultsOf([
      ...Array.from({ length: 5 }, (_, n) => anAttempt({ objectives: n < 4 ? [about] : [] })),
      ...Array.from({ length: 4 }, () => anAttempt({ gradedAt: february, objectives: [about] })),
    ]);

    expect(results.cells()).toMatchObject([
      { month: "2026-02", told: null, objectives: [{ objective: "spot", told: null }] },
      { month: "2026-03", told: { attempts: 5 }, objectives: [{ objective: "spot", told: null }] },
    ]);
    expect(results.counts()).toEqual({ firstTold: 5, firstOfFewer: 4, later: 0 });
  });
});

describe("scores", () => {
  it("have the median that sorting gives", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 30 }), (all) => {
        const scores = createScores();
        for (const one of all) scores.add(one);

        const sorted = all.toSorted((a, b) => a - b);
        const middle = [sorted[Math.floor((all.length - 1) / 2)] ?? 0, sorted[Math.floor(all.length / 2)] ?? 0];
        expect(scores.median()).toBe(((middle[0] ?? 0) + (middle[1] ?? 0)) / 2);
      }),
    );
  });
});
