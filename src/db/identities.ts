import { createHash, randomBytes } from "node:crypto";
import { canonicalJson } from "../domain/canonical-json.ts";
import { type PersonId, personId } from "../domain/ids.ts";
import type { Identity } from "../domain/stores/people.ts";
import type { Db, Tx } from "./client.ts";
import type { IdentityModel } from "./generated/models.ts";
import { toNumber } from "./rows.ts";

const SECRET_BYTES = 32;

/** Of two that make it at once the first stays, and both read that one. */
export async function ensureIdentity(db: Db | Tx, person: PersonId): Promise<Identity> {
  const known = await db.identity.findUnique({ where: { personId: person } });
  if (known) return toIdentity(known);

  const salt = randomBytes(SECRET_BYTES);
  const disclosed = await disclosedOf(db, person);
  const made = { personId: person, salt, disclosed, commitment: commitTo(disclosed, salt) };
  await db.identity.createMany({ data: [{ ...made, prKey: randomBytes(SECRET_BYTES) }], skipDuplicates: true });
  return toIdentity(await db.identity.findUniqueOrThrow({ where: { personId: person } }));
}

/** All accounts of the person; the login is that of the oldest account, null for somebody who has none. */
async function disclosedOf(db: Db | Tx, person: PersonId) {
  const accounts = await db.account.findMany({ where: { personId: person }, orderBy: { id: "asc" } });
  return { accounts: accounts.map(({ id }) => toNumber(id)), login: accounts[0]?.login ?? null };
}

function commitTo(disclosed: object, salt: Uint8Array): string {
  const hash = createHash("sha256").update(salt).update(canonicalJson(disclosed), "utf8");
  return `sha256:${hash.digest("hex")}`;
}

function toIdentity(row: IdentityModel): Identity {
  return { person: personId(row.personId), commitment: row.commitment, prKey: row.prKey };
}
