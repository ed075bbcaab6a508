/**
 * How many words one text has and the other has not, each counted as often as it stands there; of both directions the
 * larger. Blanks, and where words stand, count nothing.
 */
export function changedWords(before: string, after: string): number {
  const counts = new Map<string, number>();
  for (const word of wordsIn(before)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of wordsIn(after)) counts.set(word, (counts.get(word) ?? 0) - 1);
  let gone = 0;
  let come = 0;
  for (const count of counts.values()) {
    if (count > 0) gone += count;
    else come -= count;
  }
  return Math.max(gone, come);
}

function wordsIn(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}
