import type { Decision } from "../gate/decision.ts";
import type { ExplainedPerson } from "../gate/explanation.ts";
import type { DecisionPage } from "../pipeline/learning-port.ts";

/** What a viewer may read of one person on a decision. */
export type Sight = "everything" | "next-step";

/**
 * DESIGN section 5: people concerned read everything about themselves, and names and the next step of the others;
 * readers of the repository names and next steps; administrators and auditors everything. Somebody who is both
 * concerned and an administrator is treated as concerned.
 */
export function sightOf(
  page: Pick<DecisionPage, "sight" | "self">,
  decision: Decision,
  person: ExplainedPerson,
): Sight {
  if (person.account === page.self) return "everything";
  return page.sight === "full" && !isConcerned(page, decision) ? "everything" : "next-step";
}

function isConcerned({ self }: Pick<DecisionPage, "self">, decision: Decision): boolean {
  return decision.people.some(({ account }) => account === self);
}
