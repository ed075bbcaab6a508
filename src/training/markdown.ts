import MarkdownIt, { type Token } from "markdown-it";

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** Unique in the text, and apart from the ids that a page uses itself. */
  readonly id: string;
}

export interface RenderOptions {
  /** Levels to lower headings by, where the text stands under headings of the page. None goes below `h6`. */
  readonly headingShift?: number;
}

// HTML in the source comes out as the characters it is written in; images are off, since a course carries none.
const parser = new MarkdownIt({ html: false, linkify: false }).disable("image");

// What the strict content security policy and the keyboard need: no inline styles, and what scrolls takes the focus.
parser.renderer.rules.fence = (tokens, index) => codeBlock(tokens[index]);
parser.renderer.rules.code_block = (tokens, index) => codeBlock(tokens[index]);
parser.renderer.rules.table_open = (tokens, index) =>
  `<div class="table-scroll" tabindex="0" role="region" aria-label="${escapeHtml(tableLabel(tokens, index))}"><table>\n`;
parser.renderer.rules.table_close = () => "</table></div>\n";

/** Markdown of a course as HTML that is safe to put into a page as it is. The same text gives the same HTML. */
export function renderMarkdown(text: string, { headingShift = 0 }: RenderOptions = {}): string {
  const tokens = parseMarkdown(text);
  dressHeadings(tokens, headingShift);
  return render(tokens);
}

/** For one line of text, such as an option: no paragraph around it, so that it may stand in a label. */
export function renderInlineMarkdown(text: string): string {
  return render(parser.parseInline(text, {}));
}

/** The headings with the ids that `renderMarkdown` gives them. */
export function listHeadings(text: string): readonly Heading[] {
  return headingsIn(parseMarkdown(text));
}

export function parseMarkdown(text: string): Token[] {
  return parser.parse(text, {});
}

/** What is read aloud of an inline token: its text without the marks. */
export function plainText(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .map((child) => (child.type === "softbreak" || child.type === "hardbreak" ? " " : child.content))
    .join("");
}

export function headingId(text: string): string {
  const slug = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
  return `section-${slug}`;
}

function headingsIn(tokens: readonly Token[]): readonly Heading[] {
  const taken = new Set<string>();
  return tokens.flatMap((token, index) => {
    if (token.type !== "heading_open") return [];
    const text = plainText(tokens[index + 1]);
    const id = freeId(headingId(text), taken);
    taken.add(id);
    return [{ level: Number(token.tag.slice(1)), text, id }];
  });
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let free = id;
  for (let count = 2; taken.has(free); count += 1) free = `${id}-${count}`;
  return free;
}

function render(tokens: Token[]): string {
  for (const token of tokens) {
    if (token.type === "th_open" || token.type === "td_open") dressCell(token);
    for (const link of (token.children ?? []).filter((child) => child.type === "link_open")) dressLink(link);
  }
  return parser.renderer.render(tokens, parser.options, {});
}

function dressHeadings(tokens: readonly Token[], shift: number): void {
  const ids = headingsIn(tokens).map((heading) => heading.id);
  for (const token of tokens.filter(({ type }) => type === "heading_open" || type === "heading_close")) {
    if (token.type === "heading_open") token.attrSet("id", ids.shift() ?? "");
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + shift)}`;
  }
}

function dressCell(token: Token): void {
  const style = token.attrGet("style");
  const align = style === null ? undefined : /^text-align:(left|center|right)$/.exec(String(style))?.[1];
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== "style");
  if (align !== undefined) token.attrSet("class", `align-${align}`);
  if (token.type === "th_open") token.attrSet("scope", "col");
}

function dressLink(token: Token): void {
  const href = String(token.attrGet("href") ?? "");
  if (href.startsWith("#")) token.attrSet("href", headingIdOfFragment(href));
  else token.attrSet("rel", "noopener noreferrer");
}

/** Authors link to `#the-heading`, as on GitHub; the page's ids have a prefix of their own. */
function headingIdOfFragment(href: string): string {
  return `#section-${href.slice(1)}`;
}

function codeBlock(token: Token | undefined): string {
  const language = /^[\w+#-]+/.exec(token?.info ?? "")?.[0];
  const attribute = language === undefined ? "" : ` class="language-${language}"`;
  return `<pre tabindex="0"><code${attribute}>${escapeHtml(token?.content ?? "")}</code></pre>\n`;
}

/** A scrolling region needs a name: a table's is made of its column headings. */
function tableLabel(tokens: readonly Token[], index: number): string {
  const end = tokens.findIndex((token, at) => at > index && token.type === "thead_close");
  const cells = tokens.slice(index, end).filter((token) => token.type === "inline");
  return `Table: ${cells.map(plainText).filter(Boolean).join(", ")}`;
}

function escapeHtml(text: string): string {
  return parser.utils.escapeHtml(text);
}
