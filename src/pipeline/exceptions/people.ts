import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { TwoPeople } from "../../domain/stores/exceptions.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Roles } from "../policy/roles.ts";
import { type Actor, type ExceptionState, type NamedPeople, type Refused, refused } from "./port.ts";

type People = Pick<OutsideStores, "people">;

/** Somebody by the login that they have now, with or without `@`. */
export async function findActor(login: string, via: Actor["via"], { people }: People): Promise<Actor | null> {
  const account = await people.findAccountByLogin(login.trim().replace(/^@/, ""));
  if (!account?.person) return null;
  return { person: account.person, account: account.id, login: account.login, via };
}

export function notKnown(login: string, field: string): Refused {
  return refused(`${login} is not known here: no pull request, sign-in or snapshot has named this login`, field);
}

/**
 * Who approves holds the role, is not who asked, and not whom it is for; people are compared, since somebody may have
 * two accounts.
 */
export async function objectionTo(
  approver: Actor,
  exception: {
    readonly org: OrgId;
    readonly role: "approver" | "admin";
    readonly requestedBy: PersonId;
    readonly concerns: readonly (PersonId | null)[];
  },
  roles: Roles,
): Promise<Refused | null> {
  if (approver.person === exception.requestedBy)
    return refused("Who asked cannot approve. Another person has to", "approver");
  if (exception.concerns.includes(approver.person))
    return refused("Whom it is for cannot approve it. Another person has to", "approver");
  return objectionToRole(approver, exception.org, exception.role, roles);
}

export async function objectionToRole(
  actor: Actor,
  org: OrgId,
  role: "approver" | "admin",
  roles: Roles,
): Promise<Refused | null> {
  const held = await roles.rolesInOrganisation(org, actor.account);
  if (held[role]) return null;
  const wanted = role === "admin" ? "roles.admin" : "waivers.approvers (nobody named there: an admin)";
  return refused(
    `${actor.login} does not hold the role: the policy in force names who does under ${wanted}`,
    "approver",
  );
}

/** The logins that people have now; of several accounts the oldest. */
export async function namesOf(
  ids: readonly (PersonId | null)[],
  { people }: People,
): Promise<(id: PersonId | null) => string | null> {
  const accounts = await people.accountsOfAll(ids.filter((id) => id !== null));
  // Oldest first, so that it is set last.
  const logins = new Map(accounts.toReversed().map(({ person, login }) => [person, login]));
  return (id) => (id === null ? null : (logins.get(id) ?? null));
}

export function peopleOf({ requestedBy, approvedBy, endedBy }: TwoPeople): readonly (PersonId | null)[] {
  return [requestedBy, approvedBy, endedBy];
}

export function namedPeople(record: TwoPeople, nameOf: (id: PersonId | null) => string | null): NamedPeople {
  return {
    requestedBy: nameOf(record.requestedBy),
    requestedAt: record.requestedAt,
    approvedBy: nameOf(record.approvedBy),
    approvedAt: record.approvedAt,
    endedBy: nameOf(record.endedBy),
    endedAt: record.endedAt,
    endReason: record.endReason,
  };
}

export function stateOf({ approvedAt, endedAt }: TwoPeople, endsAt: Date | null, now: Date): ExceptionState {
  if (endedAt !== null) return approvedAt === null ? "declined" : "revoked";
  if (approvedAt === null) return endsAt !== null && endsAt <= now ? "over" : "pending";
  return endsAt !== null && endsAt <= now ? "over" : "in-force";
}

const LONGEST_TEXT = 2_000;

/** A reason or a note, as it is kept; null where nothing is said, or too much. */
export function textOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed.length === 0 || trimmed.length > LONGEST_TEXT ? null : trimmed;
}

export const noText = (field: string): Refused =>
  refused(`Say why, in at most ${LONGEST_TEXT} characters. It is kept here and read by auditors`, field);
