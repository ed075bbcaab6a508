import MarkdownIt, { type Token } from "markdown-it";
import { headingId } from "./headings.ts";
import { insertProblems } from "./inserts.ts";
import { listHeadings } from "./markdown.ts";

export interface MarkdownProblem {
  /** From 1, in the text. */
  readonly line: number;
  readonly message: string;
}

/** A module may use all of it; a question has no headings; an option and its reason stand in one line of a form. */
export type MarkdownUse = "module" | "question" | "inline";

// Reads what the renderer refuses (HTML, images, links to scripts), in order to point at it.
const reader = new MarkdownIt({ html: true, linkify: false });
reader.validateLink = () => true;

const INLINE_BLOCKS = new Set(["paragraph_open", "inline", "paragraph_close"]);

/** What an author has to change: what would not be shown, or not be shown as meant. */
export function markdownProblems(text: string, use: MarkdownUse): readonly MarkdownProblem[] {
  const tokens = reader.parse(text, {});
  // Most texts link to no heading of theirs, and there are thousands of texts.
  let headings: ReadonlySet<string> | undefined;
  const hasHeading = (id: string) => {
    headings ??= new Set(listHeadings(text).map((heading) => heading.id));
    return headings.has(id);
  };
  return [
    ...tokens.flatMap((token) => blockProblems(token, use)),
    ...tokens.flatMap((token) => inlineProblems(token, hasHeading)),
    ...insertProblems(tokens, use === "module"),
    ...(use === "module" ? headingProblems(tokens) : []),
  ].sort((a, b) => a.line - b.line);
}

function blockProblems(token: Token, use: MarkdownUse): readonly MarkdownProblem[] {
  const line = lineOf(token);
  if (token.type === "html_block") return [{ line, message: "raw HTML is not shown; write it as code or in Markdown" }];
  if (use === "inline" && token.nesting >= 0 && !INLINE_BLOCKS.has(token.type)) {
    return [{ line, message: `a ${blockName(token)} cannot stand in an option or a reason: use inline code` }];
  }
  if (use === "question" && token.type === "heading_open") return [{ line, message: "a question has no headings" }];
  if (token.type === "fence" && token.info.trim() === "") {
    return [{ line, message: "a code block names its language (text, if none)" }];
  }
  return [];
}

type HasHeading = (id: string) => boolean;

function inlineProblems(token: Token, hasHeading: HasHeading): readonly MarkdownProblem[] {
  let line = lineOf(token);
  return (token.children ?? []).flatMap((child) => {
    if (child.type === "softbreak" || child.type === "hardbreak") line += 1;
    const message = inlineProblem(child, hasHeading);
    return message === undefined ? [] : [{ line, message }];
  });
}

function inlineProblem(token: Token, hasHeading: HasHeading): string | undefined {
  if (token.type === "html_inline") return `raw HTML is not shown: put ${token.content} between backticks`;
  if (token.type === "image") return "a course carries no images";
  if (token.type !== "link_open") return undefined;
  const href = String(token.attrGet("href") ?? "");
  if (href.startsWith("#")) return hasHeading(headingId(href.slice(1))) ? undefined : `no heading has the id ${href}`;
  return /^(?:https:\/\/|mailto:)./.test(href)
    ? undefined
    : `a link goes to https, mailto or a heading, not to ${href}`;
}

/** The page's own heading is `h1`; a level left out loses people who move by headings (WCAG 1.3.1). */
function headingProblems(tokens: readonly Token[]): readonly MarkdownProblem[] {
  let above = 1;
  return tokens.flatMap((token) => {
    if (token.type !== "heading_open") return [];
    const level = Number(token.tag.slice(1));
    const fits = level >= 2 && level <= above + 1;
    const expected = "#".repeat(Math.max(2, Math.min(level, above + 1)));
    above = Math.max(level, 1);
    return fits
      ? []
      : [{ line: lineOf(token), message: `a heading of level ${level} stands where ${expected} was due` }];
  });
}

function lineOf(token: Token): number {
  return (token.map?.[0] ?? 0) + 1;
}

function blockName(token: Token): string {
  if (token.type === "fence" || token.type === "code_block") return "code block";
  return token.type.replace(/_open$/, "").replaceAll("_", " ");
}
