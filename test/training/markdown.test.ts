import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listHeadings, renderInlineMarkdown, renderMarkdown } from "../../src/training/markdown.ts";
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
