import type { EntrySource } from "../sources.ts";

export type Known = (person: string) => string;

/** Whom people turned out to be: all that the log tells of the one belongs to the other from then on. */
export async function readAliases(entries: EntrySource, knownAt: number): Promise<Known> {
  const into = new Map<string, string>();
  for await (const { entry } of entries.of(["identity.linked", "identity.unlinked"])) {
    if (Date.parse(entry.recorded_at) > knownAt) continue;
    if (entry.type === "identity.unlinked") into.delete(entry.subject);
    else if (entry.merged) into.set(entry.merged.subject, entry.subject);
  }
  return (person) => follow(person, into);
}

function follow(person: string, into: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let last = person;
  for (let next = into.get(last); next !== undefined && !seen.has(next); next = into.get(last)) {
    seen.add(last);
    last = next;
  }
  return last;
}
