import { describe, expect, it } from "vitest";
import { type DigestFacts, digestOf, unreachedMessage } from "../../../src/pipeline/notices/digest-text.ts";

const PLACE = { baseUrl: "https://training.example.org", organisation: "acme" };
const NOTHING: DigestFacts = {
  waiting: { count: 0, oldest: [] },
  unreached: [],
  stopped: [],
  conflicts: 0,
  waivers: [],
  lapses: [],
  forecast: [],
};
const NOOR = {
  login: "noor",
  why: "they cannot read the onboarding repository",
  sentence: "Hello noor, your access to the team payments waits for OWASP Top 10.",
};
const DAY = new Date("2026-12-03T00:00:00.000Z");

describe("the digest", () => {
  it("is not sent where there is nothing to say, whatever the forecast", () => {
    expect(digestOf({ ...NOTHING, forecast: [{ from: "2026-12-07", people: 3 }] }, PLACE)).toBeNull();
  });

  it("begins with those whom nobody told, each with a sentence to paste", () => {
    const digest = digestOf({ ...NOTHING, unreached: [NOOR], conflicts: 1 }, PLACE);

    expect(digest?.subject).toBe("acme: 1 person has not been told");
    expect(digest?.markdown).toMatch(/^This person has not been told[\s\S]*To paste:\n {2}Hello noor, your access/);
  });

  it.each([
    [
      "access that waits",
      { waiting: { count: 1, oldest: [{ login: "jo", what: "the team payments", since: DAY }] } },
      "jo: the team payments, since 3 December 2026",
    ],
    [
      "a run that stopped",
      { stopped: [{ kind: "removals", asked: 30, at: DAY }] },
      "removals: 30 seats, 3 December 2026",
    ],
    [
      "a waiver that ends",
      { waivers: [{ login: "jo", layer: "developer", until: DAY }] },
      "jo: developer, up to and including 2 December 2026",
    ],
    [
      "training that ends",
      { lapses: [{ login: "jo", layer: "developer", at: DAY }] },
      "jo: developer, counts up to and including 2 December 2026",
    ],
    ["a seat given again", { conflicts: 2 }, "gives 2 seats again"],
  ] as const)("tells of %s", (_, facts, line) => {
    expect(digestOf({ ...NOTHING, ...facts }, PLACE)?.markdown).toContain(line);
  });

  it("adds how many people's training ends in the weeks ahead", () => {
    const forecast = [
      { from: "2026-12-07", people: 3 },
      { from: "2026-12-14", people: 0 },
    ];

    const { markdown = "" } = digestOf({ ...NOTHING, conflicts: 1, forecast }, PLACE) ?? {};

    expect(markdown).toContain("week of 7 December 2026: 3 people");
    expect(markdown).not.toContain("14 December");
  });

  it("lists twenty, and says how many more there are", () => {
    const waiters = Array.from({ length: 20 }, (_, index) => ({ login: `p${index}`, what: "x", since: DAY }));

    expect(digestOf({ ...NOTHING, waiting: { count: 31, oldest: waiters } }, PLACE)?.markdown).toContain(
      "- and 11 more",
    );
  });

  it("names nobody where others read it too", () => {
    const digest = digestOf({ ...NOTHING, unreached: [NOOR] }, PLACE);

    expect(digest?.quiet.markdown).toContain("- not told: 1");
    expect(JSON.stringify([digest?.quiet, unreachedMessage([NOOR], PLACE).quiet])).not.toContain("noor");
  });
});
