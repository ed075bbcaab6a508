import type { EntrySource, Leaf } from "../sources.ts";
import type { HistoryAsked } from "./history.ts";

/** Access that somebody was to have, and that waited. */
export interface HoldTold {
  readonly person: string;
  readonly at: number;
  readonly role: string;
  readonly resource: Leaf<"hold.opened">["entry"]["resource"];
  readonly leaf: Leaf<"hold.opened">;
}

/** The first of each person, of those that were not access before: a lapse and a leaver had it. */
export async function readFirstHolds(
  entries: EntrySource,
  { knownAt, wants, known }: HistoryAsked,
): Promise<ReadonlyMap<string, HoldTold>> {
  const found = new Map<string, HoldTold>();
  for await (const leaf of entries.of(["hold.opened"])) {
    const { subject, occurred_at, recorded_at, role, resource, cause } = leaf.entry;
    const person = known(subject);
    if (cause !== "new" && cause !== "asked") continue;
    if (Date.parse(recorded_at) > knownAt || !wants(person) || found.has(person)) continue;
    found.set(person, { person, at: Date.parse(occurred_at), role, resource, leaf });
  }
  return found;
}
