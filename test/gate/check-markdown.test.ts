import fc from "fast-check";
import MarkdownIt, { type Token } from "markdown-it";
import { describe, expect, it } from "vitest";
import { decide } from "../../src/gate/decide.ts";
import { explainDecision } from "../../src/gate/explain.ts";
import type { Links } from "../../src/gate/explanation.ts";
import type { Facts } from "../../src/gate/facts.ts";
import { checkText, MAX_SUMMARY_CHARS } from "../../src/gate/summary.ts";
import type { ScopeInForce } from "../../src/policy/scope.ts";
import { aPerson, aScope, pullRequestPolicy, someFacts } from "../support/facts.ts";

const links: Links = {
  course: (id) => `https://gate.example/courses/${id}`,
  decision: "https://gate.example/decisions/d1",
  linkEmail: "https://docs.example/link",
};

/** As GitHub renders it: tables, raw HTML, bare addresses made into links. */
const github = new MarkdownIt({ html: true, linkify: true });

function textOf(facts: Facts, scope: ScopeInForce = aScope()) {
  const policy = pullRequestPolicy({ unlinked_commits: "block" });
  const decision = decide(facts, policy, { scope, policyDigest: "9c41".padEnd(64, "0") });
  return checkText(explainDecision(decision, links), decision, links);
}

const tokensOf = (markdown: string): readonly Token[] =>
  github.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
const isText = ({ type }: Token) => type === "text" || type === "text_special";

/** What a reader sees; characters of no width, which keep things apart, included. */
const shownIn = (markdown: string) =>
  tokensOf(markdown)
    .filter(isText)
    .map(({ content }) => content)
    .join("");
/** Everything that is not text: links with where they lead, images, code, tables, HTML. */
const marksIn = (markdown: string) =>
  tokensOf(markdown)
    .filter((token) => !isText(token) && token.type !== "inline")
    .map(({ type, attrs }) => [type, attrs]);

const withEmail = (email: string) =>
  textOf(someFacts({ unlinked: [{ sha: "b".repeat(40), email, name: email }] })).summary;

const HOSTILE = [
  "a|b | c",
  "[click](https://evil.example)",
  "![x](https://evil.example/pixel.png)",
  "[x][1]",
  "@acme/everybody please",
  "&#64;acme/everybody",
  "&commat;sam",
  "`code` ``more``",
  "<img src=x onerror=alert(1)>",
  "<!-- hidden",
  "</td></table>",
  "**bold** _it_ ~~gone~~",
  "# heading",
  "line\n\n# heading\r\n| a | b |",
  "https://evil.example/x",
  "www.evil.example",
  "someone@evil.example",
  "mailto:someone@evil.example",
  "fixes #1, acme/web#2 and GH-3",
  "\\[x](https://evil.example)",
  "\\\\|x",
];

describe("free text of a commit in a check run", () => {
  it.each(HOSTILE)("stays text: %j", (text) => {
    expect(marksIn(withEmail(text))).toEqual(marksIn(withEmail("harmless")));
    expect(shownIn(withEmail(text)).replaceAll("\u200b", "")).toContain(text.replaceAll(/[\r\n]+/g, " ").trim());
  });

  it.each(HOSTILE)("mentions nobody and refers to nothing in the text that GitHub searches: %j", (text) => {
    const [, cited = ""] = /bbbbbbb \(([\s\S]*?)\)\. /.exec(shownIn(withEmail(text))) ?? [];

    expect(cited).not.toBe("");
    expect(cited).not.toMatch(/@\w|(?<!&)#\d|\bGH-\d|:\/\/|www\./i);
  });

  it("stays text whatever it is", () => {
    const unit = fc.constantFrom(...'ab1 .@#&;:/\\`*_{}[]()<>!|~+-="$%^?,\n');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        expect(marksIn(withEmail(`x${text}x`))).toEqual(marksIn(withEmail("harmless")));
      }),
      { numRuns: 500 },
    );
  });

  it("stays in its cell where a login is as strange as text can be", () => {
    const rowOf = (login: string) => marksIn(textOf(someFacts({ people: [aPerson({ login })] })).summary);

    expect(rowOf("a|b](https://evil.example)`<b>")).toEqual(rowOf("somebody"));
  });
});

describe("the size of a check run's text", () => {
  const many = Array.from({ length: 1_000 }, (_, index) =>
    aPerson({ id: index + 1, login: `somebody-with-a-long-name-${index}`.padEnd(39, "x") }),
  );
  const unlinked = many.map(({ account }) => ({
    sha: String(account).padStart(40, "0"),
    email: `${"x|".repeat(20_000)}@example.com`,
    name: "x",
  }));

  it.each([
    ["1,000 people without training", someFacts({ people: many })],
    ["1,000 people from outside", someFacts({ people: many.map((one) => ({ ...one, belongs: false })) })],
    ["1,000 unlinked commits with endless addresses", someFacts({ unlinked })],
  ])("is within what GitHub takes for %s, and nothing is cut off at its end", (_, facts) => {
    const { summary, title } = textOf(facts);

    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(MAX_SUMMARY_CHARS);
    expect(summary).toMatch(/policy `9c410000`$/);
    expect(title.length).toBeLessThan(100);
  });
});

describe("who is named in a check run", () => {
  const people = [aPerson({ login: "mira" }), aPerson({ id: 2, login: "jo", belongs: false })];
  const unlinked = [{ sha: "b".repeat(40), email: "dev@old-laptop.example", name: "Dev" }];
  const facts = someFacts({ people, unlinked });

  it("are the people on the head, where the policy says names", () => {
    const shown = shownIn(textOf(facts).summary).replaceAll("\u200b", "");

    expect(shown).toMatch(/@mira.*@jo/s);
    expect(shown).toContain("dev@old-laptop.example");
  });

  it("is nobody where it says counts: no login, no address, no commit", () => {
    const { title, summary } = textOf(facts, aScope("block", { showPeople: "counts" }));

    expect(title).toMatch(/needs? training/);
    expect(`${title} ${summary}`).not.toMatch(/mira|\bjo\b|laptop|bbbbbbb|Dev/);
    expect(summary).toContain(links.decision);
  });
});
