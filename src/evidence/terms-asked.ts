import { courseIds } from "../policy/pin.ts";
import type { Policy } from "../policy/policy.ts";
import type { Leniency } from "../training/passes.ts";
import type { CourseAsked } from "./expiry.ts";

/** Every course that some layer of the policy asks for, at first or later. */
export function coursesAsked({ layers }: Policy): ReadonlyMap<string, CourseAsked> {
  const asked = new Map<string, CourseAsked>();
  for (const [name, { courses, then = [], valid_for: days }] of Object.entries(layers)) {
    for (const course of [...courseIds(courses), ...then]) {
      const known = asked.get(course);
      asked.set(course, {
        layers: [...(known?.layers ?? []), name],
        validForDays: Math.min(known?.validForDays ?? days, days),
      });
    }
  }
  return asked;
}

export function leniencyOf({ grace, renew_from }: Policy): Leniency {
  return {
    renewFromDays: renew_from,
    renewalDays: grace.renewal,
    contentUpdateDays: grace.content_update,
    newHireDays: grace.new_hire,
    deepeningDays: grace.deepening,
  };
}
