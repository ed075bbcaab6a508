import { expect, it } from "vitest";
import { gateLogReport } from "../../src/evidence/reports/04-gate-log.ts";
import { allOf, SOMEBODY, type SomeEntry, someSources, subject } from "./some-sources.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const team = { kind: "team", id: "7" };
const about = { ...subject(SOMEBODY), resource: team, decision_id: "d" };
const seat = { resource: team, role: "member", outcome: "withhold", enforced: true };
const entries: readonly SomeEntry[] = [
  {
    type: "access.decided",
    ...{ ...subject(SOMEBODY), decision_id: "d", mode: "block", facts_sha256: "f", rule: { policy_sha256: "p" } },
    seats: [
      { ...seat, verdict: "hold" },
      { ...seat, verdict: "unmanaged", why: "owner", enforced: false, resource: { kind: "organisation", id: "1" } },
    ],
    missing: [{ requirement: "developer/owasp", why: "never" }],
  },
  { type: "hold.opened", ...about, hold_id: "h", role: "member", cause: "new" },
  { type: "access.revoked", ...about, hold_id: "h", before: "member", cause: "new" },
  { type: "hold.ended", ...subject(SOMEBODY), hold_id: "h", how: "granted" },
  { type: "access.granted", ...about, hold_id: "h", role: "member" },
  { type: "access.refused", ...subject(SOMEBODY), resource: team, status: 403, why: "synced" },
  { type: "access.capped", kind: "removals", counts: { asked: 9, taken: 0 } },
];

it("the access-gating log tells what was decided of access, what waited, and what came of it", async () => {
  const report = gateLogReport(someSources({ entries }));

  const rows = await allOf(report.rows(period));

  const said = rows.map((row) => [
    row.type,
    row.person_key === SOMEBODY,
    row.resource,
    row.permission,
    row.cause,
    row.result,
  ]);
  expect(said).toEqual([
    ["access.decided", true, null, null, null, null],
    ["hold.opened", true, "7", "member", "new", null],
    ["access.revoked", true, "7", "none", "new", null],
    ["hold.ended", true, null, null, null, "granted"],
    ["access.granted", true, "7", "member", null, null],
    ["access.refused", true, "7", null, null, "synced"],
    ["access.capped", false, null, null, null, "removals: 9 asked, 0 taken"],
  ]);
  expect(rows[0]).toMatchObject({
    ...{ decision: "withhold", mode: "block", enforced: true, rule_sha256: "p", facts_sha256: "f" },
    seats: ["team 7 member: hold", "organisation 1 member: unmanaged, owner"],
    missing: [`${SOMEBODY}: developer/owasp (never)`],
  });
  expect((await report.reconcile(period)).every(({ residual }) => residual === 0)).toBe(true);
});
