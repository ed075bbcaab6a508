import type { Contradiction } from "./contradictions.ts";
import { type LayeredPolicy, type PolicyFile, positionIn } from "./layer.ts";
import { nearest } from "./nearest.ts";
import { pinOf } from "./pin.ts";
import type { Policy } from "./policy.ts";
import { type Path, type Problem, pathText } from "./problem.ts";

/** A course that somebody can take; `staged` is a newer version that waits to be put in force. */
export interface KnownCourse {
  readonly id: string;
  readonly version: string;
  readonly staged?: string;
}

/** Courses that a layer asks for and nobody could pass: whoever needs the layer would be kept out for good. */
export function findUnknownCourses({ layers }: Policy, known: readonly KnownCourse[]): readonly Contradiction[] {
  return Object.entries(layers).flatMap(([layer, { courses, then = [] }]) => [
    ...courses.flatMap((text, index) => problemOf(text, ["enforcement", "layers", layer, "courses", index], known)),
    ...then.flatMap((text, index) => problemOf(text, ["enforcement", "layers", layer, "then", index], known)),
  ]);
}

function problemOf(text: string, path: Path, known: readonly KnownCourse[]): readonly Contradiction[] {
  const { id } = pinOf(text);
  const course = known.find((one) => one.id === id);
  if (!course) {
    const ids = known.map((one) => one.id);
    const meant = nearest(id, ids);
    const remedy = meant ? `Did you mean ${meant}?` : `There are ${ids.join(", ")}`;
    return [{ path, message: `names the course ${id}, which there is not`, remedy }];
  }
  return highPin(text, path, course);
}

/** Of the courses that there are: majors that nobody could have passed. */
export function findHighPins({ layers }: Policy, known: readonly KnownCourse[]): readonly Contradiction[] {
  return Object.entries(layers).flatMap(([layer, { courses }]) =>
    courses.flatMap((text, index) => {
      const course = known.find(({ id }) => id === pinOf(text).id);
      return course ? highPin(text, ["enforcement", "layers", layer, "courses", index], course) : [];
    }),
  );
}

function highPin(text: string, path: Path, course: KnownCourse): readonly Contradiction[] {
  const { major } = pinOf(text);
  if (major === null || major <= majorOf(course.version)) return [];
  return [{ path, message: `asks for ${text}, and ${course.version} is in force`, remedy: remedyFor(course, major) }];
}

function remedyFor({ id, version, staged }: KnownCourse, major: number): string {
  if (staged !== undefined && majorOf(staged) >= major)
    return `${staged} is staged: put it in force first, with training-gate content publish ${id}`;
  return `Write ${id}@${majorOf(version)}, or ${id} for whichever version is in force`;
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

/** As problems of the organisation's file: what another file says is not mended in this one. */
export function problemsWithCourses(
  file: PolicyFile,
  { policy, provenance }: LayeredPolicy,
  known: readonly KnownCourse[],
): readonly Problem[] {
  return findUnknownCourses(policy, known)
    .filter(({ path }) => provenance.get(pathText(path))?.source === file.source)
    .map(({ path, ...told }) => ({ source: file.source, ...positionIn(file, path), path: pathText(path), ...told }));
}
