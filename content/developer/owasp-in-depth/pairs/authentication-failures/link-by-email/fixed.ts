import { randomUUID } from "node:crypto";

export type Claims = { iss: string; sub: string; email: string }; // of a verified ID token
export type Account = { id: string; email: string; logins: string[] };

const loginOf = (claims: Claims) => JSON.stringify([claims.iss, claims.sub]);

export function accountFor(accounts: Account[], claims: Claims): Account {
  const login = loginOf(claims);
  const email = claims.email.toLowerCase();
  const known = accounts.find((a) => a.logins.includes(login));
  if (known) return known;
  if (accounts.some((a) => a.email === email)) {
    throw new Error("Sign in as you did before, then add this login in your settings");
  }
  const account = { id: randomUUID(), email, logins: [login] };
  accounts.push(account);
  return account;
}

/** Only for a person who is signed in to the account. */
export function addLogin(account: Account, claims: Claims): void {
  const login = loginOf(claims);
  if (!account.logins.includes(login)) account.logins.push(login);
}
