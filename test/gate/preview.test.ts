import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repositoryId } from "../../src/domain/ids.ts";
import { decide } from "../../src/gate/decide.ts";
import type { Mode } from "../../src/gate/decision.ts";
import type { Facts } from "../../src/gate/facts.ts";
import { type Preview, previewOf, type TwoDecisions } from "../../src/gate/preview.ts";
import { previewText } from "../../src/gate/preview-text.ts";
import { aPerson, aPolicy, aScope, someFacts, trained } from "../support/facts.ts";

function decisionIn(mode: Mode | "outside", facts: Facts) {
  const scope = mode === "outside" ? aScope("observe", { inBoundary: false }) : aScope(mode);
  return decide(facts, aPolicy(), { scope, policyDigest: "0" });
}

function head(
  before: Mode | "outside" | null,
  after: Mode | "outside",
  { facts = someFacts(), name = "web" }: { facts?: Facts; name?: string } = {},
): TwoDecisions {
  return {
    repository: { id: repositoryId(1), owner: "acme", name },
    before: before === null ? null : decisionIn(before, facts),
    after: decisionIn(after, facts),
  };
}

const TRAINED = someFacts({ people: [aPerson(trained())] });
const UNKNOWN = someFacts({ missing: ["commits of #1"] });

describe("a preview", () => {
  it.each([
    ["flag", "block", 1, 0],
    ["observe", "block", 1, 0],
    ["outside", "block", 1, 0],
    [null, "block", 1, 0],
    ["block", "block", 0, 0],
    ["block", "flag", 0, 1],
    ["block", "observe", 0, 1],
    ["block", "outside", 0, 1],
    ["observe", "flag", 0, 0],
  ] as const)("of an untrained head from %s to %s: %i newly blocked, %i newly open", (before, after, blocked, open) => {
    const preview = previewOf([head(before, after)], 1);

    expect([preview.newlyBlocked.length, preview.newlyOpen.length]).toEqual([blocked, open]);
  });

  it("of a trained head has nothing to tell", () => {
    expect(previewOf([head("observe", "block", { facts: TRAINED })], 1)).toEqual({
      open: 1,
      newlyBlocked: [],
      newlyOpen: [],
      undecided: [],
      people: [],
      repositories: [],
    });
  });

  it("counts apart what cannot be told", () => {
    const preview = previewOf([head("flag", "block", { facts: UNKNOWN })], 1);

    expect([preview.newlyBlocked.length, preview.undecided.length]).toEqual([0, 1]);
  });

  it("names people once, who is blocked before who is only asked", () => {
    const other = someFacts({ people: [aPerson({ id: 2 })] });
    const preview = previewOf(
      [
        head("observe", "flag", { facts: other, name: "a" }),
        head("observe", "block", { name: "c" }),
        head("observe", "block", { name: "b" }),
      ],
      3,
    );

    expect(preview.people).toMatchObject([
      {
        login: "user1",
        newly: "withheld",
        needs: ["owasp-top-10-2025"],
        pulls: [{ repository: "acme/b" }, { repository: "acme/c" }],
      },
      { login: "user2", newly: "asked", pulls: [{ repository: "acme/a" }] },
    ]);
  });

  it("is the same in whichever order the heads were looked at", () => {
    const heads = ["a", "b", "c"].flatMap((name) => [head("flag", "block", { name }), head("block", "flag", { name })]);

    fc.assert(
      fc.property(fc.shuffledSubarray(heads, { minLength: heads.length }), (shuffled) => {
        expect(previewOf(shuffled, 6)).toEqual(previewOf(heads, 6));
      }),
    );
  });
});

describe("what is told of a preview on a pull request", () => {
  const preview: Preview = previewOf([head("flag", "block", { name: "payments" })], 20);
  const telling = { show: "names", namesPeopleOn: () => true, wouldBeHeld: false, capPercent: 10 } as const;

  it("names repositories and people where the policy says names", () => {
    const { title, summary } = previewText(preview, telling);

    expect(title).toBe("Would newly block 1 of 20 open pull requests");
    expect(summary).toContain("| acme/payments | 1 | 0 | 0 |");
    expect(summary).toContain("| @user1 | blocked | owasp-top-10-2025 |");
  });

  it("names neither where it says counts", () => {
    const { title, summary } = previewText(preview, { ...telling, show: "counts" });

    expect(title).toBe("Would newly block 1 of 20 open pull requests");
    expect(summary).not.toMatch(/payments|user1/);
    expect(summary).toContain("newly block 1, for 1 person");
  });

  it("counts people of repositories where they are not named", () => {
    const { summary } = previewText(preview, { ...telling, namesPeopleOn: () => false });

    expect(summary).not.toContain("user1");
    expect(summary).toContain("1 person more on repositories where people are not named.");
  });

  it("says beforehand that the policy would be held", () => {
    const { title, summary } = previewText(preview, { ...telling, wouldBeHeld: true });

    expect(title).toBe("Would be held: it newly blocks 1 of 20 open pull requests");
    expect(summary).toContain("over the cap of 10%");
  });

  it("says so where nothing changes", () => {
    const { title, summary } = previewText(previewOf([], 20), { ...telling, show: "counts" });

    expect(title).toBe("Nothing would newly block");
    expect(summary).toContain("would newly block 0, for 0 people, and open 0");
  });
});
