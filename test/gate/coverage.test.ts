import { describe, expect, it } from "vitest";
import { repositoryId } from "../../src/domain/ids.ts";
import { type Bypass, coverageOf, type RepositorySeen } from "../../src/gate/coverage.ts";
import { type OrganisationSeen, organisationHoles } from "../../src/gate/coverage-organisation.ts";
import { reportCoverage } from "../../src/gate/coverage-report.ts";

const OURS = { appId: 7, checkName: "training-gate" };
const OTHER = { context: "ci", appId: 15_368 };
const PINNED = { context: "training-gate", appId: 7 };
const OWNERS: Bypass = { who: "organisation owners", byPush: false, owners: true };
const WRITERS: Bypass = { who: "role write", byPush: false, owners: false };

function seen(told: Partial<RepositorySeen> = {}): RepositorySeen {
  return {
    id: repositoryId(1),
    name: "web",
    visibility: "private",
    mode: "block",
    inBoundary: true,
    rulesets: [ruleset()],
    protection: null,
    openHeads: 2,
    answered: 2,
    ...told,
  };
}

function ruleset(told: Partial<RepositorySeen["rulesets"][number]> = {}): RepositorySeen["rulesets"][number] {
  return { id: 1, name: "training-gate", from: "organisation", checks: [OTHER, PINNED], bypass: [], ...told };
}

const kindsOf = (told: Partial<RepositorySeen>) => coverageOf(seen(told), OURS).holes.map(({ kind }) => kind);

describe("coverageOf", () => {
  it.each<[string, Partial<RepositorySeen>]>([
    ["a ruleset that is pinned to the App", {}],
    ["protection that spares nobody", { rulesets: [], protection: { checks: [PINNED], adminsExempt: false } }],
    ["owners who may merge past it", { rulesets: [ruleset({ bypass: [OWNERS] })] }],
    [
      "one rule that lets some past, and another that does not",
      { rulesets: [ruleset({ bypass: [WRITERS] }), ruleset()] },
    ],
    ["no rule where the mode is flag", { mode: "flag", rulesets: [] }],
    ["heads without an answer where nothing is asked", { mode: "observe", rulesets: [], answered: 0 }],
  ])("finds nothing wrong with %s", (_, told) => {
    expect(kindsOf(told)).toEqual([]);
  });

  it.each<[string, Partial<RepositorySeen>, string[]]>([
    ["no rule", { rulesets: [] }, ["not-required"]],
    ["rules for other checks alone", { rulesets: [ruleset({ checks: [OTHER] })] }, ["not-required"]],
    ["a check that anybody may set", { rulesets: [ruleset({ checks: [{ ...PINNED, appId: null }] })] }, ["not-pinned"]],
    ["a check of another App", { rulesets: [ruleset({ checks: [{ ...PINNED, appId: 8 }] })] }, ["pinned-elsewhere"]],
    ["protection that cannot be read", { rulesets: [], protection: "unreadable" }, ["rules-unreadable"]],
    ["administrators who are exempt", { rulesets: [], protection: { checks: [PINNED], adminsExempt: true } }, ["push"]],
    ["writers who may merge past it", { rulesets: [ruleset({ bypass: [WRITERS] })] }, ["bypass"]],
    ["owners who may push past it", { rulesets: [ruleset({ bypass: [{ ...OWNERS, byPush: true }] })] }, ["push"]],
    ["a bypass list that is not told", { rulesets: [ruleset({ bypass: "unreadable" })] }, ["bypass-unreadable"]],
    ["open heads without an answer", { answered: 1 }, ["unanswered"]],
    ["heads that a rule asks about and nobody answers", { mode: "observe", answered: 0 }, ["unanswered"]],
  ])("finds %s", (_, told, kinds) => {
    expect(kindsOf(told)).toEqual(kinds);
  });
});

function organisation(told: Partial<OrganisationSeen> = {}): OrganisationSeen {
  const permissions = { checks: "write", members: "read" };
  return {
    appPermissions: permissions,
    appEvents: ["push"],
    grantedPermissions: permissions,
    suspended: false,
    webhookUrl: "https://gate.example/api/github/webhooks",
    expectedWebhookUrl: "https://gate.example/api/github/webhooks",
    deliveries: { failed: 5, total: 100 },
    selected: null,
    unreached: [],
    policyRepository: { name: ".github", public: false, reviewed: true },
    needs: { permissions: [{ permission: "members", level: "read", without: "nobody is known" }], events: ["push"] },
    ...told,
  };
}

describe("organisationHoles", () => {
  it.each<[string, Partial<OrganisationSeen>]>([
    ["all in order, a few deliveries lost", {}],
    ["more than is needed", { appEvents: ["push", "team"] }],
    ["all repositories selected one by one", { selected: { all: 3, reached: 3 } }],
    ["a count of repositories that is not told", { selected: { all: null, reached: 3 } }],
    ["no policy of the organisation's own", { policyRepository: null }],
    ["no delivery yet", { deliveries: { failed: 0, total: 0 } }],
  ])("finds nothing wrong with %s", (_, told) => {
    expect(organisationHoles(organisation(told))).toEqual([]);
  });

  it.each<[string, Partial<OrganisationSeen>]>([
    ["permission-missing", { appPermissions: { checks: "write" } }],
    ["permission-not-accepted", { grantedPermissions: {} }],
    ["event-missing", { appEvents: [] }],
    ["suspended", { suspended: true }],
    ["webhook-elsewhere", { webhookUrl: null }],
    ["deliveries-failing", { deliveries: { failed: 6, total: 100 } }],
    ["not-reached", { selected: { all: 3, reached: 2 } }],
    ["not-reached", { unreached: ["payments-api"] }],
    ["policy-public", { policyRepository: { name: ".github", public: true, reviewed: true } }],
    ["policy-unreviewed", { policyRepository: { name: ".github", public: false, reviewed: false } }],
  ])("finds %s: %j", (kind, told) => {
    expect(organisationHoles(organisation(told)).map((one) => one.kind)).toEqual([kind]);
  });
});

describe("the sentence of a report", () => {
  const report = (repositories: readonly Partial<RepositorySeen>[], told: Partial<OrganisationSeen> = {}) =>
    reportCoverage({
      organisation: "acme",
      observedAt: "2026-07-01T09:00:00.000Z",
      policySha256: "0".repeat(64),
      repositories: repositories.map((one) => coverageOf(seen(one), OURS)),
      organisationHoles: organisationHoles(organisation(told)),
      notes: [],
    }).sentence;

  it.each([
    ["The gate is real on all 2 repositories that are to block.", [{}, {}, { mode: "observe" as const }], {}],
    [
      "The gate is decoration on 2 of 3 repositories: the check is not required on 2, open pull requests have no answer on 1.",
      [{}, { rulesets: [] }, { rulesets: [], answered: 0 }],
      {},
    ],
    [
      "The gate is real on 1 repository, and something needs your eyes. One thing concerns the App as a whole.",
      [{}],
      { suspended: true },
    ],
    [
      "No repository is to block yet: the gate only observes, and nothing stands in its way.",
      [{ mode: "observe" as const, rulesets: [] }],
      {},
    ],
  ])("is: %s", (sentence, repositories, told) => {
    expect(report(repositories, told)).toBe(sentence);
  });
});
