import type { Token } from "markdown-it";

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** Unique in the text, and apart from the ids that a page uses itself. */
  readonly id: string;
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

/** Of a whole text, in their order. */
export function headingsIn(tokens: readonly Token[]): readonly Heading[] {
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

/** Gives them their ids, and lowers them by so many levels. */
export function dressHeadings(tokens: readonly Token[], shift: number): void {
  const ids = headingsIn(tokens).map((heading) => heading.id);
  for (const token of tokens.filter(({ type }) => type === "heading_open" || type === "heading_close")) {
    if (token.type === "heading_open") token.attrSet("id", ids.shift() ?? "");
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + shift)}`;
  }
}
