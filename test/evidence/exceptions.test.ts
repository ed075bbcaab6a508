import { describe, expect, it } from "vitest";
import { exceptionsReport } from "../../src/evidence/reports/06-exceptions.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import type { Policy } from "../../src/policy/policy.ts";
import { allOf, SOMEBODY, SOMEBODY_ELSE, type SomeSources, someSources, subject } from "./some-sources.ts";

const period = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
const asOf = new Date("2026-01-31T00:00:00.000Z");
const at = (day: string) => ({ occurred_at: `2026-${day}T00:00:00.000Z` });
const people = { [SOMEBODY]: { login: "sam" }, [SOMEBODY_ELSE]: { login: "leo" } };
const resource = { kind: "pull_request", id: "hmac:1", repository_id: 7 };

async function exceptionsIn(given: SomeSources) {
  const report = exceptionsReport(someSources({ people, asOf, ...given }));
  const rows = await allOf(report.rows(period));
  return { rows, residuals: (await report.reconcile(period)).map(({ residual }) => residual) };
}

const merge = (outcome: string, more: object = {}) =>
  ({ type: "merge.observed", ...at("01-10"), resource, decision: { outcome }, mode: "block", ...more }) as const;

describe("what came past the gate", () => {
  it.each([
    ["against the check's word", merge("withhold"), "bypass"],
    ["while nobody could tell", merge("undecided"), "bypass"],
    ["while the gate was paused, whatever the verdict", merge("allow", { covered: false }), "not-covered"],
    ["as the entry says itself", merge("none", { result: "not-covered" }), "not-covered"],
    [
      "as a push without a pull request",
      {
        type: "push.observed",
        ...at("01-10"),
        resource: { kind: "commit", id: "hmac:c", repository_id: 7 },
        kind: "push",
        decision: { outcome: "none" },
        result: "bypassed",
      },
      "direct-push",
    ],
  ] as const)("is listed where it came %s", async (_, entry, type) => {
    const { rows, residuals } = await exceptionsIn({ entries: [{ ...entry, merged_by: subject(SOMEBODY) }] });

    expect(rows).toEqual([
      expect.objectContaining({ type, state: "closed", hours: 0, repository: "acme/repository-7", log_seq: 0 }),
    ]);
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });

  it.each([
    ["was allowed", merge("allow")],
    ["was flagged", merge("flag", { mode: "flag" })],
    [
      "came by break-glass, which has a row of its own",
      merge("withhold", { decision: { outcome: "withhold", break_glass: true } }),
    ],
    ["was only observed", merge("withhold", { mode: "observe" })],
    ["came in another period", merge("withhold", at("02-10"))],
  ])("is not what %s", async (_, entry) => {
    const { rows, residuals } = await exceptionsIn({ entries: [entry] });

    expect(rows).toEqual([]);
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });
});

describe("break-glass", () => {
  const used = { type: "break_glass.used", ...at("01-10"), break_glass_id: "b", repository_id: 7, hours: 24 } as const;
  const two = { requested_by: subject(SOMEBODY), approved_by: subject(SOMEBODY_ELSE) };

  it("is open until somebody has looked at it", async () => {
    const { rows } = await exceptionsIn({ entries: [{ ...used, ...two }] });

    expect(rows).toEqual([
      expect.objectContaining({
        type: "break-glass",
        state: "open",
        closed: null,
        hours: 21 * 24,
        github_login: "sam",
        approver: "leo",
      }),
    ]);
  });

  it("is closed by its review, and says how long that took", async () => {
    const reviewed = {
      type: "break_glass.reviewed",
      ...at("01-12"),
      break_glass_id: "b",
      reviewed_by: subject(SOMEBODY_ELSE),
    } as const;

    const { rows } = await exceptionsIn({ entries: [{ ...used, ...two }, reviewed] });

    expect(rows).toEqual([expect.objectContaining({ state: "closed", hours: 48, owner: "leo" })]);
  });
});

describe("a gate that was turned off", () => {
  const paused = { type: "gate.paused", ruleset_id: 3, by: subject(SOMEBODY) } as const;
  const resumed = { type: "gate.resumed", ruleset_id: 3 } as const;
  const rule = (change: string) =>
    ({ type: "ruleset.changed", change, level: "organisation", repositories: 4 }) as const;

  it("is one exception from the pause to the end of it, by whom", async () => {
    const { rows, residuals } = await exceptionsIn({
      entries: [
        { ...paused, ...at("01-05") },
        { ...resumed, ...at("01-06") },
      ],
    });

    expect(rows).toEqual([
      expect.objectContaining({ type: "gate-paused", state: "closed", hours: 24, github_login: "sam" }),
    ]);
    expect(residuals).toContain(0);
  });

  it("counts in each period in which it was off", async () => {
    const { rows } = await exceptionsIn({
      entries: [
        { ...paused, occurred_at: "2025-12-30T00:00:00.000Z" },
        { ...resumed, ...at("02-03") },
      ],
    });

    expect(rows).toEqual([expect.objectContaining({ opened: "2025-12-30T00:00:00.000Z", state: "open" })]);
  });

  it("is left out where it was on again before the period", async () => {
    const { rows, residuals } = await exceptionsIn({
      entries: [
        { ...paused, occurred_at: "2025-11-01T00:00:00.000Z" },
        { ...resumed, occurred_at: "2025-11-02T00:00:00.000Z" },
      ],
    });

    expect(rows).toEqual([]);
    expect(residuals.every((residual) => residual === 0)).toBe(true);
  });

  it("is also a rule that somebody deleted, until it was written again", async () => {
    const { rows } = await exceptionsIn({
      entries: [
        { ...rule("deleted"), ...at("01-05") },
        { ...rule("written"), ...at("01-05") },
        { ...rule("edited"), ...at("01-20") },
      ],
    });

    expect(rows.map(({ type, state, cause }) => ({ type, state, cause }))).toEqual([
      { type: "rule-weakened", state: "closed", cause: "somebody at GitHub: deleted" },
      { type: "rule-weakened", state: "open", cause: "somebody at GitHub: edited" },
    ]);
  });
});

describe("what the policy lets run behind", () => {
  const policy = (scopes: Policy["scopes"]): Policy => ({ ...DEFAULTS, mode: "block", scopes });
  const activated = (digest: string, day: string) =>
    ({ type: "policy.activated", ...at(day), rule: { policy_sha256: digest } }) as const;

  it("is listed with its end and its reason, as long as any policy says so", async () => {
    const behind = { repositories: ["legacy-crm"], mode: "observe", until: "2027-01-31", reason: "SEC-212" } as const;

    const { rows } = await exceptionsIn({
      entries: [activated("a", "01-02"), activated("b", "01-04"), activated("c", "01-08")],
      policies: { a: policy([behind]), b: { ...policy([behind]), pass_mark: 90 }, c: policy([]) },
    });

    expect(rows).toEqual([
      expect.objectContaining({
        type: "scope-behind",
        opened: "2026-01-02T00:00:00.000Z",
        closed: "2026-01-08T00:00:00.000Z",
        what: "legacy-crm in observe",
        cause: "SEC-212 (until the end of 2027-01-31)",
      }),
    ]);
  });
});

describe("access without training", () => {
  it("is listed as it stands, and says of owners that they cannot be held back", async () => {
    const untrained = { missing: ["developer/owasp"], repositories: ["acme/web"] };

    const { rows } = await exceptionsIn({
      untrained: [
        { person: SOMEBODY, isOwner: true, ...untrained },
        { person: SOMEBODY_ELSE, isOwner: false, ...untrained },
      ],
    });

    expect(rows).toEqual([
      expect.objectContaining({
        github_login: "sam",
        cause: expect.stringMatching(/^owns the organisation/),
        opened: null,
      }),
      expect.objectContaining({ github_login: "leo", cause: "lacks developer/owasp", state: "open" }),
    ]);
  });

  it("keeps the row of somebody who was erased, with the random id alone", async () => {
    const untrained = [{ person: SOMEBODY, isOwner: false, missing: [], repositories: [] }];

    const { rows } = await exceptionsIn({ people: {}, untrained });

    expect(rows).toEqual([
      expect.objectContaining({ person_key: SOMEBODY, name: null, email: null, github_login: null, source: null }),
    ]);
  });
});
