import type { Facts } from "../../gate/facts.ts";
import { majorOfRelease, releaseOf } from "../../training/version.ts";
import type { EntrySource, Leaf } from "../sources.ts";

type Course = Facts["courses"][number];
type Change = Leaf<"course.published" | "course.withdrawn">["entry"];

/** Which courses were in force at an instant, and since when, as their entries tell. */
export type CoursesAt = (instant: number) => Facts["courses"];

export async function readCourses(entries: EntrySource): Promise<CoursesAt> {
  const changes: Change[] = [];
  for await (const { entry } of entries.of(["course.published", "course.withdrawn"])) changes.push(entry);
  const known = new Map<number, Facts["courses"]>();
  return (instant) => {
    const past = changes.filter(({ occurred_at: at }) => Date.parse(at) <= instant);
    const courses = known.get(past.length) ?? inForce(past);
    known.set(past.length, courses);
    return courses;
  };
}

function inForce(changes: readonly Change[]): Facts["courses"] {
  const courses = new Map<string, Course>();
  for (const { type, course, occurred_at: at } of changes) {
    if (type === "course.withdrawn") courses.delete(course.id);
    else courses.set(course.id, published(course, courses.get(course.id), at));
  }
  return [...courses.values()];
}

function published({ id, version }: Change["course"], before: Course | undefined, at: string): Course {
  const [old, now] = [releaseOf(before?.version ?? ""), releaseOf(version)];
  const isSameMajor = before !== undefined && majorOfRelease(old) === majorOfRelease(now);
  const isSameMinor = before !== undefined && old === now;
  return {
    id,
    version,
    inForceSince: isSameMajor ? (before.inForceSince ?? at) : at,
    minorSince: isSameMinor ? (before.minorSince ?? at) : at,
    firstSince: before?.firstSince ?? at,
    title: id,
    minutes: 0,
    testOutMinutes: 0,
  };
}
