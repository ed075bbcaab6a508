import { describe, expect, it } from "vitest";
import { scopeOf } from "../../src/evidence/population/in-scope.ts";
import { rosterPopulationReport } from "../../src/evidence/reports/01-roster-population.ts";
import { suppliersReport } from "../../src/evidence/reports/16-suppliers.ts";
import type { PopulationSource, RosterStint } from "../../src/evidence/roster-sources.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { instant, observed, snapshot } from "./access/some-access.ts";
import { allOf, SOMEBODY, SOMEBODY_ELSE, type SomeEntry, someSources, subject } from "./some-sources.ts";

const PERIOD = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const THIRD = "00000000-0000-4000-8000-00000000000c";
const MEMBER = "10000000-0000-4000-8000-00000000000a";

const stint = (changes: Partial<RosterStint> = {}): RosterStint => ({
  ...{ person: SOMEBODY, member: MEMBER, source: "hris", kind: "employee", employer: null, role: "engineer" },
  ...{ department: "Payments", manager: "E7", startsOn: "2025-03-01", endsOn: null, snapshotId: "snapshot" },
  ...{ recordedFrom: new Date("2026-01-10"), recordedTo: null, ...changes },
});
const added = (member = MEMBER, day = "01-10"): SomeEntry => ({
  type: "person.added",
  ...{ ...subject(SOMEBODY), member_id: member, roster: "hris", occurred_at: instant(day) },
});
const ended = (day: string): SomeEntry => ({
  type: "person.ended",
  ...{ ...subject(SOMEBODY), member_id: MEMBER, roster: "hris", why: "not-named" },
  ...{ ended_at: instant(day), occurred_at: instant(day) },
});

function sourcesWith(stints: readonly RosterStint[], entries: readonly SomeEntry[], more: { seated?: number } = {}) {
  const population: PopulationSource = {
    async *stints() {
      yield* stints;
    },
    named: async (keys) => new Set(keys.filter((key) => stints.some(({ person }) => person === key))),
    erased: async () => 0,
  };
  const accounts = { of: async () => new Map(), countSeated: async () => more.seated ?? 0 };
  const standing = { untrained: async () => [], asked: async () => new Map([[THIRD, ["developer"]]]) };
  const policies = { inForce: async () => ({ digest: "", policy: DEFAULTS }), find: async () => null };
  const people = Object.fromEntries(
    [SOMEBODY, SOMEBODY_ELSE, THIRD].map((key) => [key, { login: `login-${key.at(-1)}` }]),
  );
  return someSources({ entries, people, more: { population, accounts, standing, policies } });
}

async function population(...given: Parameters<typeof sourcesWith>) {
  const report = rosterPopulationReport(sourcesWith(...given));
  const rows = await allOf(report.rows(PERIOD));
  return { report, rows, residuals: (await report.reconcile(PERIOD)).map(({ residual }) => residual) };
}

describe("the roster's population", () => {
  it("tells what each file said of whom, and every entry is accounted for", async () => {
    const { report, rows, residuals } = await population([stint()], [added()]);

    expect(rows).toMatchObject([
      {
        ...{ person_key: SOMEBODY, source: "hris", role: "engineer", manager: "E7", start: "2025-03-01", end: null },
        ...{ status: "current", in_scope: false, snapshot_id: "snapshot", recorded_to: null },
      },
    ]);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(report.columns.map(({ name }) => name).sort());
    expect(residuals).toEqual([0, 0]);
  });

  it("a version that is missing beside its entry is a residual", async () => {
    expect((await population([], [added()])).residuals).toEqual([1, 0]);
  });

  it.each([
    ["left", [added(), ended("01-20")], { status: "left", end: "2026-01-20" }],
    ["came back in another version", [added(), ended("02-20")], { status: "current" }],
  ])("who %s stands so", async (_, entries, expected) => {
    expect((await population([stint()], entries)).rows).toMatchObject([expected]);
  });

  it("leaves out whom the source had lost before the period", async () => {
    const before = stint({ recordedFrom: new Date("2025-06-01") });
    const told = { ...ended("01-01"), occurred_at: "2025-12-01T00:00:00.000Z", ended_at: "2025-12-01T00:00:00.000Z" };

    expect((await population([before], [told])).rows).toEqual([]);
  });

  it("has those too who had access and stand on no roster, with the reason that the gate gives", async () => {
    const seats = [SOMEBODY, THIRD].map((person) => ({ kind: "member", person, role: "member" }) as const);
    const gone = observed({ kind: "member", person: SOMEBODY_ELSE, role: "member" }, { at: instant("01-05") });
    const left = observed(
      { kind: "member", person: SOMEBODY_ELSE, role: "member" },
      { at: instant("01-06"), present: false },
    );
    const entries = [snapshot(instant("01-02"), seats), gone, left, added()];

    const { report, rows, residuals } = await population([stint()], entries, { seated: 2 });

    expect(rows).toMatchObject([
      { person_key: SOMEBODY, source: "hris", in_scope: true },
      { person_key: SOMEBODY_ELSE, status: "access-only", source: "github", in_scope: true },
      { person_key: THIRD, status: "access-only", in_scope: true, scope_reason: "asked by their access: developer" },
    ]);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(report.columns.map(({ name }) => name).sort());
    expect(residuals).toEqual([0, 0]);
  });
});

describe("scope", () => {
  const finance = { ...DEFAULTS, require: [{ who: { role: ["finance"] }, layers: ["finance"] }] };

  it.each([
    ["a role that a rule names", { asked: [], roles: ["finance"], hadSeat: false }, true],
    ["another role", { asked: [], roles: ["design"], hadSeat: false }, false],
    ["access that is gone", { asked: [], roles: [], hadSeat: true }, true],
  ])("is told by %s", (_, facts, inScope) => {
    expect(scopeOf(facts, finance).inScope).toBe(inScope);
  });

  it("is not told by role where the rule asks for access too, or spares the role", () => {
    const who = [
      { role: ["finance"], access: "write" as const },
      { role: ["finance"], except: { role: ["finance"] } },
    ];
    const policy = { ...DEFAULTS, require: who.map((one) => ({ who: one, layers: ["finance"] })) };

    expect(scopeOf({ asked: [], roles: ["finance"], hadSeat: false }, policy).inScope).toBe(false);
  });
});

describe("suppliers", () => {
  it("are those of the two reports who come by a contractor's or a supplier's file", async () => {
    const supplier = stint({ person: SOMEBODY_ELSE, source: "supplier", employer: "Beta Ltd", kind: "supplier" });
    const completion = (person: string): SomeEntry => ({
      type: "completion.recorded",
      ...{ ...subject(person), completion_id: person, course: { id: "c", version: "1.0.0", content_sha256: "" } },
      result: { method: "quiz", score: 90 },
    });
    const entries = [added(), added("other"), completion(SOMEBODY), completion(SOMEBODY_ELSE)];
    const report = suppliersReport(sourcesWith([stint(), supplier], entries));

    const rows = await allOf(report.rows(PERIOD));

    expect(rows).toMatchObject([
      { part: "person", person_key: SOMEBODY_ELSE, employer: "Beta Ltd", contract: null, course: null },
      { part: "completion", person_key: SOMEBODY_ELSE, course: "c", score: 90 },
    ]);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(report.columns.map(({ name }) => name).sort());
    expect((await report.reconcile(PERIOD)).map(({ residual }) => residual)).toEqual([0, 0, 0]);
  });
});
