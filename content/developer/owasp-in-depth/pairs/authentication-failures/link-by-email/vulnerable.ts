import { randomUUID } from "node:crypto";

export type Claims = { iss: string; sub: string; email: string }; // of a verified ID token
export type Account = { id: string; email: string; logins: string[] };

const loginOf = (claims: Claims) => JSON.stringify([claims.iss, claims.sub]);

export function accountFor(accounts: Account[], claims: Claims): Account {
  const login = loginOf(claims);
  const email = claims.email.toLowerCase();
  let account =
    accounts.find((a) => a.logins.includes(login)) ??
    accounts.find((a) => a.email === email);
  if (!account) {
    account = { id: randomUUID(), email, logins: [] };
    accounts.push(account);
  }
  addLogin(account, claims);
  return account;
}

export function addLogin(account: Account, claims: Claims): void {
  const login = loginOf(claims);
  if (!account.logins.includes(login)) account.logins.push(login);
}
