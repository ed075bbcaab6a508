import { describe, expect, it } from "vitest";
import type { Facts } from "../../../src/gate/facts.ts";
import { leniencyOf, requiredCourses } from "../../../src/gate/required-courses.ts";
import { LONGEST_BREAK_GLASS_HOURS } from "../../../src/policy/break-glass.ts";
import { isOverCap } from "../../../src/policy/cap.ts";
import { DEFAULTS } from "../../../src/policy/defaults.ts";
import { leavesOf } from "../../../src/policy/leaves.ts";
import type { Policy } from "../../../src/policy/policy.ts";
import { type StandingQuestion, standingOf } from "../../../src/training/standing.ts";
import { written } from "./some-facts.ts";

const DAY_MS = 86_400_000;
const START = Date.parse("2026-01-01T00:00:00.000Z");
const day = (days: number) => new Date(START + days * DAY_MS).toISOString();

/** Two layers of courses, every number another one, and every part of a policy that has a number. */
const POLICY: Policy = {
  ...DEFAULTS,
  mode: "block",
  pass_mark: 83,
  // biome-ignore lint/suspicious/noThenProperty: the word of the file.
  layers: { developer: { courses: ["owasp-top-10-2025"], then: ["secure-coding"], valid_for: 301 } },
  grace: { new_hire: 3, renewal: 17, content_update: 41, deepening: 67, pre_existing: 73 },
  renew_from: 97,
  remind: [29, 11, 2],
  cap: { removals_per_run: 7, newly_blocked: 13 },
  waivers: { longest: 151, approvers: {} },
  access: {
    level: "grant_on_completion",
    teams: [{ team: "payments", on_lapse: "remove" }],
    machines: [{ id: 1, owner: "platform", reason: "CI", review_by: "2027-01-31" }],
  },
  records: { facts: 1_009, access_history: 2_003, deliveries: 37, notices: 613, legal_hold: false },
};

const COURSES: Facts["courses"] = ["owasp-top-10-2025", "secure-coding"].map((id) => ({
  ...{ id, title: id, version: "2.0.0", minutes: 0, testOutMinutes: 0 },
  inForceSince: day(-1_000),
}));

/** What the gate says of somebody in the layer, with this policy, on that day. */
function standingOn(asOf: number, asked: Partial<StandingQuestion>, courses = COURSES) {
  const layer = requiredCourses("developer", courses, POLICY);
  const question = { ...layer, completions: [], waivers: [], leniency: leniencyOf(POLICY), ...asked };
  return standingOf({ ...question, asOf: day(asOf) });
}

const done = (course: string, on: number, version = "2.0.0") => ({
  ...{ course, version },
  ...{ completedAt: day(on), attestedAt: day(on) },
});

/** The number of the sentence that says this. */
function said(pattern: RegExp): number {
  const found = pattern.exec(written(POLICY))?.[1];
  if (found === undefined) throw new Error(`The policy does not say ${pattern}`);
  return Number(found);
}

describe("a number of the training policy is the one that the gate reckons with", () => {
  it("for how long a completion counts, and for the grace after it", () => {
    const counts = said(/`developer` counts for (\d+) days/);
    const grace = said(/ran out there are (\d+) days of grace/);
    const completions = [done("owasp-top-10-2025", 0), done("secure-coding", 0)];

    expect(standingOn(counts - 1, { completions }).state).toBe("met");
    expect(standingOn(counts, { completions }).state).toBe("grace");
    expect(standingOn(counts + grace - 1, { completions }).state).toBe("grace");
    expect(standingOn(counts + grace, { completions }).state).toBe("missing");
  });

  it("for renewal: early enough and the new term runs from the old end, earlier and it does not", () => {
    const counts = said(/`developer` counts for (\d+) days/);
    const from = said(/without losing time from (\d+) days before its end/);
    const untilAfter = (renewed: number) => {
      const completions = [done("owasp-top-10-2025", 0), done("owasp-top-10-2025", renewed)];
      const others = [done("secure-coding", counts - 1)];
      const standing = standingOn(counts, { completions: [...completions, ...others] });
      return standing.state === "met" ? standing.until : null;
    };

    expect(untilAfter(counts - from)).toBe(day(2 * counts - 1));
    expect(untilAfter(counts - from - 1)).toBe(day(2 * counts - from - 1));
  });

  it("for new people", () => {
    const grace = said(/New people have (\d+) days/);

    expect(standingOn(grace - 1, { startedAt: day(0) }).state).toBe("grace");
    expect(standingOn(grace, { startedAt: day(0) }).state).toBe("missing");
  });

  it("for a new version of a course", () => {
    const grace = said(/new major or minor version of a course there are (\d+) days/);
    const newer = COURSES.map((course) => ({ ...course, version: "3.0.0", inForceSince: day(10) }));
    const completions = [done("owasp-top-10-2025", 0), done("secure-coding", 0)];

    expect(standingOn(10 + grace - 1, { completions }, newer).state).toBe("grace");
    expect(standingOn(10 + grace, { completions }, newer).state).toBe("missing");
  });

  it("for courses that follow", () => {
    const later = said(/Courses that follow are due (\d+) days/);
    const completions = [done("owasp-top-10-2025", 0)];

    expect(standingOn(later - 1, { completions }).state).toBe("met");
    expect(standingOn(later, { completions }).state).not.toBe("met");
  });

  it("for the pass mark: the policy's, or the course's where that is higher", () => {
    const marks = [...written(POLICY).matchAll(/\| (\d+)% \|/g)].map(([, mark]) => Number(mark));

    expect(marks).toEqual([Math.max(POLICY.pass_mark, 75), Math.max(POLICY.pass_mark, 90)]);
  });

  it("for the share of pull requests from which on a change waits", () => {
    const percent = said(/newly hold back more than (\d+)% of the open pull requests/);

    expect(isOverCap({ newlyBlocked: percent, open: 100 }, POLICY.cap.newly_blocked)).toBe(false);
    expect(isOverCap({ newlyBlocked: percent + 1, open: 100 }, POLICY.cap.newly_blocked)).toBe(true);
  });

  it("for terms that stand in the policy and are compared as they stand", () => {
    expect(said(/One run takes at most (\d+) seats/)).toBe(POLICY.cap.removals_per_run);
    expect(said(/for at most (\d+) days, with a reason/)).toBe(POLICY.waivers.longest);
    expect(said(/merge, for at most (\d+) hours/)).toBe(LONGEST_BREAK_GLASS_HOURS);
    expect(said(/facts that a decision rests on are kept for (\d+) days/)).toBe(POLICY.records.facts);
    expect(said(/which access is kept for (\d+) days/)).toBe(POLICY.records.access_history);
    expect(said(/came from GitHub is kept for (\d+) days/)).toBe(POLICY.records.deliveries);
    expect(said(/access and training is kept for (\d+) days/)).toBe(POLICY.records.notices);
    expect(said(/older than this programme has (\d+) days/)).toBe(POLICY.grace.pre_existing);
    expect(written(POLICY)).toContain("Reminders are due 29 days, 11 days, 2 days before");
  });
});

describe("each number of a policy", () => {
  const valueAt = (path: readonly PropertyKey[]) =>
    path.reduce<unknown>((one, key) => (one as Record<PropertyKey, unknown>)[key], POLICY);
  // Ids of accounts are names, and not numbers of anything.
  const numbers = leavesOf(POLICY, []).filter((path) => typeof valueAt(path) === "number" && path.at(-1) !== "id");

  it("is there", () => {
    expect(numbers.length).toBeGreaterThan(15);
  });

  it.each(numbers.map((path) => [path.join("."), path] as const))("%s changes the text", (_, path) => {
    const changed = structuredClone(POLICY);
    const holder = path
      .slice(0, -1)
      .reduce<unknown>((one, key) => (one as Record<PropertyKey, unknown>)[key], changed) as Record<
      PropertyKey,
      number
    >;
    holder[path.at(-1) ?? ""] = Number(valueAt(path)) + 5;

    expect(written(changed)).not.toBe(written(POLICY));
  });
});
