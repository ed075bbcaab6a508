import { describe, expect, it } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import type { Decision, Mode, Outcome } from "../../src/gate/decision.ts";
import { conclusionOf, planCheck, type Shown } from "../../src/gate/plan.ts";
import { aPolicy, aScope, someFacts } from "../support/facts.ts";

const nothing: Shown = { runId: null, conclusion: null, shownSha256: null, rerun: false };
const aDecision = (outcome: Outcome, mode: Mode): Decision => ({
  ...decide(someFacts(), aPolicy(), { scope: aScope(mode), policyDigest: "d".repeat(64) }),
  outcome,
});

describe("the conclusion of each decision in each mode", () => {
  it.each([
    ["allow", "observe", null],
    ["allow", "flag", "success"],
    ["allow", "block", "success"],
    ["flag", "observe", null],
    ["flag", "flag", "neutral"],
    ["flag", "block", "neutral"],
    ["withhold", "observe", null],
    ["withhold", "flag", "neutral"],
    ["withhold", "block", "action_required"],
    ["undecided", "observe", null],
    ["undecided", "flag", "neutral"],
    ["undecided", "block", "failure"],
  ] as const)("%s in %s is %s", (outcome, mode, conclusion) => {
    expect(conclusionOf(aDecision(outcome, mode), nothing)).toBe(conclusion);
  });

  it("replaces a run of ours where the scope only observes now", () => {
    expect(conclusionOf(aDecision("withhold", "observe"), { ...nothing, runId: 7 })).toBe("neutral");
  });

  it("makes a run where the scope only observes, if one is waited for", () => {
    expect(conclusionOf(aDecision("withhold", "observe"), { ...nothing, awaited: true })).toBe("neutral");
  });
});

describe("planCheck", () => {
  const blocked = aDecision("withhold", "block");
  const shown: Shown = { runId: 7, conclusion: "action_required", shownSha256: "same", rerun: false };

  it("makes a run where there is none", () => {
    expect(planCheck(blocked, nothing, () => "same")).toEqual({ kind: "create-run", conclusion: "action_required" });
  });

  it("does nothing where GitHub shows it already", () => {
    expect(planCheck(blocked, shown, () => "same")).toBeNull();
  });

  it("updates the run when its words change", () => {
    expect(planCheck(blocked, shown, () => "other")).toEqual({
      kind: "update-run",
      runId: 7,
      conclusion: "action_required",
    });
  });

  it("updates the run when its conclusion changes", () => {
    expect(planCheck(aDecision("allow", "block"), shown, () => "same")).toEqual({
      kind: "update-run",
      runId: 7,
      conclusion: "success",
    });
  });

  it("makes a new run after GitHub was asked to run it again", () => {
    expect(planCheck(blocked, { ...shown, rerun: true }, () => "same")).toMatchObject({ kind: "create-run" });
  });
});
