import { userOf } from "../find.ts";
import { noreply } from "../git.ts";
import { addUser, GHOST, type NewUser } from "../people.ts";
import type { Services } from "../rest/route.ts";
import type { User } from "../state.ts";
import { memberEvent } from "../webhooks/organization-events.ts";
import { refuse } from "./refused.ts";

/** Somebody signs up, maybe under a login that somebody else gave up. */
export function createAccount({ world: { state } }: Services, given: NewUser): User {
  if (state.logins.has(given.login.toLowerCase())) refuse(`${given.login} is taken`);
  return addUser(state, given);
}

/** The old login is free for anybody; the number stays, and with it the addresses. GitHub tells no App of it. */
export function renameAccount({ world: { state } }: Services, given: { as: string; login: string }): User {
  const user = userOf(state, given.as);
  if (state.logins.has(given.login.toLowerCase())) refuse(`${given.login} is taken`);
  state.logins.delete(user.login.toLowerCase());
  Object.assign(user, { login: given.login });
  state.logins.set(given.login.toLowerCase(), user);
  state.emails.set(noreply(user).toLowerCase(), user);
  return user;
}

/** What they wrote stays, and GitHub shows a ghost. No App is told of the account, only that a member is gone. */
export function deleteAccount({ world, emit }: Services, given: { as: string }): void {
  const { state } = world;
  const user = userOf(state, given.as);
  for (const organization of state.organizations.values()) {
    const role = organization.members.get(user.id);
    if (role) emit(memberEvent(world, "member_removed", { organization, user, role, senderId: user.id }));
  }
  state.users.set(user.id, GHOST);
  state.logins.delete(user.login.toLowerCase());
  for (const [email, owner] of state.emails) if (owner === user) state.emails.delete(email);
  for (const { members, teams } of state.organizations.values()) {
    members.delete(user.id);
    for (const team of teams.values()) team.members.delete(user.id);
  }
  for (const { collaborators } of state.repositories.values()) collaborators.delete(user.id);
}
