import { describe, expect, it } from "vitest";
import { expiryOf } from "../../src/evidence/expiry.ts";
import { createSilences } from "../../src/evidence/heartbeats.ts";
import type { Report } from "../../src/evidence/report.ts";
import { waiversReport } from "../../src/evidence/reports/09-waivers.ts";
import { gateChangesReport } from "../../src/evidence/reports/17-gate-changes.ts";
import { integrityReport } from "../../src/evidence/reports/18-integrity.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { allOf, SOMEBODY, SOMEBODY_ELSE, someSources, subject } from "./some-sources.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const instant = (day: string) => `2026-${day}T00:00:00.000Z`;

async function readWhole(report: Report) {
  const rows = await allOf(report.rows(period));
  return { rows, residuals: (await report.reconcile(period)).map(({ residual }) => residual) };
}

describe("waivers", () => {
  const asked = {
    type: "waiver.requested",
    ...{ waiver_id: "w", ...subject(SOMEBODY), requirement: "developer" },
    ...{ from: instant("01-10"), until: instant("01-20"), reason_commitment: "sha256:x" },
    ...{ owner: subject(SOMEBODY_ELSE), requested_by: subject(SOMEBODY_ELSE), occurred_at: instant("01-05") },
  } as const;
  const granted = {
    ...asked,
    type: "waiver.granted",
    approved_by: subject(SOMEBODY),
    occurred_at: instant("01-06"),
  } as const;
  const revoked = {
    type: "waiver.revoked",
    waiver_id: "w",
    ...subject(SOMEBODY),
    occurred_at: instant("01-12"),
  } as const;

  it.each([
    ["pending", [asked], null],
    ["over", [asked, granted], true],
    ["revoked", [asked, granted, revoked], true],
    ["declined", [asked, { ...revoked, type: "waiver.declined" as const }], null],
  ] as const)("are %s by what the log says of them", async (state, entries, twoPeople) => {
    const { rows, residuals } = await readWhole(waiversReport(someSources({ entries })));

    expect(rows).toEqual([expect.objectContaining({ kind: "waiver", state, two_people: twoPeople })]);
    expect(residuals).toEqual([0]);
  });

  it("count as asked for by one who also agreed, where the log says so", async () => {
    const alone = { ...granted, approved_by: subject(SOMEBODY_ELSE) };

    const { rows } = await readWhole(waiversReport(someSources({ entries: [asked, alone] })));

    expect(rows).toEqual([expect.objectContaining({ two_people: false })]);
  });

  it.each([
    [
      "ended before the period",
      [{ ...asked, until: "2025-12-31T00:00:00.000Z", occurred_at: "2025-12-01T00:00:00.000Z" }],
    ],
    ["were asked for after it", [{ ...asked, occurred_at: instant("02-01") }]],
  ] as const)("are not in the report where they %s, and are accounted for", async (_, entries) => {
    const { rows, residuals } = await readWhole(waiversReport(someSources({ entries })));

    expect(rows).toEqual([]);
    expect(residuals).toEqual([0]);
  });

  it("stand beside what the policy spares by its own words", async () => {
    const machine = { id: 5, owner: "platform", reason: "CI user", review_by: "2027-01-31" };
    const policy = {
      ...DEFAULTS,
      boundary: { ...DEFAULTS.boundary, repositories: { include: ["*"], exclude: ["sandbox-*"] } },
      require: [{ who: { access: "any", except: { role: ["design"] } }, layers: ["developer"] }],
      access: { ...DEFAULTS.access, machines: [machine] },
      pull_requests: { ...DEFAULTS.pull_requests, bots: [], outside_contributors: "exempt" },
    } as const;
    const activated = {
      type: "policy.activated",
      occurred_at: instant("01-02"),
      rule: { policy_sha256: "a" },
    } as const;

    const { rows } = await readWhole(waiversReport(someSources({ entries: [activated], policies: { a: policy } })));

    expect(rows.map(({ kind, what, layers, basis, valid_to }) => ({ kind, what, layers, basis, valid_to }))).toEqual([
      { kind: "boundary-exclusion", what: "sandbox-*", layers: [], basis: null, valid_to: null },
      { kind: "machine", what: "account 5", layers: [], basis: "CI user", valid_to: "2027-02-01T00:00:00.000Z" },
      { kind: "outside-contributors", what: "all of them", layers: [], basis: null, valid_to: null },
      { kind: "rule-except", what: "role design", layers: ["developer"], basis: null, valid_to: null },
    ]);
  });
});

describe("changes of the gate", () => {
  const activated = { type: "policy.activated", rule: { policy_sha256: "b", previous_sha256: "a" } } as const;

  it("tell a policy setting by setting where both versions are kept", async () => {
    const after = { ...DEFAULTS, mode: "block", cap: { ...DEFAULTS.cap, newly_blocked: 25 } } as const;

    const { rows, residuals } = await readWhole(
      gateChangesReport(someSources({ entries: [activated], policies: { a: DEFAULTS, b: after } })),
    );

    expect(rows.map(({ setting, old, new: now }) => ({ setting, old, now }))).toEqual([
      { setting: "enforcement.cap.newly_blocked", old: String(DEFAULTS.cap.newly_blocked), now: "25" },
      { setting: "enforcement.mode", old: '"observe"', now: '"block"' },
    ]);
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });

  it("tell it by its digests where one of them is not kept", async () => {
    const { rows } = await readWhole(
      gateChangesReport(someSources({ entries: [activated], policies: { b: DEFAULTS } })),
    );

    expect(rows).toEqual([expect.objectContaining({ setting: "enforcement", old: "a", new: "b" })]);
  });

  it("name who let in what was held, and why", async () => {
    const released = {
      type: "policy.released",
      rule: { policy_sha256: "b", previous_sha256: "a" },
      released_by: subject(SOMEBODY),
      reason_sha256: "r",
    } as const;
    const more = { reasons: { texts: async () => new Map([["r", "agreed in the meeting"]]) } };
    const people = { [SOMEBODY]: { login: "sam" } };

    const { rows } = await readWhole(gateChangesReport(someSources({ entries: [released], people, more })));

    expect(rows).toEqual([expect.objectContaining({ github_login: "sam", reason: "agreed in the meeting" })]);
  });

  it("name who had another system told, and who ended it", async () => {
    const hook = { hook_id: "h", client_id: "c" };
    const added = { type: "hook.added", ...hook, url_sha256: "u", added_by: subject(SOMEBODY) } as const;
    const revoked = { type: "hook.revoked", ...hook, revoked_by: subject(SOMEBODY) } as const;
    const people = { [SOMEBODY]: { login: "sam" } };

    const { rows, residuals } = await readWhole(gateChangesReport(someSources({ entries: [added, revoked], people })));

    const setting = "hook h of client c";
    expect(rows).toEqual([
      expect.objectContaining({ setting, old: null, new: expect.stringContaining("SHA-256 u"), github_login: "sam" }),
      expect.objectContaining({ setting, old: "is told who is trained", new: null, github_login: "sam" }),
    ]);
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });
});

describe("the integrity of the log", () => {
  const beat = (day: string) =>
    ({ type: "log.heartbeat", occurred_at: instant(day), counts: {}, check: { entries: 5 } }) as const;

  it("shows each stretch without a heartbeat", async () => {
    const entries = [beat("01-01"), beat("01-02"), beat("01-05"), beat("01-06")];
    const asOf = new Date(instant("01-10"));

    const { rows, residuals } = await readWhole(integrityReport(someSources({ entries, asOf })));

    const silences = rows.filter(({ kind }) => kind === "silence");
    expect(silences.map(({ time, until }) => ({ time, until }))).toEqual([
      { time: instant("01-02"), until: instant("01-05") },
      { time: instant("01-06"), until: instant("01-10") },
    ]);
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });

  it("says that signing is refused", async () => {
    const signing = async () => ({
      ...{ refusedSince: new Date(instant("01-03")), problem: { kind: "gap" }, anchorSilentSince: null },
      ...{ anchorProblem: null, checkedAt: null, checkedProblem: null },
    });
    const checkpoints = { ...someSources().checkpoints, signing };

    const { rows } = await readWhole(integrityReport(someSources({ more: { checkpoints } })));

    expect(rows).toContainEqual(
      expect.objectContaining({ kind: "signing", result: `refused since ${instant("01-03")}` }),
    );
  });
});

describe("silences", () => {
  it("are not counted from before the log began, nor into the future", () => {
    const silences = createSilences(
      { from: new Date(instant("01-10")), to: new Date(instant("03-01")) },
      new Date(instant("01-11")),
    );

    expect(silences.end()).toEqual([]);
  });
});

describe("the end of a completion", () => {
  const leniency = { renewFromDays: 90, renewalDays: 14 };
  const terms = { validForDays: 365 };
  const done = (day: string, more: object = {}) => ({
    ...{ course: "c", version: "1.0.0", completedAt: `${day}T00:00:00.000Z`, attestedAt: `${day}T00:00:00.000Z` },
    ...more,
  });

  it("is a term after it", () => {
    expect(expiryOf(done("2026-01-01"), [], terms, leniency)).toEqual(new Date("2027-01-01T00:00:00.000Z"));
  });

  it("runs from the old end where it was renewed early, and only looks back", () => {
    const [first, renewal] = [done("2026-01-01"), done("2026-12-01")];

    expect(expiryOf(renewal, [first, renewal], terms, leniency)).toEqual(new Date("2028-01-01T00:00:00.000Z"));
    expect(expiryOf(first, [first, renewal], terms, leniency)).toEqual(new Date("2027-01-01T00:00:00.000Z"));
  });

  it("is that of the completion which it brought up to date", () => {
    const [first, delta] = [done("2026-01-01"), done("2026-06-01", { version: "1.1.0", kind: "delta" as const })];

    expect(expiryOf(delta, [first, delta], terms, leniency)).toEqual(new Date("2027-01-01T00:00:00.000Z"));
  });

  it("is none while nothing is signed", () => {
    expect(expiryOf(done("2026-01-01", { attestedAt: null }), [], terms, leniency)).toBeNull();
  });
});
