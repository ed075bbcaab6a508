/**
 * Dates are dear to read and to write, and one decision after the other names the same ones: when it is now, and when
 * the same people finished and have to renew.
 */
const written = new Map<number, string>();
const read = new Map<string, number>();
const KEPT = 10_000;

/** ISO 8601, UTC. */
export function isoOf(instant: number): string {
  const known = written.get(instant);
  if (known !== undefined) return known;
  const text = new Date(instant).toISOString();
  keep(written, instant, text);
  return text;
}

/** In ms; NaN where it is no instant. */
export function instantOf(iso: string): number {
  const known = read.get(iso);
  if (known !== undefined) return known;
  const instant = Date.parse(iso);
  keep(read, iso, instant);
  return instant;
}

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): void {
  if (kept.size >= KEPT) kept.clear();
  kept.set(key, value);
}
