import { describe, expect, it } from "vitest";
import { loadPolicyTexts } from "../../../src/programme/load.ts";
import { formatProblem } from "../../../src/training/problem.ts";
import { BARE, templateOf } from "./some-facts.ts";

const problemsIn = (text: string) => templateOf(text).problems.map(formatProblem);
const ENDING = BARE.split("\n").length + 2;
const ending = (text: string) => problemsIn(`${BARE}\n\n${text}\n`);

describe("a template of the training policy", () => {
  it("may be nothing but its boxes", () => {
    expect(problemsIn(BARE)).toEqual([]);
  });

  it("has every box, so that nothing that is enforced is left out", () => {
    expect(problemsIn(BARE.replace("```enforced\naccess\n```", ""))).toEqual([
      "policy.md: the box access is missing, without which the policy would not say all that is enforced",
    ]);
  });

  it("begins with its title", () => {
    expect(problemsIn(`Words.\n\n${BARE}`)).toEqual(["policy.md:1: begins with its title: # Security training policy"]);
  });

  it.each([
    ["```enforced\nacces\n```", "there is no box acces: write scope, boundary,"],
    ["- a list\n\n  ```enforced\n  scope\n  ```", "a fence enforced stands by itself"],
    ["Renewal is due within 30 days.", "says “30 days” by itself"],
    ["Nobody passes below 80 %.", "says “80 %” by itself"],
    ["We are {{company}}.", "{{company}} is no placeholder"],
  ])("may not say %j", (text, problem) => {
    expect(ending(text)).toEqual([expect.stringContaining(problem)]);
    expect(ending(text)[0]).toMatch(new RegExp(`^policy\\.md:(${ENDING}|${ENDING + 2}): `));
  });

  it("may name clauses, years and headings with numbers", () => {
    expect(ending("See A.6.3 and the OWASP Top 10 of 2025.\n\n## 4. Renewal")).toEqual([]);
  });

  it("is shipped, with a list of policies, and both are sound", async () => {
    const loaded = await loadPolicyTexts(["content"]);

    expect(loaded).toMatchObject({ ok: true, texts: { listed: { policies: [] } } });
  });

  it("is missed where no folder has one", async () => {
    const loaded = await loadPolicyTexts(["test/fixtures"]);

    expect(loaded).toMatchObject({
      ok: false,
      problems: [
        { file: "policy/training-policy.md", message: "is missing in every folder of the content" },
        { file: "policy/listed.yml", message: "is missing in every folder of the content" },
      ],
    });
  });
});
