import type { Course, Module } from "./curriculum.ts";
import { releaseOf } from "./version.ts";

/**
 * The modules that are not what they were in an earlier version of the same major one, by what the course says of its
 * changes. Where an entry names no module, and where a newer minor version has no entry, they are all of them. None
 * where only a patch lies between.
 */
export function changedSince(
  course: Pick<Course, "version" | "changes" | "modules">,
  version: string,
): readonly Module[] {
  if (releaseOf(version) >= releaseOf(course.version)) return [];
  const newer = course.changes.filter((change) => releaseOf(change.version) > releaseOf(version));
  const named = new Set(newer.flatMap(({ modules }) => modules));
  const isTold = newer.length > 0 && newer.every(({ modules }) => modules.length > 0);
  const changed = isTold ? course.modules.filter(({ id }) => named.has(id)) : course.modules;
  return changed.length > 0 ? changed : course.modules;
}
