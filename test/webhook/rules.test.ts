import { describe, expect, it } from "vitest";
import { FRESH } from "../../src/domain/priority.ts";
import { createDescriber } from "../../src/webhook/describe.ts";
import { examplePayloads } from "../support/delivery.ts";

const describePayload = createDescriber({ appId: 1, policy: { repository: ".github" } });
const organization = { id: 9, login: "acme" };

function jobsOf(event: string, payload: object) {
  const told = {
    id: "5a2ef5f0-0000-11ef-8000-000000000002",
    event,
    action: "edited",
    bodySha256: "0".repeat(64),
    bodyBytes: 2,
    receivedAt: new Date("2026-11-23T12:00:00Z"),
  };
  return describePayload(told, payload).jobs ?? [];
}

describe("what changes where the check holds", () => {
  const rules = { subject: { kind: "rules", installationId: 7, told: true }, priority: FRESH };

  it("is looked at when a ruleset changes, of a repository or of the organisation, which names none", () => {
    expect(jobsOf("repository_ruleset", { action: "edited", installation: { id: 7 }, organization })).toEqual([rules]);
  });

  it.each(examplePayloads().filter(({ event }) => event === "branch_protection_rule"))(
    "is looked at when a branch's protection changes ($payload.action)",
    ({ event, payload }) => {
      expect(jobsOf(event, { ...payload, installation: { id: 7 } })).toEqual([rules]);
    },
  );

  it("is read anew, with the policy, when a custom property of a repository does", () => {
    expect(jobsOf("custom_property_values", { action: "updated", installation: { id: 7 }, organization })).toEqual([
      { subject: { kind: "policy", installationId: 7 }, priority: FRESH },
    ]);
  });

  it("is no matter of a delivery without an installation", () => {
    expect(jobsOf("repository_ruleset", { action: "edited", organization })).toEqual([]);
  });
});
