import { type CourseFile, ORGANISATION_PATH } from "./digest.ts";
import { parseContent } from "./parse-content.ts";
import { ORGANISATION_FILE } from "./parse-organisation.ts";
import type { CourseSource, CourseVersion } from "./staging.ts";

export interface KeptCourse extends CourseVersion {
  readonly layer: string;
  readonly files: readonly CourseFile[];
}

/**
 * A course that is in force, with what the organisation says of itself now: whom to call has to be right in the
 * version that people read, whichever waits beside it. Undefined where it reads the same, or cannot be read here.
 */
export function restate(kept: KeptCourse, organisation: string | null): CourseSource | undefined {
  const own = kept.files
    .filter(({ path }) => path !== ORGANISATION_PATH)
    .map(({ path, text }) => ({ path: `${kept.layer}/${kept.id}/${path}`, shown: path, text }));
  const words =
    organisation === null ? [] : [{ path: ORGANISATION_FILE, shown: ORGANISATION_FILE, text: organisation }];
  const parsed = parseContent([...own, ...words]);
  const source = parsed.ok ? parsed.sources[0] : undefined;
  return source?.course.digest === kept.contentSha256 ? undefined : source;
}
