import { createHmac } from "node:crypto";

const RANGE = 2 ** 32;

export interface RandomStream {
  /** Uniform over 0 … bound - 1. */
  below(bound: number): number;
  /** A new list; every order is equally likely. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * Randomness that can be replayed: the blocks HMAC-SHA256(seed, `<purpose>\n<n>`), n = 0, 1, …, are read as 32-bit
 * big-endian words. Words at or above the largest multiple of `bound` are thrown away (rejection sampling), so no
 * value is likelier than another. `purpose` keeps streams of one seed apart.
 */
export function createRandomStream(seed: string, purpose: string): RandomStream {
  const nextWord = createWordSource(seed, purpose);

  function below(bound: number): number {
    const limit = RANGE - (RANGE % bound);
    let word = nextWord();
    while (word >= limit) word = nextWord();
    return word % bound;
  }

  /** Fisher and Yates, from the end. */
  function shuffle<T>(items: readonly T[]): T[] {
    const pool = [...items];
    const shuffled: T[] = [];
    while (pool.length > 0) shuffled.push(...pool.splice(below(pool.length), 1));
    return shuffled;
  }

  return { below, shuffle };
}

function createWordSource(seed: string, purpose: string): () => number {
  let block = Buffer.alloc(0);
  let offset = 0;
  let counter = 0;
  return () => {
    if (offset >= block.length) {
      block = createHmac("sha256", seed).update(`${purpose}\n${counter}`).digest();
      counter += 1;
      offset = 0;
    }
    const word = block.readUInt32BE(offset);
    offset += 4;
    return word;
  };
}
