import { describeRule } from "./describe-rule.ts";
import { pinOf } from "./pin.ts";
import type { Layer, Policy } from "./policy.ts";
import type { Said } from "./said.ts";

export function explainTraining(policy: Policy): readonly Said[] {
  const { require, layers, grace, renew_from, remind, pass_mark } = policy;
  return [
    ...require.map((rule, index): Said => [describeRule(rule), `require[${index}]`]),
    ...explainRoles(require),
    ...Object.entries(layers).map(
      ([name, layer]): Said => [describeLayer(name, layer, grace.deepening), `layers.${name}`],
    ),
    [`A quiz is passed with ${pass_mark}% of the answers right, or more where the course asks for more.`, "pass_mark"],
    [`New people have ${time(grace.new_hire)}.`, "grace.new_hire"],
    [`After a completion ran out people have ${time(grace.renewal)}.`, "grace.renewal"],
    [`After a new version of a course they have ${time(grace.content_update)}.`, "grace.content_update"],
    [`For the courses that follow they have ${time(grace.deepening)}.`, "grace.deepening"],
    [`For access that is older than this app they have ${time(grace.pre_existing)}.`, "grace.pre_existing"],
    [`Renewing is possible ${renew_from} days before the end, and the new term runs from the old end.`, "renew_from"],
    [describeReminders(remind), "remind"],
  ];
}

/** What a rule about job roles makes of people whose role nobody told. */
function explainRoles(require: Policy["require"]): readonly Said[] {
  const asks = require.flatMap(({ who }, index) => (who.role ? [`require[${index}]`] : []));
  const spares = require.flatMap(({ who }, index) => (who.except ? [`require[${index}]`] : []));
  return [
    ...(asks.length > 0
      ? [
          [
            "A rule about a role asks those whose role the roster tells: who stands on no roster, or is not linked to it, is asked by the other rules alone.",
            ...asks,
          ] as const,
        ]
      : []),
    ...(spares.length > 0
      ? [
          [
            "Who is spared for a role is spared by the roster's word alone, and with several roles only if all of them are spared.",
            ...spares,
          ] as const,
        ]
      : []),
  ];
}

function describeLayer(name: string, { courses, then, valid_for }: Layer, deepening: number): string {
  const open = deepening === 1 ? "1 day" : `${deepening} days`;
  const later = then === undefined ? "" : `; ${then.join(", ")} follow: the gate stays open for ${open} without them`;
  return `The layer ${name} is ${courses.map(courseWords).join(", ")}, and holds for ${valid_for} days${later}.`;
}

function courseWords(text: string): string {
  const { id, major } = pinOf(text);
  return major === null ? id : `${id} (any version from ${major}.0.0 on counts)`;
}

function describeReminders(remind: readonly number[]): string {
  return remind.length === 0 ? "Nobody is reminded." : `Reminders go out ${remind.join(", ")} days before the end.`;
}

function time(days: number): string {
  if (days === 0) return "no grace";
  return days === 1 ? "1 day of grace" : `${days} days of grace`;
}
