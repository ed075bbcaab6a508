import type { Completion } from "../training/passes.ts";
import { courseTerms } from "../training/standing.ts";
import type { RequiredLayer } from "./requirements.ts";

/** What policies ask of somebody, and what they did. */
export interface Asked {
  readonly courses: ReadonlySet<string>;
  readonly layers: readonly RequiredLayer[];
  readonly completions: readonly Completion[];
}

/** How long there is for a course that is not good now, and whether it waits for others: the strictest policy's word. */
export function timeFor(
  courseId: string,
  asked: Asked,
  now: Date,
): { readonly by: Date | null; readonly later: boolean } {
  const layers = asked.layers.filter(({ courses, following }) =>
    [...courses, ...following].some(({ id }) => id === courseId),
  );
  const terms = layers.map((layer) => {
    const question = { ...layer, completions: asked.completions };
    return courseTerms(question, now.getTime()).find(({ course }) => course === courseId);
  });
  const ends = terms.flatMap((term) => {
    if (!term) return [];
    const { dueBy, goodUntil, graceUntil } = term;
    if (dueBy > now.getTime()) return [dueBy];
    return now.getTime() < goodUntil ? [] : [graceUntil];
  });
  const earliest = Math.min(...ends);
  return {
    by: Number.isFinite(earliest) && earliest > now.getTime() ? new Date(earliest) : null,
    // Without a term nothing is asked yet.
    later: layers.length > 0 && terms.every((term) => term === undefined),
  };
}
