/** The word that was probably meant, if one is near: at most two letters off, or one in a short word. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const allowed = word.length < 4 ? 1 : 2;
  const ranked = words
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((ranking) => ranking.distance <= allowed)
    .sort((one, other) => one.distance - other.distance);
  return ranked[0]?.candidate;
}

/** Optimal string alignment: letters added, left out, changed, or two neighbours swapped. */
function distance(one: string, other: string): number {
  // Longer words are no typing errors, and the table would grow with what a stranger wrote.
  if (one.length > 64 || other.length > 64) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) rows.push(nextRow(rows, one, other, row));
  return rows.at(-1)?.at(-1) ?? 0;
}

function nextRow(rows: readonly number[][], one: string, other: string, row: number): number[] {
  const at = (r: number, c: number) => rows[r]?.[c] ?? Number.POSITIVE_INFINITY;
  const next = [row];
  for (let column = 1; column <= other.length; column += 1) {
    const same = one[row - 1] === other[column - 1];
    const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
    next.push(
      Math.min(
        at(row - 1, column) + 1,
        (next[column - 1] ?? 0) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
        swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
      ),
    );
  }
  return next;
}
