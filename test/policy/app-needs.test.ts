import { describe, expect, it } from "vitest";
import { eventsFor, isGranted, missingFromManifest, permissionsFor } from "../../src/policy/app-needs.ts";
import { policyOf } from "./files.ts";

const PLAIN = policyOf("mode: block");
const BY_PROPERTY = policyOf("mode: block\nscopes: [{ property: { soc2: in-scope }, mode: block }]");
const MANAGED = policyOf("mode: block\nrulesets: managed");

const namesOf = (policy: typeof PLAIN) => permissionsFor(policy).map(({ permission }) => permission);
const EXTRA = ["organization_custom_properties", "organization_administration", "administration", "statuses"];

describe("what a policy needs of the App", () => {
  it.each([
    ["the gate alone", PLAIN, []],
    ["scopes by property", BY_PROPERTY, ["organization_custom_properties"]],
    ["managed rulesets", MANAGED, ["organization_administration", "administration", "statuses"]],
  ])("is, for %s, beside the gate's own", (_, policy, extra) => {
    expect(namesOf(policy).filter((name) => EXTRA.includes(name))).toEqual(extra);
  });

  it("is heard of by the events that tell of it", () => {
    expect(eventsFor(PLAIN)).not.toContain("repository_ruleset");
    expect(eventsFor(MANAGED)).toContain("repository_ruleset");
    expect(eventsFor(BY_PROPERTY)).toContain("custom_property_values");
  });

  it.each([
    ["read", "read", true],
    ["write", "read", true],
    ["admin", "write", true],
    ["read", "write", false],
    [undefined, "read", false],
  ] as const)("is granted by %s where %s is asked: %s", (granted, level, expected) => {
    expect(isGranted({ members: granted }, { permission: "members", level })).toBe(expected);
  });

  it("is missed in a manifest that does not ask for it, and in no file without a manifest", () => {
    const permissions = Object.fromEntries(permissionsFor(PLAIN).map(({ permission, level }) => [permission, level]));
    const manifest = { default_permissions: permissions, default_events: [...eventsFor(PLAIN)] };

    expect(missingFromManifest(PLAIN, manifest)).toEqual([]);
    expect(missingFromManifest(MANAGED, {})).toEqual([]);
    expect(missingFromManifest(BY_PROPERTY, manifest)).toEqual([
      expect.stringContaining("default_permissions lacks organization_custom_properties: read"),
      expect.stringContaining("default_events lacks custom_property_values"),
    ]);
  });
});
