import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layerPolicies, type PolicyFile } from "../../src/policy/layer.ts";
import { isWeaker } from "../../src/policy/order.ts";
import { type DeploymentPart, type Floor, MODES } from "../../src/policy/policy.ts";
import { scopeOf } from "../../src/policy/scope.ts";
import { deploymentFile, organisationFile } from "./files.ts";

const mode = fc.constantFrom(...MODES);
const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
const dayText = day.map((date) => date.toISOString().slice(0, 10));
const optional = { requiredKeys: [] };
const cap = fc.record({ removals_per_run: fc.nat(1000), newly_blocked: fc.nat(100) }, optional);
const accounts = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1 });

const scope = fc.record(
  {
    mode,
    repositories: fc.uniqueArray(fc.constantFrom("*", "pay*", "payments", "crm"), { minLength: 1 }),
    from: dayText,
    until: dayText,
    reason: fc.constant("SEC-1"),
  },
  { requiredKeys: ["mode", "repositories"] },
);

const floor: fc.Arbitrary<Floor> = fc.record(
  {
    mode,
    pass_mark: fc.integer({ min: 50, max: 100 }),
    longest_waiver: fc.integer({ min: 1, max: 365 }),
    cap,
    first_admins: accounts,
  },
  optional,
);

/** Anything that an organisation may write, and a floor of its own that it may not. */
const part: fc.Arbitrary<DeploymentPart> = fc.record(
  {
    mode,
    pass_mark: fc.integer({ min: 50, max: 100 }),
    scopes: fc.array(scope, { maxLength: 4 }),
    cap,
    waivers: fc.record({ longest: fc.integer({ min: 1, max: 365 }) }, optional),
    roles: fc.record({ admin: fc.record({ accounts, teams: fc.constant(["platform"]) }, optional) }, optional),
    floor,
  },
  optional,
);

function file(policy: DeploymentPart): PolicyFile {
  return { source: "any.yml", policy, positions: new Map() };
}

describe("the floor", () => {
  it("holds against every organisation's file, in every repository, on every day", () => {
    fc.assert(
      fc.property(
        part,
        floor,
        part,
        fc.constantFrom("payments", "crm", "other"),
        day,
        (below, drawn, above, name, today) => {
          const { policy } = layerPolicies(file({ ...below, floor: drawn }), file(above));

          expect(policy).not.toHaveProperty("floor");
          const there = scopeOf(policy, { name, visibility: "private", today });
          expect(isWeaker(there.mode, drawn.mode ?? "observe")).toBe(false);
          expect(policy.pass_mark).toBeGreaterThanOrEqual(drawn.pass_mark ?? 0);
          expect(policy.waivers.longest).toBeLessThanOrEqual(drawn.longest_waiver ?? 365);
          expect(policy.cap.removals_per_run).toBeLessThanOrEqual(drawn.cap?.removals_per_run ?? 1000);
          expect(policy.cap.newly_blocked).toBeLessThanOrEqual(drawn.cap?.newly_blocked ?? 100);
          expect(policy.roles.admin.accounts ?? []).toEqual(expect.arrayContaining([...(drawn.first_admins ?? [])]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("changes nothing in a file that keeps it", () => {
    fc.assert(
      fc.property(part, ({ floor: _, ...above }) => {
        const free = layerPolicies(file({}), file(above));
        const floored = layerPolicies(
          file({ floor: { mode: "observe", pass_mark: 50, longest_waiver: 365 } }),
          file(above),
        );

        expect(floored.policy).toEqual(free.policy);
        expect(floored.raised).toEqual([]);
      }),
    );
  });

  it.each([
    ["mode: flag", "mode: observe", "enforcement.mode"],
    [
      "mode: block",
      "mode: block\nscopes: [{ repositories: [x], mode: flag, until: 2027-01-01, reason: r }]",
      "enforcement.scopes[0].mode",
    ],
    ["pass_mark: 90%", "pass_mark: 80%", "enforcement.pass_mark"],
    ["longest_waiver: 30d", "waivers: { longest: 31d }", "enforcement.waivers.longest"],
    ["cap: { removals_per_run: 3 }", "cap: { removals_per_run: 4 }", "enforcement.cap.removals_per_run"],
    ["cap: { newly_blocked: 5% }", "cap: { newly_blocked: 6% }", "enforcement.cap.newly_blocked"],
  ])("%s tells who asks for less by %j", (drawn, asked, path) => {
    const deployment = deploymentFile(`floor: { ${drawn} }`);

    const { raised } = layerPolicies(deployment, organisationFile(asked, deployment));

    expect(raised.map((one) => one.path)).toEqual([path]);
  });
});
