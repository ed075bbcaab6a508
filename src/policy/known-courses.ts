import type { Contradiction } from "./contradictions.ts";
import { type LayeredPolicy, type PolicyFile, positionIn } from "./layer.ts";
import { nearest } from "./nearest.ts";
import { moduleOf, pathRules } from "./path-rules.ts";
import { pinOf } from "./pin.ts";
import type { Policy } from "./policy.ts";
import { type Path, type Problem, pathText } from "./problem.ts";

/** A course that somebody can take; `staged` is a newer version that waits to be put in force. */
export interface KnownCourse {
  readonly id: string;
  readonly version: string;
  readonly staged?: string;
  /** Ids of its modules, as they are in force. */
  readonly modules: readonly string[];
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
  return course ? highPin(text, path, course) : [unknown(path, `the course ${id}`, id, idsOf(known))];
}

/** Modules that a rule about paths names and nobody could read: the link would lead nowhere. */
export function findUnknownModules(policy: Policy, known: readonly ModulesOf[]): readonly Contradiction[] {
  return pathRules(policy).flatMap((rule, index) => {
    const path = ["enforcement", "pull_requests", "paths", index, "module"];
    const { course: id, module } = moduleOf(rule);
    const course = known.find((one) => one.id === id);
    if (!course) return [unknown(path, `the course ${id}`, id, idsOf(known))];
    if (course.modules.includes(module)) return [];
    return [unknown(path, `the module ${module} of ${id}`, module, course.modules)];
  });
}

type ModulesOf = Pick<KnownCourse, "id" | "modules">;

function idsOf(known: readonly Pick<KnownCourse, "id">[]): readonly string[] {
  return known.map(({ id }) => id);
}

function unknown(path: Path, named: string, id: string, ids: readonly string[]): Contradiction {
  const meant = nearest(id, ids);
  const remedy = meant ? `Did you mean ${meant}?` : `There are ${ids.join(", ")}`;
  return { path, message: `names ${named}, which there is not`, remedy };
}

/** Of the courses that there are: majors that nobody could have passed. */
export function findHighPins({ layers }: Policy, known: readonly Pinnable[]): readonly Contradiction[] {
  return Object.entries(layers).flatMap(([layer, { courses }]) =>
    courses.flatMap((text, index) => {
      const course = known.find(({ id }) => id === pinOf(text).id);
      return course ? highPin(text, ["enforcement", "layers", layer, "courses", index], course) : [];
    }),
  );
}

type Pinnable = Omit<KnownCourse, "modules">;

function highPin(text: string, path: Path, course: Pinnable): readonly Contradiction[] {
  const { major } = pinOf(text);
  if (major === null || major <= majorOf(course.version)) return [];
  return [{ path, message: `asks for ${text}, and ${course.version} is in force`, remedy: remedyFor(course, major) }];
}

function remedyFor({ id, version, staged }: Pinnable, major: number): string {
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
  return [...findUnknownCourses(policy, known), ...findUnknownModules(policy, known)]
    .filter(({ path }) => provenance.get(pathText(path))?.source === file.source)
    .map(({ path, ...told }) => ({ source: file.source, ...positionIn(file, path), path: pathText(path), ...told }));
}
