import type { Token } from "markdown-it";
import type { Pair } from "./curriculum.ts";
import { plainText } from "./headings.ts";
import { insertOf } from "./inserts.ts";
import { parseMarkdown } from "./markdown.ts";

// "don't", "3.5" and "re-used" are one word each.
const PROSE_WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;
// In code every name is read by itself: `db.user.find(id)` is four words; brackets and operators are none.
const CODE_WORD = /[\p{L}\p{N}_$]+/gu;

/** Words to read in a Markdown text: prose, table cells, and code by its names. Addresses of links are not read. */
export function countWords(markdown: string): number {
  return countWordsIn(parseMarkdown(markdown));
}

export function countWordsIn(tokens: readonly Token[]): number {
  return tokens.reduce((sum, token) => sum + wordsOf(token), 0);
}

/** Words of a pair's code as most people read it: in one stack, the longer one. */
export function countPairWords({ stacks }: Pair): number {
  return Math.max(0, ...stacks.map(({ vulnerable, fixed }) => count(vulnerable, CODE_WORD) + count(fixed, CODE_WORD)));
}

function wordsOf(token: Token): number {
  if (insertOf(token)) return 0;
  if (token.type === "fence" || token.type === "code_block") return count(token.content, CODE_WORD);
  return token.type === "inline" ? count(plainText(token), PROSE_WORD) : 0;
}

function count(text: string, word: RegExp): number {
  return text.match(word)?.length ?? 0;
}
