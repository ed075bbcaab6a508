import { describe, expect, it } from "vitest";
import { leaversReport } from "../../../src/evidence/reports/07-leavers.ts";
import { allOf, SOMEBODY, type SomeEntry, someSources, subject } from "../some-sources.ts";
import { instant, observed, snapshot } from "./some-access.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const member = { kind: "member", person: SOMEBODY, role: "member" } as const;
const seat = { kind: "team-member", person: SOMEBODY, team: 7, role: "member" } as const;
const world = [
  snapshot(instant("01-02"), [
    { kind: "base", role: "none" },
    { kind: "team-repository", team: 7, repository: 1, role: "push" },
    member,
    seat,
  ]),
];
const roster = (roster: string) => ({ ...subject(SOMEBODY), member_id: roster, roster });
const added = (at: string, source = "hris"): SomeEntry => ({
  type: "person.added",
  ...roster(source),
  occurred_at: at,
});
const ended = (at: string, told = at, source = "hris"): SomeEntry => ({
  type: "person.ended",
  ...{ ...roster(source), why: "not-named", ended_at: at, occurred_at: told },
});
const leaves = (at: string) => observed({ ...member }, { at, present: false });

async function report(entries: readonly SomeEntry[]) {
  const made = leaversReport(someSources({ entries: [...world, ...entries] }));
  const rows = await allOf(made.rows(period));
  return { rows, residuals: (await made.reconcile(period)).map(({ residual }) => residual) };
}

describe("leavers", () => {
  it.each([
    ["in-time", 0, [added(instant("01-02")), leaves(instant("01-10")), ended(instant("01-11"))]],
    ["late", 36, [added(instant("01-02")), ended(instant("01-10")), leaves(instant("01-11", "12:00:00"))]],
    ["still-has-access", 22 * 24, [added(instant("01-02")), ended(instant("01-10"))]],
    ["came-back", 24, [added(instant("01-02")), ended(instant("01-10")), added(instant("01-11"))]],
  ])("are %s by what was seen of their access", async (result, hours, entries) => {
    const { rows, residuals } = await report(entries);

    expect(rows).toEqual([
      expect.objectContaining({ person_key: SOMEBODY, told_by: "roster", result, hours_late: hours }),
    ]);
    expect(residuals).toEqual([0]);
  });

  it("have what is left, and when the app set out to take it", async () => {
    const decided: SomeEntry = {
      type: "access.decided",
      ...{ ...subject(SOMEBODY), occurred_at: instant("01-12") },
      seats: [{ verdict: "leave", enforced: true }],
    };

    const { rows } = await report([added(instant("01-02")), ended(instant("01-10"), instant("01-11")), decided]);

    expect(rows).toEqual([
      expect.objectContaining({
        ...{ end_date: instant("01-10"), source_notified_at: instant("01-11"), revoke_requested: instant("01-12") },
        ...{ revoke_verified: null, still_has: ["acme/repository-1 write (team)"], log_seq: 2 },
      }),
    ]);
  });

  it("are none while another source names them, and every entry is accounted for", async () => {
    const entries = [added(instant("01-02")), added(instant("01-02"), "contractor"), ended(instant("01-10"))];

    expect(await report(entries)).toEqual({ rows: [], residuals: [0] });
  });

  it("are told by GitHub where no roster ever named them", async () => {
    const outside = observed(
      { kind: "collaborator", person: SOMEBODY, repository: 2, role: "push" },
      { at: instant("01-05") },
    );

    const { rows, residuals } = await report([outside, leaves(instant("01-10"))]);

    expect(rows).toEqual([
      expect.objectContaining({
        ...{ told_by: "github", result: "still-has-access", end_date: instant("01-10"), source_notified_at: null },
        still_has: ["acme/repository-2 write (outside)"],
      }),
    ]);
    expect(residuals).toEqual([0]);
  });
});
