import type { Decision } from "./decision.ts";

/** What a merge group holds, since nobody can tell it from the commit that the check is on. */
export function groupNote({ baseRef }: { readonly baseRef: string }, { pullRequests }: Decision): string {
  const named = pullRequests.map((number) => `#${number}`).join(", ");
  return named === "" ? `Merge group for ${baseRef}.` : `Merge group for ${baseRef}: ${named}.`;
}

/** What follows where the group may not merge: GitHub takes it out of the queue, and only people put it back. */
export function groupLead({ outcome, people }: Pick<Decision, "outcome" | "people">): string {
  if (outcome === "undecided")
    return "GitHub or our records did not give everything that the decision needs, so it stays closed. Put it back into the merge queue later.";
  const open = people.some((person) => person.outcome === "withhold")
    ? "when the training is done"
    : "when what is listed is put right";
  return `GitHub takes it out of the merge queue. Put it back in ${open}.`;
}
