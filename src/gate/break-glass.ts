import type { Decision } from "./decision.ts";
import type { Facts } from "./facts.ts";

/**
 * Lets through what two administrators let through, and nothing else is changed by it: the people keep what they lack,
 * so that it cannot be taken for training. Also where a source did not answer, since in an outage it is needed most.
 * A decision that is let through without it does not rest on it.
 */
export function withBreakGlass(decision: Decision, { breakGlass, asOf }: Pick<Facts, "breakGlass" | "asOf">): Decision {
  if (!breakGlass || !decision.inBoundary || Date.parse(asOf) >= Date.parse(breakGlass.until)) return decision;
  if (decision.outcome !== "withhold" && decision.outcome !== "undecided") return decision;
  const { ids, until } = breakGlass;
  const changesAt = decision.changesAt !== null && decision.changesAt < until ? decision.changesAt : until;
  return { ...decision, outcome: "allow", breakGlass: { ids, until, insteadOf: decision.outcome }, changesAt };
}
