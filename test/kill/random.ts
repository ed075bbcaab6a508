export interface Random {
  /** From 0 up to and not including `end`. */
  below(end: number): number;
  pick<T>(list: readonly T[]): T;
}

/** The same seed gives the same numbers (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    below: (end) => Math.floor(next() * end),
    pick(list) {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new Error("There is nothing to pick from");
      return picked;
    },
  };
}

/** `KILL_SEED` repeats the plan of a run that failed; what the processes make of it is not in our hands. */
export function chooseSeed(): number {
  return Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 1_000_000));
}
