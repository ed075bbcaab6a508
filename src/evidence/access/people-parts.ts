import type { EntrySource } from "../sources.ts";

/** One part of the people may have so many observations: they are held while its rows are made. */
const OBSERVATIONS_A_PART = 200_000;
/** One entry of a first look has as many as fit a leaf of the log. */
const IN_A_SNAPSHOT = 300;
const HEX = [..."0123456789abcdef"];

/** People by how their random ids begin, in the order of the ids: as many parts as keep each of them small. */
export async function partsOfPeople(entries: EntrySource): Promise<readonly ((person: string) => boolean)[]> {
  const counts = await entries.countByType();
  const all = (counts.get("access.snapshot") ?? 0) * IN_A_SNAPSHOT + (counts.get("access.observed") ?? 0);
  if (all <= OBSERVATIONS_A_PART) return [() => true];
  return HEX.map((digit) => (person) => person.startsWith(digit));
}
