import { LONGEST_BREAK_GLASS_HOURS } from "../../policy/break-glass.ts";
import { isWeaker } from "../../policy/order.ts";
import { type Block, counted, list } from "./blocks.ts";
import type { PolicyDocumentFacts } from "./facts.ts";
import { holders } from "./roles-box.ts";

/** Every way around the rule. */
export function exceptionsBox({ policy }: PolicyDocumentFacts): readonly Block[] {
  const { waivers, scopes, mode } = policy;
  const behind = scopes.filter((scope) => isWeaker(scope.mode, mode));
  return [
    list([
      `A waiver spares one person one layer for at most ${counted(waivers.longest, "day")}, with a reason and an end. It is approved by ${holders(waivers.approvers, "the administrators")}, never by whoever asks for it or whom it is for.`,
      `In an emergency two administrators may let one commit of one pull request merge, for at most ${counted(LONGEST_BREAK_GLASS_HOURS, "hour")}. A third person looks at it afterwards; until then it stays open in the reports.`,
      behind.length === 0
        ? "No repository inside the boundary is behind the rest."
        : `${behind.length === 1 ? "One scope is" : `${behind.length} scopes are`} behind the rest, each with an end and a reason: see the section on the boundary.`,
      "Each exception is written to the gate log when it is asked for, granted and ended, and stands in the reports.",
    ]),
  ];
}
