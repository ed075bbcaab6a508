import { describe, expect, it } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import type { Facts } from "../../src/gate/facts.ts";
import { aPerson, aPolicy, aScope, COURSE, someFacts, trained } from "../support/facts.ts";

/** Somebody passed version 1 of the course, of which this version is in force since then. */
function outcome(version: string, inForceSince: string | undefined, course = COURSE): string {
  const courses: Facts["courses"] = [
    {
      id: COURSE,
      version,
      ...(inForceSince !== undefined && { inForceSince }),
      title: "OWASP Top 10:2025",
      minutes: 70,
      testOutMinutes: 26,
    },
  ];
  const facts = someFacts({ people: [aPerson(trained("2026-06-01T00:00:00.000Z", "1.4.0"))], courses });
  const policy = aPolicy({ layers: { developer: { courses: [course], valid_for: 365 } } });
  return decide(facts, policy, { scope: aScope(), policyDigest: "0" }).outcome;
}

describe("whoever passed a version of a course, as of 23 November", () => {
  it.each([
    ["has what is needed while that is in force", "1.9.0", "2026-01-01T00:00:00.000Z", COURSE, "allow"],
    ["is in grace after a new major version", "2.0.0", "2026-11-01T00:00:00.000Z", COURSE, "flag"],
    ["needs the new one when grace for it is over", "2.0.0", "2026-10-01T00:00:00.000Z", COURSE, "withhold"],
    ["needs the new one where it is not known since when", "2.0.0", undefined, COURSE, "withhold"],
    ["has what is needed where the policy pins theirs", "2.0.0", "2026-10-01T00:00:00.000Z", `${COURSE}@1`, "allow"],
    ["has what is needed where it pins an older one", "3.0.0", "2026-10-01T00:00:00.000Z", `${COURSE}@0`, "allow"],
    ["is in grace where it pins the new one", "2.0.0", "2026-11-01T00:00:00.000Z", `${COURSE}@2`, "flag"],
    [
      "needs what it pins where a yet newer one is in force",
      "3.0.0",
      "2026-11-01T00:00:00.000Z",
      `${COURSE}@2`,
      "withhold",
    ],
  ])("%s", (_, version, since, course, expected) => {
    expect(outcome(version, since, course)).toBe(expected);
  });
});
