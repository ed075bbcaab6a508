import type { Traces } from "./stores/erasure.ts";

/** What stands in the place of a word of somebody who was erased. */
export const ERASED = "[erased]";

/** Fewer letters are no word that could be told from others. */
const SHORTEST = 2;

/**
 * Any word of theirs, for a regular expression of Postgres or our own: the longest first, so that no part of one is left.
 * It matches nothing if there are none.
 */
export function anyWordOf({ logins, emails, names, accounts }: Traces): string {
  const words = [...emails, ...names, ...logins, ...accounts.map(String)].filter(({ length }) => length >= SHORTEST);
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return escaped.length === 0 ? "(?!)" : `(?:${escaped.join("|")})`;
}

/** Finds a word of theirs that stands alone. A hyphen ends one: rather too much is taken out of a text than too little. */
export function wordsOf(traces: Traces): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${anyWordOf(traces)}(?![\\p{L}\\p{N}])`, "giu");
}

export function withoutWords(text: string, traces: Traces): string {
  return text.replaceAll(wordsOf(traces), ERASED);
}
