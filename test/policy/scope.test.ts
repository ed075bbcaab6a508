import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWeaker, MODES } from "../../src/policy/order.ts";
import { scopeOf } from "../../src/policy/scope.ts";
import { policyOf } from "./files.ts";

const POLICY = policyOf(`mode: flag
access: { level: merge_gate }
boundary: { repositories: { include: ["*"], exclude: [sandbox-*] } }
scopes:
  - { repositories: [payments-*], mode: block, access: grant_on_completion, from: 2026-12-01 }
  - { property: { soc2: [in-scope, partly], tier: "1" }, mode: block }
  - { repositories: [legacy-crm], mode: observe, until: 2027-01-31, reason: SEC-212 }
  - { repositories: [payments-api], property: { team: pay }, mode: block }`);

function on(name: string, today: string, more: Partial<Parameters<typeof scopeOf>[1]> = {}) {
  return scopeOf(POLICY, { name, visibility: "private", properties: {}, today: new Date(today), ...more });
}

describe("scopeOf", () => {
  it("gives the top of the policy where no scope matches", () => {
    expect(on("website", "2026-06-01")).toEqual({
      inBoundary: true,
      mode: "flag",
      level: "merge_gate",
      scope: "default",
      showPeople: "names",
    });
  });

  it.each([
    ["payments-web", "2026-11-30T23:59:59.999Z", "flag", "default", "2026-12-01"],
    ["payments-web", "2026-12-01T00:00:00.000Z", "block", 0, undefined],
    ["PAYMENTS-WEB", "2027-12-01", "block", 0, undefined],
    ["legacy-crm", "2027-01-31T23:59:59.999Z", "observe", 2, "2027-02-01"],
    ["legacy-crm", "2027-02-01T00:00:00.000Z", "flag", "default", undefined],
  ])("has %s at %s in %s, by scope %s, until %s", (name, today, mode, scope, changesOn) => {
    expect(on(name, today)).toMatchObject({ mode, scope, ...(changesOn === undefined ? {} : { changesOn }) });
    expect(on(name, today).changesOn).toBe(changesOn);
  });

  it("tells the level and the days of the scope that holds", () => {
    expect(on("payments-web", "2026-12-24")).toMatchObject({ level: "grant_on_completion", from: "2026-12-01" });
    expect(on("legacy-crm", "2026-12-24")).toMatchObject({ level: "merge_gate", until: "2027-01-31" });
  });

  it("lets the next match hold before the day of the first", () => {
    const before = on("payments-api", "2026-11-01", { properties: { team: "pay" } });

    expect(before).toMatchObject({ scope: 3, mode: "block", changesOn: "2026-12-01" });
  });

  it.each([
    ["all properties fit", { soc2: "in-scope", tier: "1" }, 1],
    ["one of several values fits", { soc2: ["other", "partly"], tier: ["1"] }, 1],
    ["one property does not fit", { soc2: "in-scope", tier: "2" }, "default"],
    ["one property is not set", { soc2: "in-scope", tier: null }, "default"],
    ["one property does not stand there", { soc2: "in-scope" }, "default"],
  ])("decides by properties when %s", (_, properties, scope) => {
    expect(on("website", "2026-06-01", { properties }).scope).toBe(scope);
  });

  it.each([
    ["a scope by property may match", "website", "2026-06-01", { scope: 1, mode: "block" }],
    ["one that surely matches comes first", "payments-api", "2026-12-24", { scope: 0, mode: "block" }],
    ["the name shuts others out", "legacy-crm", "2026-12-24", { scope: 1, mode: "block" }],
  ])("takes the strictest that may hold while properties are not known: %s", (_, name, today, expected) => {
    expect(on(name, today, { properties: undefined })).toMatchObject(expected);
  });

  it("never becomes weaker for want of the properties, on any day, whatever they are", () => {
    const mode = fc.constantFrom(...MODES);
    const value = fc.constantFrom("a", "b");
    const days = {
      from: fc.constantFrom("2026-03-01", "2026-06-01"),
      until: fc.constantFrom("2026-05-01", "2026-09-01"),
    };
    const scope = fc.record(
      {
        mode,
        repositories: fc.constant(["*"]),
        property: fc.record({ tier: value }),
        reason: fc.constant("x"),
        ...days,
      },
      { requiredKeys: ["mode", "repositories"] },
    );
    fc.assert(
      fc.property(mode, fc.array(scope, { maxLength: 5 }), fc.option(value), fc.nat(11), (top, scopes, tier, month) => {
        const policy = { ...POLICY, mode: top, scopes };
        const place = { name: "website", visibility: "private", today: new Date(Date.UTC(2026, month, 15)) } as const;

        const known = scopeOf(policy, { ...place, properties: { tier } });

        expect(isWeaker(scopeOf(policy, place).mode, known.mode)).toBe(false);
      }),
    );
  });

  it("needs the name and the property where a scope names both", () => {
    expect(on("payments-api", "2026-06-01", { properties: { team: "web" } }).scope).toBe("default");
    expect(on("website", "2026-06-01", { properties: { team: "pay" } }).scope).toBe("default");
  });

  it.each([
    ["excluded", "sandbox-1", {}],
    ["archived", "payments-web", { archived: true }],
  ])("leaves out what is %s", (_, name, more) => {
    expect(on(name, "2027-01-01", more)).toMatchObject({ inBoundary: false, mode: "observe", level: "merge_gate" });
  });

  it("leaves out what is not included", () => {
    const policy = policyOf("mode: block\nboundary: { repositories: { include: [payments-*] } }");

    expect(scopeOf(policy, { name: "web", visibility: "private", today: new Date("2026-01-01") }).inBoundary).toBe(
      false,
    );
  });

  it.each([
    ["private", "names"],
    ["internal", "counts"],
    ["public", "counts"],
  ] as const)("shows on %s repositories %s", (visibility, showPeople) => {
    expect(on("website", "2026-06-01", { visibility }).showPeople).toBe(showPeople);
  });
});
