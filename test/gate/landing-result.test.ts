import { describe, expect, it } from "vitest";
import { type LandingSeen, landingResult } from "../../src/gate/landing-result.ts";

const SEEN: LandingSeen = {
  mode: "block",
  outcome: "allow",
  breakGlass: false,
  waived: false,
  paused: false,
  required: true,
};

describe("what came onto a gated branch", () => {
  it.each<[string, Partial<LandingSeen>]>([
    ["allowed", {}],
    ["waived", { waived: true }],
    ["flagged", { outcome: "flag", waived: true }],
    ["break-glass", { breakGlass: true }],
    ["bypassed", { outcome: "withhold" }],
    ["bypassed", { outcome: "undecided" }],
    ["bypassed", { outcome: "none" }],
    ["not-covered", { outcome: "withhold", required: false }],
    ["not-covered", { outcome: "none", required: false }],
    ["not-covered", { outcome: "withhold", paused: true }],
    ["not-covered", { paused: true }],
    ["flagged", { mode: "flag", outcome: "withhold" }],
    ["flagged", { mode: "flag", outcome: "undecided" }],
    ["not-covered", { mode: "flag", outcome: "none" }],
    ["not-covered", { mode: "flag", paused: true }],
    ["observed", { mode: "observe", outcome: "withhold" }],
    ["observed", { mode: "observe", outcome: "none", paused: true }],
  ])("is %s where it is %j", (result, seen) => {
    expect(landingResult({ ...SEEN, ...seen })).toBe(result);
  });
});
