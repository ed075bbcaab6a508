import { policiesIn } from "../policy-timeline.ts";
import type { EntrySource, PolicySource } from "../sources.ts";
import { readCourses } from "./courses-at.ts";
import type { Asking } from "./training-at.ts";

/** What was asked when: the policies and the courses that were in force, as their entries tell. */
export type AskingAt = (instant: number) => Asking;

const EVER = { from: new Date(0), to: new Date(8_640_000_000_000_000) };

export async function readAsking(sources: {
  readonly entries: EntrySource;
  readonly policies: PolicySource;
}): Promise<AskingAt> {
  const terms = await policiesIn(EVER, sources);
  const coursesAt = await readCourses(sources.entries);
  return (instant) => {
    const term = terms.findLast(({ from }) => Date.parse(from) <= instant);
    return { policy: term ? term.policy : "none", courses: coursesAt(instant), instant };
  };
}
