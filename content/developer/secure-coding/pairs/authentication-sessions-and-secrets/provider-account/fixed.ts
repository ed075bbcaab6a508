import { randomUUID } from "node:crypto";

export interface Account {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  email: string;
}

/** From an ID token whose signature, issuer, audience, nonce and expiry have been verified. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly email: string;
}

export function signIn(accounts: Account[], { iss, sub, email }: Claims): Account {
  const known = accounts.find(
    (account) => account.issuer === iss && account.subject === sub,
  );
  if (known) return known;
  if (accounts.some((account) => account.email === email)) {
    throw new Error(
      "Sign in as you did before, then add this provider in your settings",
    );
  }

  const account = { id: randomUUID(), issuer: iss, subject: sub, email };
  accounts.push(account);
  return account;
}
