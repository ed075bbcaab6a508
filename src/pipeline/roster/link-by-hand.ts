import { personId } from "../../domain/ids.ts";
import type { CurrentMember } from "../../domain/stores/roster.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import { notKnown, objectionToRole } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { fileOpenHeadsOf } from "../learning/attest.ts";
import type { RosterDeps } from "./deps.ts";
import type { LinkAsk } from "./port.ts";

/** An administrator says whose line it is, where that was not clear or is wrong. */
export async function linkByHand(by: Actor, ask: LinkAsk, deps: RosterDeps): Promise<Done> {
  const objection = await objectionToRole(by, ask.org, "admin", deps.roles);
  if (objection) return objection;
  const account = await deps.stores.people.findAccountByLogin(ask.login.trim().replace(/^@/, ""));
  const person = account?.person;
  if (!person) return notKnown(ask.login, "login");
  const at = deps.clock();
  return deps.transact(async (stores): Promise<Done> => {
    await stores.roster.holdLinks(ask.org);
    const member = await stores.roster.find(ask.org, ask.source, ask.key);
    if (!member) return noMember(ask);
    if (member.person === person && member.linkedBy === "admin") return { ok: true, id: member.id };
    const former = await deps.entries.subjectOf(stores, member.person);
    const hadAccount = (await stores.people.accountsOf(member.person)).length > 0;
    const isOther = member.person !== person;
    if (isOther && !hadAccount) await stores.roster.merge(member.person, person);
    await stores.roster.link(member.id, person, "admin");
    await deps.entries.append<DraftOf<"identity.linked">>(stores, at, {
      type: "identity.linked",
      org: ask.org,
      ...(await deps.entries.subjectOf(stores, person)),
      ...originOf(by),
      member_id: member.id,
      roster: ask.source,
      linked_by: "admin",
      ...(isOther && (hadAccount ? { instead_of: former } : { merged: former })),
      administrator: await deps.entries.subjectOf(stores, by.person),
    });
    await stores.roster.settleEnded([member.person, person]);
    await fileOpenHeadsOf(stores, [member.person, person]);
    return { ok: true, id: member.id };
  });
}

/**
 * The line is nobody's account from here on, and is not linked by itself again. What was finished while it was stays
 * with the account: who did it is not in doubt.
 */
export async function unlinkByHand(by: Actor, ask: Omit<LinkAsk, "login">, deps: RosterDeps): Promise<Done> {
  const objection = await objectionToRole(by, ask.org, "admin", deps.roles);
  if (objection) return objection;
  const at = deps.clock();
  const own = personId(deps.newId());
  return deps.transact(async (stores): Promise<Done> => {
    await stores.roster.holdLinks(ask.org);
    const member = await stores.roster.find(ask.org, ask.source, ask.key);
    if (!member) return noMember(ask);
    if ((await stores.people.accountsOf(member.person)).length === 0)
      return refused(`${nameOf(member)} is linked to no account`, "roster");
    await stores.roster.addPerson(own, at);
    await stores.roster.link(member.id, own, "nobody");
    await deps.entries.append<DraftOf<"identity.unlinked">>(stores, at, {
      type: "identity.unlinked",
      org: ask.org,
      ...(await deps.entries.subjectOf(stores, own)),
      ...originOf(by),
      member_id: member.id,
      roster: ask.source,
      instead_of: await deps.entries.subjectOf(stores, member.person),
      administrator: await deps.entries.subjectOf(stores, by.person),
    });
    await stores.roster.settleEnded([member.person, own]);
    await fileOpenHeadsOf(stores, [member.person]);
    return { ok: true, id: member.id };
  });
}

function nameOf({ source, key }: Pick<CurrentMember, "source" | "key">): string {
  return `${key} of ${source}`;
}

function noMember({ source, key }: Omit<LinkAsk, "login">): Done {
  return refused(
    `The source ${source} names nobody with the key ${JSON.stringify(key)}. \`roster list\` tells the keys`,
    "roster",
  );
}
