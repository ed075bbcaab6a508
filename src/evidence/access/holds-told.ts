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

/** From when access was to wait until the app saw that it was gone, by its own hand. Ms. */
export interface Taking {
  readonly from: number;
  readonly to: number;
}

/** What the app took of whom because it was new: of the same hold once more each time that somebody gave it again. */
export async function readTakenBack(
  entries: EntrySource,
  { knownAt, wants, known }: HistoryAsked,
): Promise<ReadonlyMap<string, readonly Taking[]>> {
  const since = new Map<string, number>();
  const found = new Map<string, Taking[]>();
  for await (const { entry } of entries.of(["hold.opened", "access.revoked"])) {
    const { subject, occurred_at, recorded_at, cause, hold_id: hold = "" } = entry;
    const [person, at] = [known(subject), Date.parse(occurred_at)];
    if ((cause !== "new" && cause !== "asked") || Date.parse(recorded_at) > knownAt || !wants(person)) continue;
    if (entry.type === "access.revoked")
      found.set(person, [...(found.get(person) ?? []), { from: since.get(hold) ?? at, to: at }]);
    since.set(hold, at);
  }
  return found;
}
