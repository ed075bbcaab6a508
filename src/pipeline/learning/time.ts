import type { Completion } from "../../training/passes.ts";
import { courseTerms } from "../../training/standing.ts";
import type { CourseTerm } from "../../training/term.ts";
import type { RequiredLayer } from "../policy/requirements.ts";

/** What policies ask of somebody, and what they did. */
export interface Asked {
  readonly courses: ReadonlySet<string>;
  readonly layers: readonly RequiredLayer[];
  readonly completions: readonly Completion[];
}

export interface Time {
  readonly by: Date | null;
  readonly later: boolean;
  /** Done as it is asked for, though perhaps in an older version than the one in force: policies pin major versions. */
  readonly holds: boolean;
}

/** How long there is for a course that is not good now, and whether it waits for others: the strictest policy's word. */
export function timeFor(courseId: string, asked: Asked, now: Date): Time {
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
    holds: layers.length > 0 && terms.every((term) => term !== undefined && isDone(term, now)),
  };
}

function isDone({ dueBy, goodUntil }: CourseTerm, now: Date): boolean {
  return dueBy <= now.getTime() && now.getTime() < goodUntil;
}
