import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Facts } from "../../gate/facts.ts";
import { type LayerCourses, leniencyOf, requiredCourses } from "../../gate/required-courses.ts";
import { pathRules } from "../../policy/path-rules.ts";
import { courseIds, pinOf } from "../../policy/pin.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Curriculum } from "../../training/curriculum.ts";
import { findCourse } from "../../training/curriculum.ts";
import type { Leniency } from "../../training/passes.ts";
import type { Policies } from "./policies.ts";

/** A layer that a rule asks for, with the time that its policy gives. */
export interface RequiredLayer extends LayerCourses {
  readonly leniency: Leniency;
}

export interface Requirements {
  /** The layers that the policy in force of any organisation here asks somebody for. */
  requiredLayers(): Promise<readonly RequiredLayer[]>;
  /** Courses that the policy in force of any organisation here asks somebody for. */
  requiredCourses(): Promise<ReadonlySet<string>>;
  /** Modules, as `course/module`, that the policy in force of any organisation here requires for what is touched. */
  requiredModules(): Promise<ReadonlySet<string>>;
  /** Percent: the course's own pass mark, or the policy's where that is higher. */
  passMark(courseId: string): Promise<number>;
  /** From how many days before its end a completion may be renewed without losing any: the strictest policy's. */
  renewFromDays(): Promise<number>;
  /** Whether a new minor version of the course asks for anything: not where every layer that asks for it pins its major one. */
  asksMinor(courseId: string): Promise<boolean>;
  /** How long a completion counts: the shortest term of the layers that ask for the course. Null if none does. */
  validForDays(courseId: string): Promise<number | null>;
}

/** What the policies in force ask of learners, over all organisations that this instance serves. */
export function createRequirements(deps: {
  stores: OutsideStores;
  policies: Policies;
  curriculum: () => Curriculum;
  /** As decisions know them. */
  courses: () => Promise<Facts["courses"]>;
}): Requirements {
  const read = async () => {
    const installations = await deps.stores.installations.listActive();
    const policies = await Promise.all(installations.map(({ orgId }) => deps.policies.inForce(orgId)));
    return policies.flatMap((found) => (found ? [found.policy] : []));
  };
  // One page asks this several times for each course: who asks while it is read waits for the same answer.
  let reading: ReturnType<typeof read> | undefined;
  const inForce = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return {
    async requiredLayers() {
      const courses = await deps.courses();
      return (await inForce()).flatMap((policy) =>
        layersAsked(policy).map((layer) => ({
          ...requiredCourses(layer, courses, policy),
          leniency: leniencyOf(policy),
        })),
      );
    },
    async requiredCourses() {
      const layers = (await inForce()).flatMap((policy) =>
        layersAsked(policy).flatMap((name) => policy.layers[name] ?? []),
      );
      return new Set(layers.flatMap(({ courses, then = [] }) => [...courseIds(courses), ...then]));
    },
    async requiredModules() {
      const rules = (await inForce()).flatMap(pathRules);
      return new Set(rules.flatMap(({ require, module }) => (require ? [module] : [])));
    },
    async passMark(courseId) {
      const own = findCourse(deps.curriculum(), courseId)?.quiz.passMark ?? 100;
      return Math.max(own, ...(await inForce()).map(({ pass_mark }) => pass_mark));
    },
    async renewFromDays() {
      const days = (await inForce()).map(({ renew_from }) => renew_from);
      return days.length === 0 ? 0 : Math.min(...days);
    },
    async asksMinor(courseId) {
      const names = (await inForce()).flatMap(({ layers }) =>
        Object.values(layers).flatMap(({ courses, then = [] }) => [...courses, ...then]),
      );
      const own = names.map(pinOf).filter(({ id }) => id === courseId);
      return own.length === 0 || own.some(({ major }) => major === null);
    },
    async validForDays(courseId) {
      const terms = (await inForce()).flatMap(({ layers }) =>
        Object.values(layers).flatMap(({ courses, then = [], valid_for }) =>
          courseIds(courses).includes(courseId) || then.includes(courseId) ? [valid_for] : [],
        ),
      );
      return terms.length === 0 ? null : Math.min(...terms);
    },
  };
}

function layersAsked({ require }: Policy): readonly string[] {
  return [...new Set(require.flatMap(({ layers }) => layers))];
}
