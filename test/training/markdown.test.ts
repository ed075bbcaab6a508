import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listHeadings, renderInlineMarkdown, renderMarkdown, renderModule } from "../../src/training/markdown.ts";
import { UNSAID } from "../../src/training/organisation.ts";
import { countWords } from "../../src/training/words.ts";

describe("renderMarkdown", () => {
  it("shows HTML in the source as the characters it is written in", () => {
    expect(renderMarkdown("<script>alert(1)</script>\n\nA <b onclick=x>b</b> and `<i>`.")).toBe(
      "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>A &lt;b onclick=x&gt;b&lt;/b&gt; and <code>&lt;i&gt;</code>.</p>\n",
    );
  });

  it("makes no link to a script and no image", () => {
    const html = renderMarkdown("[a](javascript:alert(1)) [b](data:text/html,x) ![c](https://example.com/c.png)");

    expect(html).not.toMatch(/href="(?:javascript|data)/);
    expect(html).not.toContain("<img");
  });

  it("lets nothing but its own elements and attributes out, whatever it is given", () => {
    const bit = fc.constantFrom(
      "<",
      ">",
      '"',
      "'",
      "`",
      "```ts\n",
      "\n",
      "# ",
      "|",
      "[",
      "](",
      ")",
      "&",
      "x",
      "---",
      "javascript:",
    );
    const own =
      /^<\/?(?:p|h[1-6]|ul|ol|li|pre|code|em|strong|s|a|hr|br|blockquote|div|table|thead|tbody|tr|th|td)(?: (?:id|tabindex|class|role|aria-label|href|rel|title|scope|start)="[^"<>]*")*>$/;

    fc.assert(
      fc.property(fc.array(fc.oneof(bit, fc.string()), { maxLength: 30 }), (bits) => {
        const tags = renderMarkdown(bits.join("")).match(/<[^>]*>?/g) ?? [];

        for (const tag of tags) expect(tag).toMatch(own);
      }),
      { numRuns: 500 },
    );
  });

  it("sends links out without a way back, and links to headings to their ids", () => {
    expect(renderMarkdown("[out](https://example.com/) [in](#the-fix)\n\n## The fix")).toBe(
      '<p><a href="https://example.com/" rel="noopener noreferrer">out</a> <a href="#section-the-fix">in</a></p>\n' +
        '<h2 id="section-the-fix">The fix</h2>\n',
    );
  });

  it("lowers headings under those of the page, down to h6", () => {
    expect(renderMarkdown("## A\n\n###### B", { headingShift: 1 })).toBe(
      '<h3 id="section-a">A</h3>\n<h6 id="section-b">B</h6>\n',
    );
  });

  it("lets a code block take the focus, since it scrolls, and names its language", () => {
    expect(renderMarkdown('```ts title="x"\na < b;\n```')).toBe(
      '<pre tabindex="0"><code class="language-ts">a &lt; b;\n</code></pre>\n',
    );
    expect(renderMarkdown('```"><script>\nx\n```')).toBe('<pre tabindex="0"><code>x\n</code></pre>\n');
  });

  it("wraps a table into a named region that scrolls, without inline styles", () => {
    expect(renderMarkdown('| who | "gets" |\n|---|--:|\n| Ada | 1 |')).toBe(
      '<div class="table-scroll" tabindex="0" role="region" aria-label="Table: who, &quot;gets&quot;"><table>\n' +
        '<thead>\n<tr>\n<th scope="col">who</th>\n<th class="align-right" scope="col">&quot;gets&quot;</th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td>Ada</td>\n<td class="align-right">1</td>\n</tr>\n</tbody>\n</table></div>\n',
    );
  });
});

describe("renderModule", () => {
  const organisation = { ...UNSAID, name: "Acme *and* <Sons>" };
  const htmlOf = (markdown: string) =>
    renderModule(markdown, organisation).map((block) => (block.kind === "html" ? block.html : block.name));

  it("gives a text in pieces, with what a page puts between them", () => {
    expect(htmlOf("One.\n\n```pair\nparcel\n```\n```organisation\nreport\n```\n\nTwo.")).toEqual([
      "<p>One.</p>\n",
      "parcel",
      "report",
      "<p>Two.</p>\n",
    ]);
  });

  it("gives headings ids that are unique over all pieces, and links lead to them", () => {
    const [first, , second] = htmlOf("## Fix\n\n```pair\np\n```\n\n## Fix\n\n[up](#fix)");

    expect(first).toBe('<h2 id="section-fix">Fix</h2>\n');
    expect(second).toContain('<h2 id="section-fix-2">Fix</h2>');
    expect(second).toContain('href="#section-fix"');
  });

  it("puts the organisation's words in as plain text, and changes no id by it", () => {
    expect(htmlOf("## At {{organisation}}\n\nAt **{{ organisation }}**, `{{organisation}}`.")).toEqual([
      '<h2 id="section-at-organisation">At Acme *and* &lt;Sons&gt;</h2>\n' +
        "<p>At <strong>Acme *and* &lt;Sons&gt;</strong>, <code>{{organisation}}</code>.</p>\n",
    ]);
  });

  it("is the text as any other where nothing is put in", () => {
    const markdown = "## A\n\n| a |\n|---|\n| b |\n\n```ts\nc();\n```";

    expect(htmlOf(markdown)).toEqual([renderMarkdown(markdown)]);
  });
});

describe("renderInlineMarkdown", () => {
  it("gives text for a label: no paragraph, no block", () => {
    expect(renderInlineMarkdown("# Use `a < b` or [this](https://example.com)")).toBe(
      '# Use <code>a &lt; b</code> or <a href="https://example.com" rel="noopener noreferrer">this</a>',
    );
  });
});

describe("listHeadings", () => {
  it("gives every heading an id of its own", () => {
    expect(listHeadings("## The `fix`\n\n### The fix\n\n## The fix 2\n\n## Über *alles*!")).toEqual([
      { level: 2, text: "The fix", id: "section-the-fix" },
      { level: 3, text: "The fix", id: "section-the-fix-2" },
      { level: 2, text: "The fix 2", id: "section-the-fix-2-2" },
      { level: 2, text: "Über alles!", id: "section-über-alles" },
    ]);
  });
});

describe("countWords", () => {
  it.each([
    ["Don't re-use it: version 3.5 — ever!", 6],
    ["See [the page](https://example.com/a-long/address), please.", 4],
    ["| a | b |\n|---|---|\n| two words | three |", 5],
    ["```ts\ndb.user.find({ id });\n```", 4],
    ["Call `find(id)` now", 4],
    ["", 0],
  ])("counts what is read in %j", (markdown, words) => {
    expect(countWords(markdown)).toBe(words);
  });
});
