export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Lines around a change that are shown with it. */
const AROUND = 3;

/** What became of the lines, by a longest common subsequence: as few removed and added as can be, removed ones first. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const shared = sharedFrom(old, now);
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  for (;;) {
    const [removed, added] = [old[row], now[column]];
    if (removed === undefined && added === undefined) return lines;
    if (removed !== undefined && removed === added) {
      lines.push({ kind: "same", text: removed });
      row += 1;
      column += 1;
    } else if (removed !== undefined && (added === undefined || shared(row + 1, column) >= shared(row, column + 1))) {
      lines.push({ kind: "removed", text: removed });
      row += 1;
    } else {
      lines.push({ kind: "added", text: added ?? "" });
      column += 1;
    }
  }
}

/** How many lines two texts share at most, in their order, from these lines on. Some million places for the longest texts that there are. */
function sharedFrom(old: readonly string[], now: readonly string[]): (row: number, column: number) => number {
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (row: number, column: number) => longest[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return at;
}

/** Only what changed, with some lines around each change; null stands for lines that are left out. */
export function changesIn(lines: readonly DiffLine[]): readonly (DiffLine | null)[] {
  const near = new Set<number>();
  for (const [index, { kind }] of lines.entries()) {
    if (kind === "same") continue;
    for (let one = index - AROUND; one <= index + AROUND; one += 1) near.add(one);
  }
  return lines.flatMap((line, index) => {
    if (near.has(index)) return [line];
    return index === 0 || near.has(index - 1) ? [null] : [];
  });
}
