import type { OutsideStores } from "../domain/stores/index.ts";
import { courseIds } from "../policy/pin.ts";
import type { Curriculum } from "../training/curriculum.ts";
import { findCourse } from "../training/curriculum.ts";
import type { Policies } from "./policies.ts";

export interface Requirements {
  /** Courses that the policy in force of any organisation here asks somebody for. */
  requiredCourses(): Promise<ReadonlySet<string>>;
  /** Percent: the course's own pass mark, or the policy's where that is higher. */
  passMark(courseId: string): Promise<number>;
  /** From how many days before its end a completion may be renewed without losing any: the strictest policy's. */
  renewFromDays(): Promise<number>;
  /** How long a completion counts: the shortest term of the layers that ask for the course. Null if none does. */
  validForDays(courseId: string): Promise<number | null>;
}

/** What the policies in force ask of learners, over all organisations that this instance serves. */
export function createRequirements(deps: {
  stores: OutsideStores;
  policies: Policies;
  curriculum: () => Curriculum;
}): Requirements {
  const inForce = async () => {
    const installations = await deps.stores.installations.listActive();
    const policies = await Promise.all(installations.map(({ orgId }) => deps.policies.inForce(orgId)));
    return policies.flatMap((found) => (found ? [found.policy] : []));
  };
  return {
    async requiredCourses() {
      const policies = await inForce();
      const layers = policies.flatMap((policy) =>
        policy.require.flatMap(({ layers }) => layers.flatMap((name) => policy.layers[name] ?? [])),
      );
      return new Set(layers.flatMap(({ courses }) => courseIds(courses)));
    },
    async passMark(courseId) {
      const own = findCourse(deps.curriculum(), courseId)?.quiz.passMark ?? 100;
      return Math.max(own, ...(await inForce()).map(({ pass_mark }) => pass_mark));
    },
    async renewFromDays() {
      const days = (await inForce()).map(({ renew_from }) => renew_from);
      return days.length === 0 ? 0 : Math.min(...days);
    },
    async validForDays(courseId) {
      const terms = (await inForce()).flatMap(({ layers }) =>
        Object.values(layers).flatMap(({ courses, valid_for }) =>
          courseIds(courses).includes(courseId) ? [valid_for] : [],
        ),
      );
      return terms.length === 0 ? null : Math.min(...terms);
    },
  };
}
