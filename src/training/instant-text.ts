/** Dates are dear to write, and one decision after the other names the same ones: the ends of the same people's terms. */
const written = new Map<number, string>();
const KEPT = 10_000;

/** ISO 8601, UTC. */
export function isoOf(instant: number): string {
  const known = written.get(instant);
  if (known !== undefined) return known;
  const text = new Date(instant).toISOString();
  if (written.size >= KEPT) written.clear();
  written.set(instant, text);
  return text;
}
