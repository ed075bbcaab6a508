import type { Policy } from "../policy/policy.ts";
import { type LayerStanding, standingOf } from "../training/standing.ts";
import type { Facts, PersonFacts } from "./facts.ts";
import { leniencyOf, requiredCourses } from "./required-courses.ts";
import { waiversOf } from "./spared.ts";

/**
 * Where somebody stands in a layer, whether or not any rule asks them for it. A waiver that holds in some repositories only
 * has to be left out of `record` by the caller: it says nothing of the others.
 */
export function standsIn(
  layer: string,
  record: Pick<PersonFacts, "completions" | "waivers">,
  { courses, asOf }: Pick<Facts, "courses" | "asOf">,
  policy: Policy,
): LayerStanding {
  return standingOf({
    ...requiredCourses(layer, courses, policy),
    completions: record.completions,
    waivers: waiversOf(layer, record),
    leniency: leniencyOf(policy),
    asOf,
  });
}
