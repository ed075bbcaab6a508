import type { Course } from "./curriculum.ts";
import type { CourseFile } from "./digest.ts";

/** A course with the files that make it: enough to keep it, and to read it again elsewhere. */
export interface CourseSource {
  readonly course: Course;
  readonly files: readonly CourseFile[];
}

/** What is known of a course that is in force. */
export interface CourseVersion {
  readonly id: string;
  readonly version: string;
  readonly contentSha256: string;
}

/** A course whose folder and whose version in force differ, so that somebody has to say what holds. */
export type Staged =
  | { readonly kind: "version"; readonly id: string; readonly inForce: string; readonly source: CourseSource }
  /** Its folder is gone: it stays in force, since a policy may ask for it. */
  | { readonly kind: "gone"; readonly id: string; readonly inForce: string };

export interface Comparison {
  /** Come into force by themselves: a course that there was not, and what is no new major or minor version. */
  readonly byThemselves: readonly CourseSource[];
  readonly staged: readonly Staged[];
}

/**
 * What lies in `content/` against what is in force. A new major or minor version waits, whichever way it goes; so does
 * a patch that goes back, since of two servers that run different releases the older one would undo the newer's.
 */
export function compareContent(here: readonly CourseSource[], inForce: readonly CourseVersion[]): Comparison {
  const byThemselves: CourseSource[] = [];
  const staged: Staged[] = [];
  for (const source of here) {
    const { id, version, digest } = source.course;
    const known = inForce.find((one) => one.id === id);
    if (known?.contentSha256 === digest) continue;
    if (!known || isPatchOf(version, known.version)) byThemselves.push(source);
    else staged.push({ kind: "version", id, inForce: known.version, source });
  }
  const gone = inForce.filter(({ id }) => !here.some(({ course }) => course.id === id));
  return {
    byThemselves,
    staged: [...staged, ...gone.map(({ id, version }): Staged => ({ kind: "gone", id, inForce: version }))],
  };
}

function isPatchOf(version: string, known: string): boolean {
  const [major, minor, patch = 0] = numbersOf(version);
  const [knownMajor, knownMinor, knownPatch = 0] = numbersOf(known);
  return major === knownMajor && minor === knownMinor && patch >= knownPatch;
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10));
}
