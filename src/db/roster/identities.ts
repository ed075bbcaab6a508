import { createHash, randomBytes } from "node:crypto";
import { canonicalJson } from "../../domain/canonical-json.ts";
import { type PersonId, personId } from "../../domain/ids.ts";
import type { Identity } from "../../domain/stores/people.ts";
import type { Db, Tx } from "../client.ts";
import type { AccountModel, IdentityModel } from "../generated/models.ts";
import { toNumber } from "../rows.ts";

const SECRET_BYTES = 32;

export async function ensureIdentity(db: Db | Tx, person: PersonId): Promise<Identity> {
  const known = await db.identity.findUnique({ where: { personId: person } });
  if (known) return toIdentity(known);
  const [made] = await ensureIdentities(db, [person]);
  if (!made) throw new Error("An identity was made and is not there");
  return made;
}

/** Of two that make one at once the first stays, and both read that one. */
export async function ensureIdentities(db: Db | Tx, people: readonly PersonId[]): Promise<readonly Identity[]> {
  const ids = [...new Set(people)];
  const known = await db.identity.findMany({ where: { personId: { in: ids } } });
  const has = new Set(known.map(({ personId }) => personId));
  const missing = ids.filter((id) => !has.has(id));
  if (missing.length === 0) return known.map(toIdentity);

  const accountsOf = await listAccountsBy(db, missing);
  const made = missing.map((person) => {
    const salt = randomBytes(SECRET_BYTES);
    const disclosed = disclosedOf(accountsOf.get(person) ?? []);
    const commitment = commitTo(disclosed, salt);
    return { personId: person, salt, disclosed, commitment, prKey: randomBytes(SECRET_BYTES) };
  });
  await db.identity.createMany({ data: made, skipDuplicates: true });
  const fresh = await db.identity.findMany({ where: { personId: { in: missing } } });
  return [...known, ...fresh].map(toIdentity);
}

async function listAccountsBy(db: Db | Tx, people: readonly string[]): Promise<ReadonlyMap<string, AccountModel[]>> {
  const accounts = await db.account.findMany({ where: { personId: { in: [...people] } }, orderBy: { id: "asc" } });
  const found = new Map<string, AccountModel[]>(people.map((person) => [person, []]));
  for (const account of accounts) found.get(account.personId ?? "")?.push(account);
  return found;
}

/** All accounts of the person; the login is that of the oldest account, null for somebody who has none. */
function disclosedOf(accounts: readonly Pick<AccountModel, "id" | "login">[]) {
  return { accounts: accounts.map(({ id }) => toNumber(id)), login: accounts[0]?.login ?? null };
}

function commitTo(disclosed: object, salt: Uint8Array): string {
  const hash = createHash("sha256").update(salt).update(canonicalJson(disclosed), "utf8");
  return `sha256:${hash.digest("hex")}`;
}

function toIdentity(row: IdentityModel): Identity {
  return { person: personId(row.personId), commitment: row.commitment, prKey: row.prKey };
}
