/**
 * Does a name fit a pattern in which `*` stands for any characters, also none? Case does not count: GitHub's
 * names of repositories and teams differ in more than case.
 *
 * The pieces between the stars are looked for from left to right, each once, so that no pattern can make it slow.
 */
export function fits(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const text = name.toLowerCase();
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;

  const last = rest[rest.length - 1] ?? "";
  let from = first.length;
  for (const piece of rest.slice(0, -1)) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

export function fitsOne(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => fits(pattern, name));
}
