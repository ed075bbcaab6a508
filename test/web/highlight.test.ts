import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { listCourses, questionPool } from "../../src/training/curriculum.ts";
import { type Highlight, parseMarkdown } from "../../src/training/markdown.ts";
import { loadHighlighter } from "../../src/web/highlight.ts";
import { shippedCurriculum } from "../support/shipped.ts";

let highlight: Highlight;
beforeAll(async () => {
  highlight = await loadHighlighter();
});

const COLOURED = /^(?:[^<>"]|<span class="[cksnftid]">[^<>"]*<\/span>)*$/;

const INSERTS = ["pair", "organisation"];
/** Each of their grammars brings several others with it. */
const PLAIN = ["text", "http", "nginx", "graphql"];

/** What a browser shows of it. */
function shown(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

describe("the colours of code", () => {
  it.each([
    [
      "ts",
      'const a = "b"; // c',
      ['<span class="k">const</span>', '<span class="s">&quot;b&quot;</span>', '<span class="c">// c</span>'],
    ],
    [
      "python",
      "def find(id):\n    return None",
      ['<span class="k">def </span>', '<span class="f">find</span>', '<span class="n">None</span>'],
    ],
    ["yaml", "on: push", ['<span class="n">on</span>', '<span class="s">push</span>']],
    ["diff", "-a\n+b", ['<span class="d">-a</span>', '<span class="i">+b</span>']],
    ["sh", "npm ci # all", ['<span class="c"># all</span>']],
  ])("are those of its language: %s", (language, code, spans) => {
    const html = highlight(code, language);

    for (const span of spans) expect(html).toContain(span);
  });

  it("are not there for a language that nobody knows", () => {
    expect(highlight("a b", "klingon")).toBeUndefined();
  });

  it("change nothing of what it says, and bring no other markup in", () => {
    const text = fc.oneof(fc.string(), fc.constant('</code><script x="y">&amp;'), fc.constant("`a` /* '\n"));
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 6 }),
        fc.constantFrom("ts", "python", "html", "yaml", "sh"),
        (parts, language) => {
          const code = parts.join("").replaceAll("\r", "");
          const html = highlight(code, language) ?? "";

          expect(html).toMatch(COLOURED);
          expect(shown(html)).toBe(code);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("are there for every language that the content uses, but for a few that a question shows once", async () => {
    const texts = listCourses(await shippedCurriculum()).flatMap((course) => [
      ...course.modules.map(({ markdown }) => markdown),
      ...questionPool(course).map((question) => question.text),
    ]);
    const fences = texts.flatMap((text) => parseMarkdown(text).filter(({ type }) => type === "fence"));
    const languages = new Set(fences.map(({ info }) => info.trim()));

    for (const plain of [...INSERTS, ...PLAIN]) languages.delete(plain);
    expect([...languages].filter((language) => highlight("a", language) === undefined)).toEqual([]);
    expect(languages.size).toBeGreaterThan(5);
  });
});
