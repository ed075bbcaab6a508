/** Whole percents, kept as how often each came: memory stays the same however many there are. */
export interface Scores {
  add(percent: number): void;
  readonly count: number;
  /** Null where there is none. Of an even number the mean of the two in the middle. */
  median(): number | null;
}

export function createScores(): Scores {
  const counts = new Array<number>(101).fill(0);
  let count = 0;
  /** The one in this place, from 0, of all in their order. */
  const inPlace = (place: number): number => {
    let seen = 0;
    return counts.findIndex((often) => {
      seen += often;
      return seen > place;
    });
  };
  return {
    add(percent) {
      const whole = Math.min(100, Math.max(0, Math.floor(percent)));
      counts[whole] = (counts[whole] ?? 0) + 1;
      count += 1;
    },
    get count() {
      return count;
    },
    median: () => (count === 0 ? null : (inPlace(Math.floor((count - 1) / 2)) + inPlace(Math.floor(count / 2))) / 2),
  };
}
