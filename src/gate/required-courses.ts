import { courseIds, pinOf } from "../policy/pin.ts";
import type { Policy } from "../policy/policy.ts";
import { majorOf } from "../training/curriculum.ts";
import type { Leniency, RequiredCourse } from "../training/passes.ts";
import type { Facts } from "./facts.ts";

type Courses = Facts["courses"];

/** What a layer asks for. */
export interface LayerCourses {
  /** They open it. */
  readonly courses: readonly RequiredCourse[];
  /** They follow, within `grace.deepening`. */
  readonly following: readonly RequiredCourse[];
}

// Neither a policy nor what is in force of the curriculum changes, and every decision asks for everybody on it.
const workedOut = new WeakMap<Policy, WeakMap<Courses, Map<string, LayerCourses>>>();
const leniencies = new WeakMap<Policy, Leniency>();

/** The courses of a layer, as they stand in the policy and the curriculum. None for a layer that is not there. */
export function requiredCourses(layer: string, courses: Courses, policy: Policy): LayerCourses {
  const byLayer = entryOf(
    entryOf(workedOut, policy, () => new WeakMap()),
    courses,
    () => new Map(),
  );
  return entryOf(byLayer, layer, () => {
    const { courses: names = [], then = [], valid_for = 0 } = policy.layers[layer] ?? {};
    const required = (name: string) => ({ ...requiredCourse(name, courses), validForDays: valid_for });
    return { courses: names.map(required), following: then.map(required) };
  });
}

/** Where no layer asks for it, a completion counts for ever. */
const WITHOUT_END_DAYS = 36_525;

/** A course by itself, whoever is asked for it: it counts for as long as in the layer where that is shortest. */
export function courseAlone(id: string, courses: Courses, { layers }: Policy): RequiredCourse {
  const terms = Object.values(layers).flatMap(({ courses: opening, then = [], valid_for }) =>
    [...courseIds(opening), ...then].includes(id) ? [valid_for] : [],
  );
  return { ...requiredCourse(id, courses), validForDays: Math.min(WITHOUT_END_DAYS, ...terms) };
}

export function leniencyOf(policy: Policy): Leniency {
  return entryOf(leniencies, policy, ({ renew_from, grace }) => ({
    renewFromDays: renew_from,
    renewalDays: grace.renewal,
    contentUpdateDays: grace.content_update,
    newHireDays: grace.new_hire,
    deepeningDays: grace.deepening,
  }));
}

/** A pinned course asks for its major version, whichever later one is in force, and for no minor version of it. */
function requiredCourse(name: string, courses: Courses): Omit<RequiredCourse, "validForDays"> {
  const { id, major } = pinOf(name);
  const known = courses.find((course) => course.id === id);
  const { inForceSince = null, minorSince = null, firstSince = null } = known ?? {};
  if (known && major === null) return { id, version: known.version, inForceSince, minorSince, firstSince };
  if (known && major === majorOf(known.version)) return { id, version: `${major}.0.0`, inForceSince, firstSince };
  return { id, version: `${major ?? 0}.0.0`, firstSince };
}

interface Kept<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

function entryOf<Key, Value>(kept: Kept<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  kept.set(key, made);
  return made;
}
