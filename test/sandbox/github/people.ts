import { noreply } from "./git.ts";
import type { Email, State, User } from "./state.ts";

export interface NewUser {
  readonly login: string;
  readonly id?: number;
  readonly type?: User["type"];
  readonly name?: string;
  /** The first one is primary; one with `verified: false` links no commit. */
  readonly emails?: ReadonlyArray<string | { readonly email: string; readonly verified: boolean }>;
}

/** Whom GitHub shows in place of every deleted account: https://github.com/ghost */
export const GHOST: User = {
  id: 10_137,
  login: "ghost",
  type: "User",
  name: "Deleted user",
  emails: [],
  createdAt: new Date("2008-05-13T06:14:25Z"),
};

export function addUser(state: State, given: NewUser): User {
  const emails = (given.emails ?? []).map((one, at): Email => {
    const { email, verified } = typeof one === "string" ? { email: one, verified: true } : one;
    return { email, verified, primary: at === 0 };
  });
  const { id = state.nextId("user"), login, type = "User", name = null } = given;
  const user: User = { id, login, type, name, emails, createdAt: state.clock() };
  state.users.set(user.id, user);
  state.logins.set(login.toLowerCase(), user);
  for (const { email, verified } of emails) if (verified) state.emails.set(email.toLowerCase(), user);
  state.emails.set(noreply(user).toLowerCase(), user);
  return user;
}
