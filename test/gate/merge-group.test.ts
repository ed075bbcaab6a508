import { describe, expect, it } from "vitest";
import { accountId } from "../../src/domain/ids.ts";
import { decide } from "../../src/gate/decide.ts";
import { explainDecision } from "../../src/gate/explain.ts";
import type { Facts } from "../../src/gate/facts.ts";
import type { Mode } from "../../src/policy/policy.ts";
import { aPerson, aPolicy, aScope, someFacts, trained } from "../support/facts.ts";

const links = { course: (id: string) => `/courses/${id}`, decision: null, linkEmail: "/emails" };
const group = { baseRef: "main", pushersKnown: true };
const pulls = [12, 15].map((number) => ({
  number,
  baseRef: "main",
  draft: false,
  author: accountId(number),
  commits: 1,
}));
const author = (number: number, change: object = {}) =>
  aPerson({ id: number, parts: [{ kind: "author", number }], ...change });

function ofGroup(facts: Partial<Facts>, mode: Mode = "block") {
  const all = someFacts({ mergeGroup: group, pullRequests: pulls, ...facts });
  const decision = decide(all, aPolicy(), { scope: aScope(mode), policyDigest: "9".repeat(64) });
  return { decision, explained: explainDecision(decision, links) };
}

describe("the decision on a merge group", () => {
  it("is the worst of everybody's on any of its pull requests", () => {
    expect(ofGroup({ people: [author(12, trained()), author(15, trained())] }).decision.outcome).toBe("allow");
    expect(ofGroup({ people: [author(12, trained()), author(15)] }).decision.outcome).toBe("withhold");
  });

  it("says which pull requests it is about, where they go, and who wrote which", () => {
    const { decision, explained } = ofGroup({ people: [author(12), author(15, trained())] });

    expect(decision).toMatchObject({ pullRequests: [12, 15], mergeGroup: { baseRef: "main" } });
    expect(explained.notes).toEqual(["Merge group for main: #12, #15."]);
    expect(explained.people.map(({ parts }) => parts)).toEqual([["author of #12"], ["author of #15"]]);
  });

  it.each([
    ["somebody lacks training", { people: [author(12)] }, "Put it back in when the training is done."],
    [
      "a commit is nobody's",
      { people: [author(12, trained())], unlinked: [{ sha: "c1", email: "", name: "" }], unanswered: ["c1"] },
      "Put it back in when what is listed is put right.",
    ],
    ["a source did not answer", { missing: ["the merge queue"] }, "Put it back into the merge queue later."],
  ])("tells, where %s, that only people put it back into the queue", (_, facts, told) => {
    expect(ofGroup(facts).explained.lead).toContain(told);
  });

  it("does not speak of being thrown out where nothing is blocked", () => {
    expect(ofGroup({ people: [author(12)] }, "flag").explained.lead).not.toContain("queue");
  });

  it("says that a pusher is not known where one of several is not", () => {
    const { decision, explained } = ofGroup({
      people: [author(12, trained())],
      mergeGroup: { ...group, pushersKnown: false },
      pushers: [accountId(12)],
    });

    expect(decision.pushersKnown).toBe(false);
    expect(explained.notes.at(-1)).toContain("Who pushed one of these heads is not known");
  });
});
