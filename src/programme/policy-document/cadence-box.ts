import type { Policy } from "../../policy/policy.ts";
import { type Block, code, counted, list, paragraph } from "./blocks.ts";
import { askedLayers, type PolicyDocumentFacts } from "./facts.ts";

/** When something is due, exactly as the gate reckons it. */
export function cadenceBox({ policy }: PolicyDocumentFacts): readonly Block[] {
  return [
    paragraph("All terms are whole days of 24 hours, reckoned in UTC from the instant of the event."),
    list([
      ...askedLayers(policy).map(
        ([name, { valid_for }]) =>
          `A completion for the layer ${code(name)} counts for ${counted(valid_for, "day")} from the moment in which it was passed.`,
      ),
      renewal(policy),
      ...graces(policy),
      deepening(policy),
      reminders(policy),
    ]),
    paragraph(
      "While grace runs, a person’s standing is *grace*: checks point out what is missing, and nothing is held back or taken.",
    ),
  ];
}

function renewal({ renew_from }: Policy): string {
  if (renew_from === 0) return "A completion may be renewed at any time, and the new term runs from the renewal.";
  return `A completion may be renewed without losing time from ${counted(renew_from, "day")} before its end: the new term then runs from the old end.`;
}

function graces({ grace }: Policy): readonly string[] {
  return [
    grace.new_hire === 0
      ? "New people have no grace: what they need comes first."
      : `New people have ${counted(grace.new_hire, "day")} from the first day that the roster tells; whose first day it does not tell has none.`,
    grace.renewal === 0
      ? "After a completion ran out there is no grace."
      : `After a completion ran out there are ${counted(grace.renewal, "day")} of grace.`,
    grace.content_update === 0
      ? "A new major or minor version of a course is due at once."
      : `After a new major or minor version of a course there are ${counted(grace.content_update, "day")} of grace, and never more than the old completion and its grace had left. A minor version asks for a quiz on what it changed.`,
    grace.pre_existing === 0
      ? "Access that is older than this programme has no grace."
      : `Access that is older than this programme has ${counted(grace.pre_existing, "day")} from its beginning.`,
  ];
}

function deepening({ grace }: Policy): string {
  if (grace.deepening === 0) return "Courses that follow are due as soon as the opening ones are done.";
  return `Courses that follow are due ${counted(grace.deepening, "day")} after the opening ones were done.`;
}

function reminders({ remind }: Policy): string {
  if (remind.length === 0) return "Nobody is reminded.";
  return `Reminders are due ${remind.map((days) => counted(days, "day")).join(", ")} before the end of a term.`;
}
