import { describe, expect, it } from "vitest";
import type { ActivityKept } from "../../src/evidence/programme-sources.ts";
import type { Report } from "../../src/evidence/report.ts";
import { effectivenessReport } from "../../src/evidence/reports/10-effectiveness.ts";
import { incidentReportingReport } from "../../src/evidence/reports/12-incident-reporting.ts";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { type Mapping, UNMAPPED } from "../../src/training/mapping/mapping.ts";
import { anAttempt } from "../programme/effectiveness/some-attempts.ts";
import { allOf, SOMEBODY, type SomeEntry, someSources, subject } from "./some-sources.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const COMMITMENT = `sha256:${"d".repeat(64)}`;

async function readWhole(report: Report) {
  const rows = await allOf(report.rows(period));
  return { rows, residuals: (await report.reconcile(period)).map(({ residual }) => residual) };
}

describe("effectiveness", () => {
  const simulation = (delivered: number, reported = 5): ActivityKept => ({
    ...{ id: "a", kind: "phishing", method: "simulation", channel: "gophish", title: "January" },
    ...{ happenedAt: new Date("2026-01-10T09:00:00Z"), outcomesCommitment: COMMITMENT },
    outcomes: { delivered, reported, clicked: 2, submitted: 1, medianMinutes: 7 },
  });
  const recorded: SomeEntry = {
    type: "awareness.recorded",
    activity_id: "a",
    kind: "phishing",
    outcomes_commitment: COMMITMENT,
  };
  const report = (told: ActivityKept, entries: readonly SomeEntry[] = [recorded]) =>
    effectivenessReport(
      someSources({
        entries,
        more: {
          awareness: { ...someSources().awareness, simulations: async () => [told] },
          effectiveness: {
            async *attempts() {
              for (let person = 0; person < 5; person += 1)
                yield anAttempt({ gradedAt: new Date("2026-01-20"), passed: person > 1, score: 60 + 10 * person });
              yield anAttempt({ gradedAt: new Date("2026-01-21"), isFirst: false });
            },
            erasedAttempts: async () => 1,
          },
        },
      }),
    );
  const graded: SomeEntry = { type: "attempt.graded" };

  it("tells first attempts by version, and accounts for those that it does not count", async () => {
    const { rows, residuals } = await readWhole(report(simulation(20), [recorded, ...Array(7).fill(graded)]));

    expect(rows.find(({ measure }) => measure === "quiz")).toMatchObject({
      ...{ month: "2026-01", course: "owasp", version: "1.0.0", n: 5, first_attempt_pass: 60, median_score: 80 },
    });
    expect(residuals).toEqual([0, 0, 0]);
  });

  it.each([
    ["all of it", 20, 5, { delivered: 20, reported: 5, clicked: 2, median_minutes_to_report: 7, suppressed: false }],
    ["no time of so few", 20, 4, { delivered: 20, reported: 4, median_minutes_to_report: null, suppressed: false }],
    ["nothing of fewer than five people", 4, 4, { delivered: null, reported: null, clicked: null, suppressed: true }],
  ])("tells of a simulation %s", async (_, delivered, reported, told) => {
    const { rows } = await readWhole(report(simulation(delivered, reported)));

    expect(rows.find(({ measure }) => measure === "simulation")).toMatchObject(told);
  });

  it("shows by what is left over that outcomes are no longer those that the log commits to", async () => {
    const edited = { ...simulation(20), outcomesCommitment: COMMITMENT.replaceAll("d", "e") };

    expect((await readWhole(report(edited))).residuals[1]).toBe(1);
  });
});

describe("incident reporting", () => {
  const completed = (course: string): SomeEntry => ({
    ...{ type: "completion.recorded", ...subject(SOMEBODY), completion_id: course },
    ...{ course: { id: course, version: "1.0.0", content_sha256: "c" }, result: { method: "quiz" } },
  });
  const drill: SomeEntry = {
    ...{ type: "awareness.recorded", activity_id: "a", kind: "drill", held_on: "2026-01-10" },
    counts: { audience: 6, roster: 40 },
  };
  const clause = { ref: "CC7.4", title: "", asks: "", supports: "", evidence: "" };
  const content = [{ course: "baseline", module: "reporting" }];
  const mapping: Mapping = {
    ...UNMAPPED,
    frameworks: [{ id: "soc-2", name: "", url: "", clauses: [{ ...clause, content }] }],
  };
  const course = (id: string, ...modules: readonly string[]) => ({
    id,
    modules: modules.map((module) => ({ id: module })),
  });
  const courses = [course("baseline", "phishing", "reporting"), course("owasp", "injection")];
  const curriculum = { layers: [{ id: "all", courses }] } as unknown as Curriculum;

  it("is R-02 of the courses that teach it, with their modules; then the drills", async () => {
    const entries = [completed("baseline"), completed("owasp"), drill, { ...drill, kind: "session" }];
    const { rows, residuals } = await readWhole(
      incidentReportingReport(someSources({ entries, more: { mapping, curriculum } })),
    );

    expect(rows).toMatchObject([
      { part: "completion", course: "baseline", modules: ["reporting"], person_key: SOMEBODY, drill_held_on: null },
      { part: "drill", drill_held_on: "2026-01-10", drill_participants: 6, course: null, log_seq: 2 },
    ]);
    expect(residuals).toEqual([0]);
  });
});
