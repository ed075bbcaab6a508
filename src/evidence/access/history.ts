import { keyOfSeat, type SeatKey, type SeatSeen } from "./seat-seen.ts";
import { putTurn, type Turn } from "./turns.ts";

export interface SeatHistory {
  readonly seat: SeatKey;
  readonly turns: readonly Turn[];
}

/** All that was observed of access, key by key. */
export interface AccessHistory {
  /** What is nobody's own: teams, what they may do where, the base permission, keys of machines. */
  readonly common: readonly SeatHistory[];
  /** By the person's random id. */
  readonly people: ReadonlyMap<string, readonly SeatHistory[]>;
}

/** Which observations are read: all, or those of some people (what is nobody's own is always among them). */
export interface HistoryAsked {
  /** Only what was recorded up to, and at, this instant: what was known then. Ms. */
  readonly knownAt: number;
  readonly wants: (person: string) => boolean;
  /** The random id by which somebody goes now, who was found to be somebody the log knew already. */
  readonly known: (person: string) => string;
}

/** In any order: a correction that was recorded late takes its place. */
export async function readAccessHistory(
  observations: AsyncIterable<SeatSeen>,
  { knownAt, wants, known }: HistoryAsked,
): Promise<AccessHistory> {
  const common = new Map<string, Kept>();
  const people = new Map<string, Map<string, Kept>>();
  for await (const { turn, recordedAt, ...told } of observations) {
    if (recordedAt > knownAt) continue;
    const person = told.person === null ? null : known(told.person);
    if (person !== null && !wants(person)) continue;
    const seat = { ...told, person };
    const keys = person === null ? common : entryOf(people, person, () => new Map<string, Kept>());
    // Two accounts that turned out to be one person's had the same key for two seats.
    const key = `${told.person ?? ""} ${keyOfSeat(seat)}`;
    putTurn(entryOf(keys, key, () => ({ seat, turns: [] })).turns, turn);
  }
  return {
    common: [...common.values()],
    people: new Map([...people].map(([person, keys]) => [person, [...keys.values()]])),
  };
}

interface Kept {
  readonly seat: SeatKey;
  readonly turns: Turn[];
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
