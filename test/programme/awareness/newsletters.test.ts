import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadNewsletters } from "../../../src/programme/awareness/load.ts";
import { parseNewsletters } from "../../../src/programme/awareness/parse-newsletters.ts";
import { formatProblem, type Problem } from "../../../src/training/problem.ts";

const CONTENT = join(import.meta.dirname, "../../../content");

const QUESTION = (id: string) => `- id: ${id}
  text: What comes first?
  options:
    - { text: "To revoke it at once", correct: true, why: "It is worth nothing then." }
    - { text: "To delete the line", why: "The history has it." }
    - { text: "To tell nobody of it", why: "Somebody may have used it." }
    - { text: "To wait for the review", why: "It works until then." }
`;
const HEAD = 'title: "A title"\nkind: newsletter\naudience: everyone\n';

function parse(files: Readonly<Record<string, string>>) {
  const problems: Problem[] = [];
  const sources = Object.entries(files).map(([path, text]) => ({ path: `awareness/${path}`, shown: path, text }));
  const newsletters = parseNewsletters(sources, (problem) => void problems.push(problem));
  return { newsletters, problems: problems.map(formatProblem) };
}

describe("newsletters", () => {
  it("have a head, a text, and the digest of both; the newest comes first", () => {
    const text = `---\n${HEAD}---\n\nRead **this**.\n`;
    const { newsletters, problems } = parse({ "2026-11-one.md": text, "2026-12-two.md": text });

    expect(problems).toEqual([]);
    expect(newsletters.map(({ slug }) => slug)).toEqual(["2026-12-two", "2026-11-one"]);
    expect(newsletters[0]).toMatchObject({
      ...{ title: "A title", kind: "newsletter", method: "campaign", audience: { kind: "everyone" } },
      ...{ markdown: "Read **this**.", quiz: null },
      textSha256: createHash("sha256").update(text).digest("hex"),
    });
  });

  it.each([
    ["audience: { layers: [developer] }", { kind: "layers", layers: ["developer"] }],
    ["audience: { roles: [engineer, lead] }", { kind: "roles", roles: ["engineer", "lead"] }],
  ])("are for some: %s", (said, audience) => {
    const { newsletters } = parse({ "2026-11-one.md": `---\n${HEAD.replace("audience: everyone", said)}---\nText.` });

    expect(newsletters[0]?.audience).toEqual(audience);
  });

  it.each([
    [
      "a name without its month",
      "report.md",
      `---\n${HEAD}---\nText.`,
      "report.md: must be named <year>-<month>-<words>.md",
    ],
    ["no head", "2026-11-one.md", "Text.", "2026-11-one.md:1: starts with front matter"],
    ["no text", "2026-11-one.md", `---\n${HEAD}---\n`, "2026-11-one.md: has no text"],
    [
      "a key that means nothing",
      "2026-11-one.md",
      `---\n${HEAD}audeince: x\n---\nText.`,
      "2026-11-one.md:5: unknown key audeince",
    ],
    [
      "an audience of nobody",
      "2026-11-one.md",
      `---\n${HEAD.replace("everyone", "{ layers: [] }")}---\nText.`,
      "2026-11-one.md:4: audience",
    ],
    [
      "a quiz that is not there",
      "2026-11-one.md",
      `---\n${HEAD}quiz: gone\n---\nText.`,
      "2026-11-one.md:5: there is no questions/gone.yml",
    ],
    ["HTML", "2026-11-one.md", `---\n${HEAD}---\n\nText.\n\n<hr>\n`, "2026-11-one.md:9: raw HTML is not shown"],
  ])("are refused with file and line for %s", (_, name, text, problem) => {
    expect(parse({ [name]: text }).problems).toEqual([expect.stringContaining(problem)]);
  });

  it("may have a quiz of three questions with one right option each, and no other", () => {
    const three = ["a", "b", "c"].map(QUESTION).join("");
    const newsletter = { "2026-11-one.md": `---\n${HEAD}quiz: keys\n---\nText.` };

    const { newsletters, problems } = parse({ ...newsletter, "questions/keys.yml": three });
    expect(problems).toEqual([]);
    expect(newsletters[0]?.quiz?.questions.map(({ id }) => id)).toEqual(["a", "b", "c"]);

    expect(parse({ "questions/keys.yml": ["a", "b"].map(QUESTION).join("") }).problems).toEqual([
      "questions/keys.yml:1: must be a list of 3 questions",
    ]);
    expect(parse({ "questions/keys.yml": three.replace("correct: true, ", "") }).problems).toEqual([
      expect.stringContaining("a single question has one correct option, not 0"),
    ]);
  });

  it("that are shipped are sound, and short enough to be read", async () => {
    const loaded = await loadNewsletters([CONTENT]);

    expect(loaded).toMatchObject({ ok: true });
    if (!loaded.ok) return;
    expect(loaded.newsletters.some(({ quiz }) => quiz !== null)).toBe(true);
    for (const { markdown } of loaded.newsletters) expect(markdown.split(/\s+/).length).toBeLessThan(350);
  });
});
