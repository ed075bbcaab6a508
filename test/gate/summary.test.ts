import { describe, expect, it } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import { explainDecision } from "../../src/gate/explain.ts";
import type { Links } from "../../src/gate/explanation.ts";
import type { Facts } from "../../src/gate/facts.ts";
import { checkText, escapeMarkdown, MAX_SUMMARY_CHARS } from "../../src/gate/summary.ts";
import type { Mode } from "../../src/policy/policy.ts";
import type { ScopeInForce } from "../../src/policy/scope.ts";
import { aPerson, aPolicy, aScope, someFacts, trained } from "../support/facts.ts";

const links: Links = {
  course: (id) => `https://gate.example/courses/${id}`,
  decision: "https://gate.example/decisions/d1",
  linkEmail: "https://docs.example/link",
};

function textOf(facts: Partial<Facts> = {}, mode: Mode = "block", scope: Partial<ScopeInForce> = {}) {
  const context = { scope: aScope(mode, scope), policyDigest: "9c41".padEnd(64, "0") };
  const decision = decide(someFacts(facts), aPolicy(), context);
  return checkText(explainDecision(decision, links), decision, links);
}

describe("the text of a check run", () => {
  it("is a table of who needs what, then what it means, why, and by which policy", () => {
    expect(textOf()).toEqual({
      title: "1 person still needs training",
      summary: [
        "| who | needs | next |",
        "|---|---|---|",
        "| @user1 (author) | OWASP Top 10:2025 | [start, about 70 min, or test out in about 25 min](https://gate.example/courses/owasp-top-10-2025) |",
        "",
        "You can keep pushing; only merging waits. This check turns green by itself when the training is done. [Why this rule](https://gate.example/decisions/d1) · policy `9c410000`",
      ].join("\n"),
    });
  });

  it("names nobody where the policy says so, and leads to the page that knows its reader", () => {
    const { title, summary } = textOf({ people: [aPerson({ login: "mira" })] }, "block", { showPeople: "counts" });

    expect(title).toBe("1 person still needs training");
    expect(summary).not.toContain("mira");
    expect(summary).toContain("[Sign in to see whether you are one of them, and what to do]");
  });

  it("asks nobody for anything once all is done", () => {
    const { summary } = textOf({ people: [aPerson(trained())] });

    expect(summary).toMatch(/Nothing is left to do\. \[What was checked\]\(/);
  });

  it("is titled Observing where the repository is only observed", () => {
    expect(textOf({}, "observe").title).toBe("Observing");
  });

  it("leaves what strangers wrote into a commit as text", () => {
    const email = "![x](https://evil.example/x.png) | <img src=x> @admins `code`\n# big";

    const { summary } = textOf({ unlinked: [{ sha: "a".repeat(40), email, name: "x" }] });

    expect(summary).toContain(escapeMarkdown(email));
    expect(summary).not.toMatch(/!\[x\]\(|https:\/\/evil|(?<!\\)<img|@admins|\n#/);
  });

  it("stays within what GitHub takes, however many people are on it", () => {
    const people = Array.from({ length: 2_000 }, (_, index) => aPerson({ id: index + 1, login: "x".repeat(39) }));

    const { summary } = textOf({ people });

    expect(summary.length).toBeLessThanOrEqual(MAX_SUMMARY_CHARS);
    expect(summary).toContain("| and 1850 more | | |");
  });
});
