import { describe, expect, it } from "vitest";
import { describeCap, isOverCap } from "../../src/policy/cap.ts";

describe("the cap on what a change may newly block", () => {
  it.each([
    ["more than the share", 6, 15, 10, true],
    ["exactly the share: it is allowed", 10, 100, 10, false],
    ["one more than the share, without rounding", 11, 100, 10, true],
    ["a hair over the share", 5, 49, 10, true],
    ["a hair under the share", 5, 51, 10, false],
    ["fewer than five, however large their share", 4, 4, 10, false],
    ["five of five", 5, 5, 10, true],
    ["nothing", 0, 0, 10, false],
    ["one, where the cap is 0 %", 1, 1_000, 0, true],
    ["nothing, where the cap is 0 %", 0, 10, 0, false],
    ["all, where the cap is 100 %", 50, 50, 100, false],
  ])("holds a change by count: %s", (_, newlyBlocked, open, percent, held) => {
    expect(isOverCap({ newlyBlocked, open }, percent)).toBe(held);
  });

  it.each([
    [10, /more than 10% of open pull requests, and at least 5 of them, waits for an admin\.$/],
    [0, /any open pull request waits/],
    [100, /none waits/],
  ])("of %i %% is told with its rounding", (percent, sentence) => {
    expect(describeCap(percent)).toMatch(sentence);
  });
});
