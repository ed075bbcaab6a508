import type { PersonId } from "../../domain/ids.ts";
import type { Stores } from "../../domain/stores/index.ts";
import type { CourseInForce } from "../../domain/stores/staging.ts";
import { majorOf } from "../../training/curriculum.ts";
import type { CourseSource } from "../../training/staging.ts";
import { releaseOf } from "../../training/version.ts";
import type { DraftOf, Entries } from "../entries.ts";

export interface Publishing {
  readonly at: Date;
  /** Null where it comes into force by itself. */
  readonly by: PersonId | null;
  readonly reasonSha256: string | null;
}

/** Inside the caller's transaction: the course and its entry, or neither where the same text is in force already. */
export async function publishCourse(
  stores: Stores,
  { source, before }: { readonly source: CourseSource; readonly before: CourseInForce | undefined },
  publishing: Publishing,
  entries: Entries,
): Promise<void> {
  const { id, version, digest } = source.course;
  const isNews = await stores.courses.putInForce(rowOf(source, before, publishing.at));
  if (!isNews) return;
  await entries.append<DraftOf<"course.published">>(stores, publishing.at, {
    type: "course.published",
    ...saidBy(publishing),
    course: { id, version, content_sha256: digest },
    ...(before && { previous: { version: before.version, content_sha256: before.contentSha256 } }),
    ...(publishing.by !== null && { published_by: await entries.subjectOf(stores, publishing.by) }),
  });
}

/** Inside the caller's transaction: the course is no longer in force, and its folder is gone. */
export async function withdrawCourse(
  stores: Stores,
  course: CourseInForce,
  publishing: Publishing & { readonly by: PersonId },
  entries: Entries,
): Promise<void> {
  // Of two that withdraw it at once, one did.
  if (!(await stores.courses.withdraw(course.id))) return;
  await entries.append<DraftOf<"course.withdrawn">>(stores, publishing.at, {
    type: "course.withdrawn",
    ...saidBy(publishing),
    course: { id: course.id, version: course.version, content_sha256: course.contentSha256 },
    published_by: await entries.subjectOf(stores, publishing.by),
  });
}

function saidBy({ by, reasonSha256 }: Publishing) {
  return {
    actor: by === null ? ({ kind: "app" } as const) : ({ kind: "admin", id: by } as const),
    source: { kind: "reconcile" } as const,
    ...(reasonSha256 !== null && { reason_sha256: reasonSha256 }),
  };
}

/** The course as it is kept once it is in force. */
export function rowOf({ course, files }: CourseSource, before: CourseInForce | undefined, at: Date): CourseInForce {
  const { id, layer, version, digest } = course;
  const isSameMajor = before !== undefined && majorOf(before.version) === majorOf(version);
  const isSameMinor = before !== undefined && releaseOf(before.version) === releaseOf(version);
  return {
    id,
    layer,
    version,
    contentSha256: digest,
    files,
    publishedAt: at,
    majorSince: isSameMajor ? before.majorSince : at,
    minorSince: isSameMinor ? before.minorSince : at,
    firstSince: before?.firstSince ?? at,
  };
}
