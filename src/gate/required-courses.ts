import { pinOf } from "../policy/pin.ts";
import type { Policy } from "../policy/policy.ts";
import { majorOf } from "../training/curriculum.ts";
import type { Leniency, RequiredCourse } from "../training/term.ts";
import type { Facts } from "./facts.ts";

type Courses = Facts["courses"];

// Neither a policy nor what is in force of the curriculum changes, and every decision asks for everybody on it.
const workedOut = new WeakMap<Policy, WeakMap<Courses, Map<string, readonly RequiredCourse[]>>>();
const leniencies = new WeakMap<Policy, Leniency>();

/** The courses that open a layer, as they stand in the policy and the curriculum. None for a layer that is not there. */
export function requiredCourses(layer: string, courses: Courses, policy: Policy): readonly RequiredCourse[] {
  const byLayer = entryOf(
    entryOf(workedOut, policy, () => new WeakMap()),
    courses,
    () => new Map(),
  );
  return entryOf(byLayer, layer, () => {
    const { courses: names = [], valid_for = 0 } = policy.layers[layer] ?? {};
    return names.map((name) => ({ ...requiredCourse(name, courses), validForDays: valid_for }));
  });
}

export function leniencyOf(policy: Policy): Leniency {
  return entryOf(leniencies, policy, ({ renew_from, grace }) => ({
    renewFromDays: renew_from,
    renewalDays: grace.renewal,
    contentUpdateDays: grace.content_update,
    newHireDays: grace.new_hire,
  }));
}

/** A pinned course asks for its major version, whichever later one is in force. */
function requiredCourse(name: string, courses: Courses): Omit<RequiredCourse, "validForDays"> {
  const { id, major } = pinOf(name);
  const known = courses.find((course) => course.id === id);
  if (known && (major === null || major === majorOf(known.version)))
    return { id, version: known.version, inForceSince: known.inForceSince ?? null };
  return { id, version: `${major ?? 0}.0.0` };
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
