import { describe, expect, it } from "vitest";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { explainPolicy, formatExplanation } from "../../src/policy/explain.ts";
import { layerPolicies } from "../../src/policy/layer.ts";
import { findNamed } from "../../src/policy/names-somebody.ts";
import { recordsOf } from "../../src/policy/records.ts";
import { deploymentFile, layered, organisationFile, policyOf } from "./files.ts";

describe("records:", () => {
  it("keeps facts for three years, access for six, deliveries for a month and notices for two years, unless a file says otherwise", () => {
    expect(policyOf("mode: flag").records).toEqual({
      facts: 1095,
      access_history: 2190,
      deliveries: 31,
      notices: 730,
      legal_hold: false,
    });
    expect(policyOf("records: { facts: 400d }").records).toMatchObject({ facts: 400, access_history: 2190 });
  });

  it("is told in plain sentences, with its file and line", () => {
    const told = formatExplanation(explainPolicy(layered("records: { facts: 400d,\n legal_hold: Case 7 }")));

    expect(told).toContain(
      "The facts of a decision are kept for 400 days: until then it can be decided again.  [app.yml:2]",
    );
    expect(told).toContain(
      "A legal hold is in force (Case 7): nothing is deleted, and nobody can be erased.  [app.yml:3]",
    );
  });

  it("is not made shorter than the floor, and a hold of the floor is not lifted", () => {
    const deployment = deploymentFile("floor: { records: { facts: 365d, notices: 500d, legal_hold: Case 7 } }");
    const organisation = organisationFile(
      "records: { facts: 30d, deliveries: 10d, notices: 400d, legal_hold: false }",
      deployment,
    );

    const { policy, raised } = layerPolicies(deployment, organisation);

    expect(policy.records).toMatchObject({ facts: 365, deliveries: 10, legal_hold: "Case 7" });
    expect(raised.map(({ path, asked, held }) => [path, asked, held])).toEqual([
      ["enforcement.records.legal_hold", "false", "Case 7"],
      ["enforcement.records.facts", "30d", "365d"],
      ["enforcement.records.notices", "400d", "500d"],
    ]);
  });

  it("has its defaults in a policy that was stored before it was known", () => {
    const before: { readonly records?: typeof DEFAULTS.records } = {};

    const { notices: _, ...known } = DEFAULTS.records;

    expect(recordsOf(before)).toEqual(DEFAULTS.records);
    expect(recordsOf({ records: { ...known, facts: 400 } })).toEqual({ ...DEFAULTS.records, facts: 400 });
  });
});

describe("findNamed", () => {
  const policy = policyOf(`mode: flag
scopes: [{ repositories: [legacy], mode: observe, until: 2027-01-31, reason: until Mira is back }]
roles: { admin: { accounts: [7, 8] }, auditor: { accounts: [8], until: 2027-03-31 } }
waivers: { approvers: { accounts: [8] } }
pull_requests: { bots: [{ app: deploy, id: 8, sponsor: none }] }
access: { machines: [{ id: 8, owner: mira, reason: "CI user", review_by: 2027-01-31 }] }`);

  it("finds every value that names somebody, by number or in words", () => {
    expect(findNamed(policy, { accounts: [8], isNamedIn: (text) => /mira/i.test(text) })).toEqual([
      "enforcement.roles.admin.accounts[1]",
      "enforcement.roles.auditor.accounts[0]",
      "enforcement.waivers.approvers.accounts[0]",
      "enforcement.pull_requests.bots[0].id",
      "enforcement.access.machines[0].id",
      "enforcement.access.machines[0].owner",
      "enforcement.scopes[0].reason",
    ]);
  });

  it("finds nobody else", () => {
    expect(findNamed(policy, { accounts: [9], isNamedIn: () => false })).toEqual([]);
    expect(findNamed(DEFAULTS, { accounts: [8], isNamedIn: () => true })).toEqual([]);
  });
});
