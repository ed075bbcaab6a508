/** A course as a layer names it: `owasp-top-10-2025`, or `owasp-top-10-2025@1` for what counts from that major version on. */
export interface CoursePin {
  readonly id: string;
  /** Null: whichever version is in force. */
  readonly major: number | null;
}

export const PINNED_COURSE = /^[a-z0-9][a-z0-9-]{0,63}(?:@\d{1,4})?$/;

export function pinOf(text: string): CoursePin {
  const [id = "", major] = text.split("@", 2);
  return { id, major: major === undefined ? null : Number(major) };
}

/** Ids alone, for whoever does not care about versions. */
export function courseIds(courses: readonly string[]): readonly string[] {
  return courses.map((course) => pinOf(course).id);
}
