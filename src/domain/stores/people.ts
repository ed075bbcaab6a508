import type { AccountId, PersonId } from "../ids.ts";
import type { AccountName } from "../pull-request.ts";

export interface Account extends AccountName {
  readonly person: PersonId | null;
}

/** What the log discloses of a person while they are not erased. */
export interface Identity {
  readonly person: PersonId;
  /** `sha256:` + hex of SHA-256(salt ‖ canonical JSON of `disclosed`). */
  readonly commitment: string;
  /** Erasable key: pull requests of this person are named in the log by an HMAC under it. */
  readonly prKey: Uint8Array;
}

export interface PeopleStore {
  /**
   * Makes the accounts known, updates login and type of known ones, and gives each `User` a person if it has none.
   * Idempotent; safe beside itself on the same ids.
   */
  ensure(accounts: readonly AccountName[], at: Date): Promise<readonly Account[]>;
  findAccounts(ids: readonly AccountId[]): Promise<readonly Account[]>;
  findAccountByLogin(login: string): Promise<Account | null>;
  accountsOf(person: PersonId): Promise<readonly Account[]>;
  /** Of all these people, the oldest account of each first. */
  accountsOfAll(people: readonly PersonId[]): Promise<readonly Account[]>;
  /** Who GitHub verified these addresses for, as learnt at sign-in. Keys are lower-case. */
  findByEmail(addresses: readonly string[]): Promise<ReadonlyMap<string, Account>>;
  /** Keeps the addresses that GitHub verified for the account; one that moved is taken from its former account. */
  saveEmails(account: AccountId, addresses: readonly string[], at: Date): Promise<void>;
  /** Makes the identity (random salt and key, `disclosed` = login and account ids) on first use; then always the same. */
  identity(person: PersonId): Promise<Identity>;
  /** As `identity`, for many at once and in no order. */
  identities(people: readonly PersonId[]): Promise<readonly Identity[]>;
}

export interface SessionStore {
  /** `id` is the SHA-256 of the token in the cookie, so that a copy of the table signs nobody in. */
  create(session: { id: string; account: AccountId; createdAt: Date; expiresAt: Date }): Promise<void>;
  find(
    id: string,
    now: Date,
  ): Promise<{ readonly id: string; readonly account: Account; readonly createdAt: Date } | null>;
  revoke(id: string, at: Date): Promise<void>;
  revokeAllOf(account: AccountId, at: Date): Promise<void>;
  /** Those that are over or were revoked. Answers how many. */
  deleteEnded(now: Date): Promise<number>;
}
