import { describe, expect, it } from "vitest";
import { nextAttemptAt } from "../../src/training/cooldown.ts";

const now = new Date("2026-03-01T12:00:00Z");
const hoursAgo = (hours: number, passed: boolean) => ({
  gradedAt: new Date(now.getTime() - hours * 3_600_000),
  passed,
});
const minutesToWait = (attempts: Parameters<typeof nextAttemptAt>[0]) =>
  (nextAttemptAt(attempts, now).getTime() - now.getTime()) / 60_000;

describe("nextAttemptAt", () => {
  it.each([
    ["no attempt", 0, 0],
    ["one failed attempt", 1, 0],
    ["two in a row", 2, 15],
    ["three in a row", 3, 60],
    ["four in a row", 4, 240],
    ["ten in a row", 10, 240],
  ])("after %s waits from the last one", (_, failures, minutes) => {
    const attempts = Array.from({ length: failures }, (_, index) => hoursAgo(index, false));

    expect(minutesToWait(attempts)).toBe(minutes);
    expect(minutesToWait(attempts.toReversed())).toBe(minutes);
  });

  it("counts the wait from the end of the last attempt, and never lies in the past", () => {
    expect(minutesToWait([hoursAgo(0.1, false), hoursAgo(3, false)])).toBe(9);
    expect(minutesToWait([hoursAgo(0.25, false), hoursAgo(3, false)])).toBe(0);
    expect(minutesToWait([hoursAgo(500, false), hoursAgo(501, false), hoursAgo(502, false)])).toBe(0);
  });

  it("begins anew after a pass", () => {
    expect(minutesToWait([hoursAgo(4, true), hoursAgo(5, false), hoursAgo(6, false)])).toBe(0);
    expect(minutesToWait([hoursAgo(0, false), hoursAgo(1, false), hoursAgo(2, true), hoursAgo(3, false)])).toBe(15);
  });

  it("keeps whoever has passed from passing again and again", () => {
    expect(minutesToWait([hoursAgo(1, true), hoursAgo(2, false)])).toBe(180);
  });

  it("passes over an open attempt", () => {
    expect(minutesToWait([{ gradedAt: null, passed: null }])).toBe(0);
  });
});
