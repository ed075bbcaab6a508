import MarkdownIt, { type Env, type Token } from "markdown-it";
import { dressHeadings, type Heading, headingsIn, plainText } from "./headings.ts";
import { type Insert, insertOf } from "./inserts.ts";
import { fillPlaceholders, type Organisation } from "./organisation.ts";

/** Code as HTML that is safe as it is, the same for the same code; undefined where the language is not known. */
export type Highlight = (code: string, language: string) => string | undefined;

export interface RenderOptions {
  /** Levels to lower headings by, where the text stands under headings of the page. None goes below `h6`. */
  readonly headingShift?: number;
  /** Without it, code stands as it is. */
  readonly highlight?: Highlight | undefined;
}

/** A piece of a module's text: HTML that is safe as it is, or what a page puts there. */
export type Block = { readonly kind: "html"; readonly html: string } | Insert;

// HTML in the source comes out as the characters it is written in; images are off, since a course carries none.
const parser = new MarkdownIt({ html: false, linkify: false }).disable("image");

// What the strict content security policy and the keyboard need: no inline styles, and what scrolls takes the focus.
parser.renderer.rules.fence = (tokens, index, _, env) => codeToken(tokens[index], highlightIn(env));
parser.renderer.rules.code_block = (tokens, index, _, env) => codeToken(tokens[index], highlightIn(env));
parser.renderer.rules.table_open = (tokens, index) =>
  `<div class="table-scroll" tabindex="0" role="region" aria-label="${escapeHtml(tableLabel(tokens, index))}"><table>\n`;
parser.renderer.rules.table_close = () => "</table></div>\n";

/** Markdown of a course as HTML that is safe to put into a page as it is. The same text gives the same HTML. */
export function renderMarkdown(text: string, { headingShift = 0, highlight }: RenderOptions = {}): string {
  const tokens = parseMarkdown(text);
  dressHeadings(tokens, headingShift);
  return render(tokens, { highlight });
}

/** A module's text in pieces, with what the organisation says of itself in its prose. */
export function renderModule(
  text: string,
  organisation: Organisation,
  { highlight }: Pick<RenderOptions, "highlight"> = {},
): readonly Block[] {
  const tokens = parseMarkdown(text);
  dressHeadings(tokens, 0);
  for (const child of tokens.flatMap((token) => token.children ?? [])) {
    if (child.type === "text") child.content = fillPlaceholders(child.content, organisation);
  }
  const blocks: Block[] = [];
  let start = 0;
  const showUpTo = (end: number) => {
    if (end > start) blocks.push({ kind: "html", html: render(tokens.slice(start, end), { highlight }) });
    start = end + 1;
  };
  for (const [index, token] of tokens.entries()) {
    const insert = insertOf(token);
    if (!insert || token.level > 0) continue;
    showUpTo(index);
    blocks.push(insert);
  }
  showUpTo(tokens.length);
  return blocks;
}

/** For one line of text, such as an option: no paragraph around it, so that it may stand in a label. */
export function renderInlineMarkdown(text: string): string {
  return render(parser.parseInline(text, {}), {});
}

/** The headings with the ids that `renderMarkdown` gives them. */
export function listHeadings(text: string): readonly Heading[] {
  return headingsIn(parseMarkdown(text));
}

export function parseMarkdown(text: string): Token[] {
  return parser.parse(text, {});
}

/** What the parser hands from a call to the rules of its renderer. */
interface Handed extends Env {
  readonly highlight?: Highlight | undefined;
}

function highlightIn(handed: Handed | undefined): Highlight | undefined {
  return handed?.highlight;
}

function render(tokens: Token[], handed: Handed): string {
  for (const token of tokens) {
    if (token.type === "th_open" || token.type === "td_open") dressCell(token);
    for (const link of (token.children ?? []).filter((child) => child.type === "link_open")) dressLink(link);
  }
  return parser.renderer.render(tokens, parser.options, handed);
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

/** `code` as it is shown wherever a page shows code. */
export function renderCode(code: string, language?: string, highlight?: Highlight): string {
  const attribute = language === undefined ? "" : ` class="language-${language}"`;
  const coloured = language === undefined ? undefined : highlight?.(code, language);
  return `<pre tabindex="0"><code${attribute}>${coloured ?? escapeHtml(code)}</code></pre>\n`;
}

function codeToken(token: Token | undefined, highlight: Highlight | undefined): string {
  return renderCode(token?.content ?? "", /^[\w+#-]+/.exec(token?.info ?? "")?.[0], highlight);
}

/** A scrolling region needs a name: a table's is made of its column headings. */
function tableLabel(tokens: readonly Token[], index: number): string {
  const end = tokens.findIndex((token, at) => at > index && token.type === "thead_close");
  const cells = tokens.slice(index, end).filter((token) => token.type === "inline");
  return `Table: ${cells.map(plainText).filter(Boolean).join(", ")}`;
}

export function escapeHtml(text: string): string {
  return parser.utils.escapeHtml(text);
}
