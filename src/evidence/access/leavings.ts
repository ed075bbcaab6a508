import type { EntrySource, Leaf } from "../sources.ts";
import type { HistoryAsked } from "./history.ts";

type Ended = Leaf<"person.ended">;

/** Somebody left the last source of the roster that named them. Instants in ms. */
export interface Leaving {
  readonly person: string;
  readonly endedAt: number;
  readonly toldAt: number;
  readonly leaf: Ended;
  /** When a source named them again; null: none has. */
  readonly backAt: number | null;
}

export interface Leavings {
  readonly all: readonly Leaving[];
  /** Who was ever on the roster. */
  readonly rostered: ReadonlySet<string>;
  /** Entries of who left one source, and was named by another. */
  readonly elsewhere: readonly Ended[];
}

const TYPES = ["person.added", "person.ended"] as const;

/** Everybody's coming and going, as the roster's entries tell. */
export async function readLeavings(entries: EntrySource, { knownAt, wants, known }: HistoryAsked): Promise<Leavings> {
  const active = new Map<string, Set<string>>();
  const rostered = new Set<string>();
  const last = new Map<string, Leaving>();
  const done: Leaving[] = [];
  const elsewhere: Ended[] = [];
  for await (const leaf of entries.of(TYPES)) {
    const { entry } = leaf;
    const person = known(entry.subject);
    if (Date.parse(entry.recorded_at) > knownAt || !wants(person)) continue;
    rostered.add(person);
    const members = active.get(person) ?? new Set();
    active.set(person, members);
    if (entry.type === "person.added") {
      members.add(entry.member_id);
      const left = last.get(person);
      if (left) done.push({ ...left, backAt: Date.parse(entry.occurred_at) });
      last.delete(person);
      continue;
    }
    members.delete(entry.member_id);
    if (members.size > 0) elsewhere.push(leaf as Ended);
    else last.set(person, leavingOf(person, leaf as Ended));
  }
  return { all: [...done, ...last.values()], rostered, elsewhere };
}

function leavingOf(person: string, leaf: Ended): Leaving {
  const { ended_at, occurred_at } = leaf.entry;
  return { person, endedAt: Date.parse(ended_at), toldAt: Date.parse(occurred_at), leaf, backAt: null };
}

/** When the app first set out to take access from whom, because they had left. Ms, in their order. */
export async function readTakings(
  entries: EntrySource,
  { knownAt, wants, known }: HistoryAsked,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, number[]>();
  for await (const { entry } of entries.of(["access.decided", "access.revoked"])) {
    const person = known(entry.subject);
    if (Date.parse(entry.recorded_at) > knownAt || !wants(person)) continue;
    const isTaking =
      entry.type === "access.revoked"
        ? entry.cause === "leaver"
        : entry.seats.some(({ verdict, enforced }) => verdict === "leave" && enforced);
    if (isTaking) found.set(person, [...(found.get(person) ?? []), Date.parse(entry.occurred_at)]);
  }
  return found;
}
