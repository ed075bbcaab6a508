import { describe, expect, it } from "vitest";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { policyDigest, readStoredPolicy } from "../../src/policy/digest.ts";
import { layerPolicies } from "../../src/policy/layer.ts";
import { deploymentFile, layered, organisationFile } from "./files.ts";

const DEPLOYMENT = deploymentFile(`mode: flag
scopes: [{ repositories: [payments-*], mode: block }]
grace: { renewal: 7d, new_hire: 3d }
layers:
  developer: { courses: [a, b], valid_for: 180d }
  finance: { courses: [c], valid_for: 365d }
roles: { admin: { teams: [platform] } }
waivers: { longest: 90d, approvers: { teams: [security] } }`);

function join(yaml: string) {
  return layerPolicies(DEPLOYMENT, organisationFile(yaml, DEPLOYMENT));
}

describe("layerPolicies", () => {
  it("gives the defaults for what no file says", () => {
    const { policy, provenance } = layered("mode: observe");

    expect(policy).toEqual(DEFAULTS);
    expect(provenance.get("enforcement.grace.renewal")).toEqual({ source: "default" });
  });

  it("lets the organisation's file decide, also for less than the deployment asks", () => {
    expect(join("mode: observe\nscopes: []").policy).toMatchObject({ mode: "observe", scopes: [] });
  });

  it("takes from the deployment what the organisation leaves out, key by key", () => {
    const { policy } = join("grace: { renewal: 21d }");

    expect(policy.grace).toEqual({ ...DEFAULTS.grace, renewal: 21, new_hire: 3 });
    expect(policy.mode).toBe("flag");
  });

  it("takes lists, layers and roles whole", () => {
    const { policy } = join(`layers: { developer: { courses: [d], valid_for: 365d } }
scopes: [{ repositories: [x], mode: flag }]
roles: { admin: { accounts: [7] } }
waivers: { approvers: { accounts: [8] } }`);

    expect(policy.layers).toEqual({
      developer: { courses: ["d"], valid_for: 365 },
      finance: { courses: ["c"], valid_for: 365 },
    });
    expect(policy.scopes).toEqual([{ repositories: ["x"], mode: "flag" }]);
    expect(policy.roles.admin).toEqual({ accounts: [7] });
    expect(policy.waivers).toEqual({ longest: 90, approvers: { accounts: [8] } });
  });

  it("knows of every single value which file and line it comes from", () => {
    const { provenance } = join("grace: { renewal: 21d }\nscopes:\n  - { repositories: [x], mode: flag }");

    expect(provenance.get("enforcement.grace.renewal")).toEqual({ source: "org.yml", line: 2, column: 21 });
    expect(provenance.get("enforcement.grace.new_hire")).toEqual({ source: "app.yml", line: 4, column: 35 });
    expect(provenance.get("enforcement.grace.deepening")).toEqual({ source: "default" });
    expect(provenance.get("enforcement.scopes[0].mode")).toEqual({ source: "org.yml", line: 4, column: 34 });
    expect(provenance.get("enforcement.layers.developer.courses[1]")).toMatchObject({ source: "app.yml", line: 6 });
  });

  it("says what the floor did not let stand, who asked, and where the floor is", () => {
    const deployment = deploymentFile("floor:\n  mode: flag\n  longest_waiver: 30d\n  first_admins: [583231]");
    const organisation = organisationFile(
      "mode: observe\nwaivers: { longest: 60d }\nroles: { admin: { accounts: [7] } }",
      deployment,
    );

    const { policy, raised, provenance } = layerPolicies(deployment, organisation);

    expect(policy.mode).toBe("flag");
    expect(policy.waivers.longest).toBe(30);
    expect(policy.roles.admin.accounts).toEqual([7, 583231]);
    expect(raised).toEqual([
      {
        path: "enforcement.mode",
        asked: "observe",
        held: "flag",
        floor: "enforcement.floor.mode",
        origin: { source: "org.yml", line: 2, column: 9 },
      },
      {
        path: "enforcement.waivers.longest",
        asked: "60d",
        held: "30d",
        floor: "enforcement.floor.longest_waiver",
        origin: { source: "org.yml", line: 3, column: 23 },
      },
    ]);
    expect(provenance.get("enforcement.mode")).toEqual({ source: "app.yml", line: 3, column: 11 });
    expect(provenance.get("enforcement.roles.admin.accounts[1]")).toMatchObject({ source: "app.yml", line: 5 });
  });

  it("does not say that a default was raised", () => {
    expect(layered("floor: { mode: block }").raised).toEqual([]);
    expect(layered("floor: { mode: block }").policy.mode).toBe("block");
  });
});

describe("policyDigest", () => {
  it("is the same for files that say the same in other words", () => {
    const one = layered("mode: flag\ngrace: { renewal: 14d, new_hire: 0d }");
    const other = layered("# the same\ngrace:\n  new_hire: '0d'\n  renewal: 014d\nmode: flag");

    expect(one.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(other.digest).toBe(one.digest);
  });

  it("differs where one value does", () => {
    expect(layered("cap: { newly_blocked: 11% }").digest).not.toBe(layered("mode: observe").digest);
  });
});

describe("readStoredPolicy", () => {
  it("gives back what was stored as JSON", () => {
    const stored = { digest: policyDigest(DEFAULTS), policy: JSON.parse(JSON.stringify(DEFAULTS)) };

    expect(readStoredPolicy(stored)).toEqual(DEFAULTS);
  });

  it("gives nothing where a value was changed since", () => {
    expect(readStoredPolicy({ digest: policyDigest(DEFAULTS), policy: { ...DEFAULTS, mode: "flag" } })).toBeUndefined();
  });
});
