import { type OrgId, personId } from "../../domain/ids.ts";
import { namedIn } from "../../evidence/subjects.ts";
import { readCheckpoint } from "./checkpoint.ts";
import type { AuditDeps } from "./deps.ts";
import { loginsOf, toRows } from "./entries.ts";
import type { DisclosedPerson, EntryPlace, EntryView } from "./port.ts";

export async function readEntryView(org: OrgId, place: EntryPlace, deps: AuditDeps): Promise<EntryView | null> {
  const entry = await deps.reading.find(org, place);
  if (!entry) return null;
  const [row] = await toRows([entry], deps);
  if (!row) return null;
  const checkpoint = await readCheckpoint(deps, place.epoch);
  return {
    row,
    body: entry.body,
    leafHash: Buffer.from(entry.leafHash).toString("hex"),
    people: await disclose(entry.body, deps),
    checkpoint: checkpoint && place.seq < checkpoint.size ? checkpoint : null,
    ...(await deps.reading.neighbours(org, place)),
  };
}

/** The proof of an entry that this organisation may read. */
export async function proveEntry(org: OrgId, place: EntryPlace, deps: AuditDeps): Promise<string | null> {
  return (await deps.reading.find(org, place)) ? deps.prove(place) : null;
}

/** Everybody whom the entry names by a random id and a commitment, wherever in it. */
async function disclose(body: string, deps: AuditDeps): Promise<readonly DisclosedPerson[]> {
  const named = new Map(namedIn(body).map((one) => [one.subject, one]));
  const people = [...named.keys()].map(personId);
  const disclosures = new Map((await deps.reading.disclosures(people)).map((one) => [one.person, one]));
  const logins = await loginsOf(people, deps.stores);
  return [...named].map(([subject, { identity_commitment: commitment }]) => {
    const known = disclosures.get(personId(subject));
    if (!known) return { subject, commitment, disclosed: null };
    const saltHex = Buffer.from(known.salt).toString("hex");
    return {
      subject,
      commitment,
      disclosed: { saltHex, identity: known.identity, login: logins.get(known.person) ?? null },
    };
  });
}
