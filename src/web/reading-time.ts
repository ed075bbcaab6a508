/** As `content check` counts. */
const WORDS_PER_MINUTE = 200;

/** Whole minutes to read a module; a short one takes a minute too. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.ceil(words / WORDS_PER_MINUTE));
}
