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
  const known = accounts.find((account) => account.email === email);
  if (known) return known;

  const account = { id: randomUUID(), issuer: iss, subject: sub, email };
  accounts.push(account);
  return account;
}
