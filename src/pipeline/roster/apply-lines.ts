import { type PersonId, personId } from "../../domain/ids.ts";
import { endOf, isOver } from "../../domain/roster.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { NewVersion, RosterChange, RosterMember, RosterSnapshot } from "../../domain/stores/roster.ts";
import { changedFields } from "../../roster/changed-fields.ts";
import { type DraftOf, toSubject } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import type { Actor } from "../exceptions/port.ts";
import { fileOpenHeadsOf } from "../learning/attest.ts";
import { commitToRecord, type RosterDeps } from "./deps.ts";

type Draft = DraftOf<"person.added"> | DraftOf<"person.changed"> | DraftOf<"person.ended">;
/** What every entry of these says of itself is added when it is written. */
type Said = Draft extends infer One
  ? One extends Draft
    ? Omit<One, "occurred_at" | "instance" | "app">
    : never
  : never;

export interface Applying {
  readonly snapshot: RosterSnapshot;
  readonly by: Actor;
  readonly at: Date;
}

interface Settled {
  readonly change: RosterChange;
  readonly member: RosterMember;
  readonly version: NewVersion;
  /** Set where the line says that they are gone, and it was not known. */
  readonly endedAt: Date | null;
}

/** Some lines that say something new, with their entries: inside the caller's transaction. */
export async function applyLines(
  stores: TxStores,
  changes: readonly RosterChange[],
  applying: Applying,
  deps: RosterDeps,
): Promise<void> {
  const { at } = applying;
  const settled = changes.map((change) => settle(change, applying, deps));
  const fresh = settled.filter(({ change }) => change.member === null);
  await stores.roster.addMembers(
    fresh.map(({ member }) => member),
    at,
  );
  const known = settled.filter(({ change }) => change.member !== null);
  await stores.roster.closeVersions(
    known.map(({ member }) => member.id),
    at,
  );
  await stores.roster.addVersions(
    settled.map(({ version }) => version),
    at,
  );
  await stores.roster.markEnded(
    settled.map(({ member: { id }, change: { record } }) => ({ id, endedAt: endedAtOf(record, at) })),
  );
  const people = settled.map(({ member }) => member.person);
  await stores.roster.settleEnded(people);
  await deps.entries.appendAll<Draft>(stores, at, await saidOf(stores, settled, applying));
  await fileOpenHeadsOf(
    stores,
    known.map(({ member }) => member.person),
  );
}

function settle(change: RosterChange, { snapshot, at }: Applying, { newId, newSalt }: RosterDeps): Settled {
  const { record, recordSha256 } = change;
  const member = change.member ?? {
    id: newId(),
    orgId: snapshot.orgId,
    source: snapshot.source,
    key: record.key,
    person: personId(newId()),
    linkedBy: null,
    endedAt: null,
  };
  const wasGone = change.before !== null && member.endedAt !== null;
  return {
    change,
    member,
    version: { member: member.id, snapshot: snapshot.id, record, recordSha256, salt: newSalt() },
    endedAt: wasGone ? null : endedAtOf(record, at),
  };
}

function endedAtOf(record: RosterChange["record"], at: Date): Date | null {
  return isOver(record, at) ? endOf(record) : null;
}

/** Two entries of somebody whom the line brings and says to be gone. */
async function saidOf(
  stores: TxStores,
  settled: readonly Settled[],
  { snapshot, by }: Applying,
): Promise<readonly Said[]> {
  const subjects = await subjectsOf(
    stores,
    settled.map(({ member }) => member.person),
  );
  return settled.flatMap(({ change, member, version, endedAt }): readonly Said[] => {
    const about = { ...common(member, by), ...subjects(member.person) };
    const told = { snapshot_id: snapshot.id, record_commitment: commitToRecord(version.salt, change.record) };
    const fields = change.before === null ? [] : [...changedFields(change.before, change.record)];
    const first: readonly Said[] =
      change.before === null
        ? [{ type: "person.added", ...about, ...told }]
        : [{ type: "person.changed", ...about, ...told, fields }];
    if (endedAt === null) return first;
    const end = { snapshot_id: snapshot.id, why: "last-day" as const, ended_at: endedAt.toISOString() };
    return [...first, { type: "person.ended", ...about, ...end }];
  });
}

function common({ id, orgId, source }: RosterMember, by: Actor) {
  return { org: orgId, ...originOf(by), member_id: id, roster: source };
}

/** The people of some entries, as the log names them. */
export async function subjectsOf(stores: Pick<TxStores, "people">, people: readonly PersonId[]) {
  const identities = await stores.people.identities(people);
  const found = new Map(identities.map((identity) => [identity.person, toSubject(identity)]));
  return (person: PersonId) => {
    const subject = found.get(person);
    if (!subject) throw new Error("Somebody of the roster is not among the people any more");
    return subject;
  };
}
