import type { ExplainedPerson } from "../gate/explanation.ts";
import type { DecisionPage } from "../pipeline/learning/port.ts";

/** What a viewer may read of one person on a decision. */
export type Sight = "everything" | "next-step";

/**
 * Administrators and auditors read everything; people concerned everything of themselves, and names
 * and the next step of the others; readers of the repository names and next steps.
 */
export function sightOf({ sight, self }: Pick<DecisionPage, "sight" | "self">, person: ExplainedPerson): Sight {
  if (sight === "full") return "everything";
  return sight === "own" && person.account === self ? "everything" : "next-step";
}
