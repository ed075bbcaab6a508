import type { EntrySource, Sources, TeamSlugs } from "../sources.ts";
import { readAliases } from "./aliases.ts";
import { type AccessHistory, type HistoryAsked, readAccessHistory, type SeatHistory } from "./history.ts";
import { partsOfPeople } from "./people-parts.ts";
import { seatsIn } from "./seats-in.ts";

export type AccessSources = Pick<
  Sources,
  "entries" | "people" | "repositories" | "policies" | "exceptions" | "roster" | "accounts" | "teams" | "asOf"
>;

/** What the log tells of the access of a part of the people. */
export interface AccessPart {
  readonly history: AccessHistory;
  /** Who is in it: whatever else is read of them is read by this. */
  readonly asked: HistoryAsked;
}

interface PartsAsked {
  readonly knownAt: Date;
  readonly person?: string | null;
  readonly slugs?: TeamSlugs;
}

/**
 * Part by part, in the order of the people's random ids, so that no more than one part is held. What is nobody's own
 * stands in each of them. There is one part at least, also where nobody has access. `slugs` are for who asks what rules
 * that go by team make of it.
 */
export async function* accessParts(
  entries: EntrySource,
  { knownAt, person = null, slugs }: PartsAsked,
): AsyncIterable<AccessPart> {
  const known = await readAliases(entries, knownAt.getTime());
  const parts = person === null ? await partsOfPeople(entries) : [(one: string) => one === person];
  for (const wants of parts) {
    const asked = { knownAt: knownAt.getTime(), wants, known };
    const history = await readAccessHistory(seatsIn(entries), asked);
    yield { history: slugs ? { ...history, common: history.common.map(named(slugs)) } : history, asked };
  }
}

const named =
  (slugs: TeamSlugs) =>
  (one: SeatHistory): SeatHistory => {
    const { kind, team } = one.seat;
    if (kind !== "team" || team === null) return one;
    return { ...one, turns: one.turns.map((turn) => ({ ...turn, role: turn.role ?? slugs(team, turn.at) })) };
  };
