import { describe, expect, it } from "vitest";
import { type RolloutStanding, rolloutSteps } from "../../../src/pipeline/admin/rollout-steps.ts";

const PULLS = { open: 5, blocked: 0, undecided: 0, withoutVerdict: 0 };
const observing: RolloutStanding = { modes: { observe: 3, flag: 0, block: 0 }, outside: 1, onRoster: 10, pulls: PULLS };

const nextOf = (standing: RolloutStanding) => rolloutSteps(standing).find(({ state }) => state === "next")?.step;

describe("the steps of a rollout", () => {
  it.each<[string, RolloutStanding, string | undefined]>([
    ["no policy", { ...observing, modes: null }, "scope"],
    ["no repository inside", { ...observing, modes: { observe: 0, flag: 0, block: 0 } }, "scope"],
    ["nobody on the roster", { ...observing, onRoster: 0 }, "roster"],
    ["open pull requests without a verdict", { ...observing, pulls: { ...PULLS, withoutVerdict: 2 } }, "observe"],
    ["all observed", observing, "preview"],
    ["some flag", { ...observing, modes: { observe: 2, flag: 1, block: 0 } }, "block"],
    ["some block, and others do not", { ...observing, modes: { observe: 0, flag: 1, block: 2 } }, "block"],
    ["all block", { ...observing, modes: { observe: 0, flag: 0, block: 3 } }, undefined],
  ])("come one after the other; with %s the next is told", (_, standing, next) => {
    expect(nextOf(standing)).toBe(next);
  });

  it("show what is done although something before it is not", () => {
    const steps = rolloutSteps({ ...observing, onRoster: 0, modes: { observe: 0, flag: 0, block: 3 } });

    expect(steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "scope done",
      "roster next",
      "observe done",
      "preview done",
      "flag done",
      "block done",
    ]);
  });
});
