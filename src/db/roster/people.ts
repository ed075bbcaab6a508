import { randomUUID } from "node:crypto";
import { type AccountId, accountId, type PersonId, personId } from "../../domain/ids.ts";
import type { AccountName } from "../../domain/pull-request.ts";
import type { Account, PeopleStore } from "../../domain/stores/people.ts";
import type { Db, Tx } from "../client.ts";
import type { AccountModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";
import { ensureIdentities, ensureIdentity } from "./identities.ts";

export function createPeopleStore(db: Db | Tx): PeopleStore {
  return {
    ensure: (accounts, at) => ensureAccounts(db, accounts, at),
    findAccounts: (ids) => findAccounts(db, ids),
    findAccountByLogin: (login) => findAccountByLogin(db, login),
    accountsOf: (person) => listAccountsOf(db, [person]),
    accountsOfAll: (people) => listAccountsOf(db, people),
    findByEmail: (addresses) => findByEmail(db, addresses),
    saveEmails: (account, addresses, at) => saveEmails(db, account, addresses, at),
    identity: (person) => ensureIdentity(db, person),
    identities: (people) => ensureIdentities(db, people),
  };
}

async function ensureAccounts(db: Db | Tx, accounts: readonly AccountName[], at: Date): Promise<readonly Account[]> {
  const told = [...new Map(accounts.map((account) => [account.id, account])).values()];
  const ids = told.map((account) => account.id);
  const known = await findAccounts(db, ids);
  // Nearly always so: nothing is written for people who are known under the same login.
  if (told.every((account) => isKnown(account, known))) return known;

  await saveAccounts(db, told, at);
  await givePersons(db, ids, at);
  return findAccounts(db, ids);
}

function isKnown(account: AccountName, known: readonly Account[]): boolean {
  const found = known.find(({ id }) => id === account.id);
  if (!found || found.login !== account.login || found.type !== account.type) return false;
  return found.type !== "User" || found.person !== null;
}

/** In the order of their ids, so that two of these at once wait for each other and never in a circle. */
async function saveAccounts(db: Db | Tx, accounts: readonly AccountName[], at: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO account (id, login, type, created_at, updated_at)
    SELECT id, login, type, ${at}::timestamptz, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) AS told (id bigint, login text, type text)
    ORDER BY id
    ON CONFLICT (id) DO UPDATE SET login = EXCLUDED.login, type = EXCLUDED.type, updated_at = EXCLUDED.updated_at
    WHERE (account.login, account.type) IS DISTINCT FROM (EXCLUDED.login, EXCLUDED.type)`;
}

/**
 * The lock makes a second process wait and then see that the account has its person: no person is left without
 * an account, and no account changes hands.
 */
async function givePersons(db: Db | Tx, accounts: readonly AccountId[], at: Date): Promise<void> {
  const candidates = JSON.stringify(accounts.map((account) => ({ account, person: randomUUID() })));
  await db.$executeRaw`
    WITH alone AS (
      SELECT account.id, candidate.person
      FROM account
      JOIN jsonb_to_recordset(${candidates}::jsonb) AS candidate (account bigint, person uuid)
        ON candidate.account = account.id
      WHERE account.person_id IS NULL AND account.type = 'User'
      ORDER BY account.id
      FOR UPDATE OF account
    ), made AS (
      INSERT INTO person (id, created_at) SELECT person, ${at}::timestamptz FROM alone
    )
    UPDATE account SET person_id = alone.person FROM alone WHERE account.id = alone.id`;
}

async function findAccounts(db: Db | Tx, ids: readonly AccountId[]): Promise<readonly Account[]> {
  const rows = await db.account.findMany({ where: { id: { in: ids.map(BigInt) } }, orderBy: { id: "asc" } });
  return rows.map(toAccount);
}

/** GitHub's logins ignore case. Of two accounts that were seen under one, the later seen holds it. */
async function findAccountByLogin(db: Db | Tx, login: string): Promise<Account | null> {
  // Not Prisma's insensitive mode: that is ILIKE, which takes the `_` of a managed user's login for any letter.
  const rows = await db.$queryRaw<AccountModel[]>`
    SELECT id, person_id AS "personId", login, type FROM account
    WHERE lower(login) = lower(${login})
    ORDER BY updated_at DESC, id DESC LIMIT 1`;
  return rows[0] ? toAccount(rows[0]) : null;
}

async function listAccountsOf(db: Db | Tx, people: readonly PersonId[]): Promise<readonly Account[]> {
  const rows = await db.account.findMany({ where: { personId: { in: [...people] } }, orderBy: { id: "asc" } });
  return rows.map(toAccount);
}

async function findByEmail(db: Db | Tx, addresses: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const rows = await db.accountEmail.findMany({
    where: { address: { in: addresses.map(toAddress) } },
    include: { account: true },
  });
  return new Map(rows.map((row) => [row.address, toAccount(row.account)]));
}

async function saveEmails(db: Db | Tx, account: AccountId, addresses: readonly string[], at: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO account_email (address, account_id, verified_at)
    SELECT DISTINCT address, ${BigInt(account)}::bigint, ${at}::timestamptz
    FROM unnest(${addresses.map(toAddress)}::text[]) AS told (address)
    ORDER BY address
    ON CONFLICT (address) DO UPDATE SET account_id = EXCLUDED.account_id, verified_at = EXCLUDED.verified_at`;
}

/** Upper and lower case name one mailbox in practice, and GitHub matches addresses without regard to it. */
function toAddress(address: string): string {
  return address.toLowerCase();
}

export function toAccount(row: Pick<AccountModel, "id" | "login" | "type" | "personId">): Account {
  return { ...toAccountName(row), person: row.personId === null ? null : personId(row.personId) };
}

export function toAccountName(row: Pick<AccountModel, "id" | "login" | "type">): AccountName {
  return { id: accountId(toNumber(row.id)), login: row.login, type: row.type };
}
