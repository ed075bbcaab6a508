import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { TxStores } from "../../domain/stores/index.ts";
import type { Linkable } from "../../domain/stores/roster.ts";
import type { DraftOf } from "../entries.ts";
import { fileOpenHeadsOf } from "../learning/attest.ts";
import type { RosterDeps } from "./deps.ts";

type Deps = Pick<RosterDeps, "transact" | "entries" | "clock">;

const A_PAGE = 100;

/**
 * Joins people of the roster with the people that their lines point to, and those of several sources with each other.
 * What is not clear is left for an administrator. The person with the account goes on: the log knows them already.
 * Answers how many.
 */
export async function linkPeople(org: OrgId, deps: Deps): Promise<number> {
  const across = await joinAll(org, (stores) => stores.roster.linkableAcross(org, A_PAGE), deps);
  const accounts = await joinAll(org, (stores) => stores.roster.linkable(org, A_PAGE), deps);
  return across + accounts;
}

async function joinAll(
  org: OrgId,
  find: (stores: TxStores) => Promise<readonly Linkable[]>,
  deps: Deps,
): Promise<number> {
  let joined = 0;
  for (;;) {
    const count = await deps.transact(async (stores) => {
      await stores.roster.holdLinks(org);
      return joinPage(stores, await find(stores), deps);
    });
    joined += count;
    if (count === 0) return joined;
  }
}

/** Whoever joined another on this page is not there to be joined; what pointed to them is found anew. */
async function joinPage(stores: TxStores, page: readonly Linkable[], deps: Deps): Promise<number> {
  const moved = new Map<PersonId, PersonId>();
  const joined: Linkable[] = [];
  for (const link of page) {
    if (moved.has(link.person)) continue;
    const from = moved.get(link.member.person) ?? link.member.person;
    await joinOne(stores, { ...link, member: { ...link.member, person: from } }, deps);
    if (from !== link.person) moved.set(from, link.person);
    joined.push(link);
  }
  const people = [...new Set(joined.map(({ person }) => person))];
  await stores.roster.settleEnded(people);
  await fileOpenHeadsOf(stores, people);
  return joined.length;
}

async function joinOne(stores: TxStores, { member, person, linkedBy }: Linkable, deps: Deps): Promise<void> {
  const isOther = member.person !== person;
  const merged = isOther ? await deps.entries.subjectOf(stores, member.person) : undefined;
  if (isOther) await stores.roster.merge(member.person, person);
  await stores.roster.link(member.id, person, linkedBy);
  await deps.entries.append<DraftOf<"identity.linked">>(stores, deps.clock(), {
    type: "identity.linked",
    org: member.orgId,
    ...(await deps.entries.subjectOf(stores, person)),
    actor: { kind: "app" },
    source: { kind: "reconcile" },
    member_id: member.id,
    roster: member.source,
    linked_by: linkedBy,
    ...(merged && { merged }),
  });
}
