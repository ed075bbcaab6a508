import picomatch from "picomatch";
import { z } from "zod";

/** What stands between two slashes of a path: one name that fits, or any number of folders. */
type Piece = "**" | ((name: string) => boolean);

/**
 * `s`: a name may hold a line feed, and nobody gets past a pattern by one. `posix`: `[!a]` is every character but `a`.
 * `regex`: a plus is a plus, also after brackets, where it would else repeat them, in time that grows without bound.
 */
const OPTIONS = {
  dot: true,
  noextglob: true,
  nonegate: true,
  posix: true,
  regex: false,
  windows: false,
  flags: "s",
} as const;
/** No file system takes a longer name; such a one fits every piece, so that nobody gets past a pattern by it. */
const LONGEST_NAME = 255;
/** Names are written by strangers: with each further star a name could be made that takes far longer to look at. */
const MOST_STARS = 2;
/** And so with braces that stand side by side. */
const MOST_CHOICES = 100;

const PLAIN = /^(?!!)[^\p{Cc}()\\"'`]+$/u;
const BRACES = /^[^{}]*(?:\{[^{}]*\}[^{}]*)*$/;

/** Paths in a repository, as GitHub writes them. Case counts, and a leading dot is a character like any other. */
export const PathGlob = z
  .string()
  .max(200, "must be at most 200 characters")
  .regex(PLAIN, "must be a path such as src/auth/**, without ( ) \\ and quotes, and without ! in front")
  .refine(
    (glob) => glob.split("/").every(isWhole),
    "must be a path from the top of the repository: names between single slashes, and braces closed between them",
  )
  .refine(
    (glob) => glob.split("/").every((piece) => starsIn(piece) <= MOST_STARS),
    `may have at most ${MOST_STARS} stars between two slashes`,
  )
  .refine(
    (glob) => glob.split("/").every((piece) => choicesIn(piece) <= MOST_CHOICES),
    `may have braces for at most ${MOST_CHOICES} names between two slashes`,
  );

function isWhole(piece: string): boolean {
  return !["", ".", ".."].includes(piece) && BRACES.test(piece);
}

function starsIn(piece: string): number {
  return piece.split("*").length - 1;
}

/** `{a,b}{c,d}` stands for four names. */
function choicesIn(piece: string): number {
  return (piece.match(/\{[^{}]*\}/g) ?? []).reduce((product, braces) => product * braces.split(",").length, 1);
}

/** Does a path fit one of these patterns? No path makes it slow. */
export function createPathMatcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map(toPieces);
  return (path) => {
    const names = path.split("/");
    return patterns.some((pieces) => fitsAll(pieces, names));
  };
}

/** What ends in `**` means what lies inside: at least one name. */
function toPieces(glob: string): readonly Piece[] {
  const pieces = glob.split("/").map(toPiece);
  return pieces.at(-1) === "**" ? [...pieces, () => true] : pieces;
}

function toPiece(glob: string): Piece {
  if (glob === "**") return "**";
  const fits = picomatch(glob, OPTIONS);
  return (name) => name.length > LONGEST_NAME || fits(name);
}

/** All ways through the pattern at once, name by name: `**` stays where it is, and lets go at any time. */
function fitsAll(pieces: readonly Piece[], names: readonly string[]): boolean {
  let reached = withoutWaiting(pieces, [0]);
  for (const name of names) {
    const next = [...reached].flatMap((at) => {
      const piece = pieces[at];
      if (piece === undefined) return [];
      if (piece === "**") return [at];
      return piece(name) ? [at + 1] : [];
    });
    reached = withoutWaiting(pieces, next);
    if (reached.size === 0) return false;
  }
  return reached.has(pieces.length);
}

/** With the places that `**` reaches by standing for nothing. */
function withoutWaiting(pieces: readonly Piece[], places: readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>();
  for (let at of places) {
    reached.add(at);
    while (pieces[at] === "**") reached.add(++at);
  }
  return reached;
}
