import { accountId, type PersonId, personId } from "../../domain/ids.ts";
import type { Traces } from "../../domain/stores/erasure.ts";
import type { Db, Tx } from "../client.ts";
import { toNumber } from "../rows.ts";

interface Told {
  readonly login: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

/** Accounts and the roster say who somebody is; git and signatures say what else they are called. */
export async function findTraces(db: Db | Tx, person: PersonId): Promise<Traces> {
  const people = await listSame(db, person);
  const accounts = await listAccounts(db, people);
  const told = [...(await toldByRecords(db, people, accounts)), ...(await toldByGit(db, accounts))];
  const words = (key: keyof Told) => distinct(told.map((one) => one[key]));
  return {
    people: people.map(personId),
    accounts: accounts.map((id) => accountId(toNumber(id))),
    logins: words("login"),
    emails: words("email"),
    names: words("name"),
  };
}

/** One person may have been two, until somebody found out. */
async function listSame(db: Db | Tx, person: PersonId): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE same (id) AS (
      SELECT id FROM person WHERE id = ${person}::uuid
      UNION
      SELECT CASE WHEN person.id = same.id THEN person.merged_into ELSE person.id END
      FROM same JOIN person ON person.merged_into IS NOT NULL AND (person.id = same.id OR person.merged_into = same.id)
    )
    SELECT id::text FROM same`;
  return rows.map(({ id }) => id);
}

/** A roster may name somebody else's account by mistake: it is not theirs. */
async function listAccounts(db: Db | Tx, people: readonly string[]): Promise<readonly bigint[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM account WHERE person_id = ANY (${people}::uuid[])
    UNION
    SELECT github_id FROM roster_version
    JOIN roster_member ON roster_member.id = roster_version.member_id
    WHERE github_id IS NOT NULL AND roster_member.person_id = ANY (${people}::uuid[]) AND NOT EXISTS (
      SELECT FROM account WHERE account.id = github_id AND account.person_id <> ALL (${people}::uuid[]))
    ORDER BY id`;
  return rows.map(({ id }) => id);
}

function toldByRecords(db: Db | Tx, people: readonly string[], accounts: readonly bigint[]): Promise<Told[]> {
  return db.$queryRaw<Told[]>`
    SELECT login, NULL AS email, NULL AS name FROM account WHERE id = ANY (${accounts}::bigint[])
    UNION SELECT disclosed ->> 'login', NULL, NULL FROM identity WHERE person_id = ANY (${people}::uuid[])
    UNION SELECT NULL, address, NULL FROM account_email WHERE account_id = ANY (${accounts}::bigint[])
    UNION SELECT NULL, NULL, typed_name FROM attestation WHERE person_id = ANY (${people}::uuid[])
    UNION SELECT github_login, email, name FROM roster_version
      JOIN roster_member ON roster_member.id = roster_version.member_id WHERE person_id = ANY (${people}::uuid[])
    UNION SELECT NULL, address, NULL FROM external_identity, unnest(addresses || name_id) AS address
      WHERE account_id = ANY (${accounts}::bigint[])`;
}

/** What GitHub linked to their accounts in commits that were read. */
function toldByGit(db: Db | Tx, accounts: readonly bigint[]): Promise<Told[]> {
  return db.$queryRaw<Told[]>`
    SELECT DISTINCT who #>> '{account,login}' AS login, who ->> 'email' AS email, who ->> 'name' AS name
    FROM commit_range, LATERAL (
      SELECT jsonb_path_query(commits, '$[*].author') AS who
      UNION ALL SELECT jsonb_path_query(commits, '$[*].coAuthors[*]')) AS told
    WHERE (who #>> '{account,id}')::bigint = ANY (${accounts}::bigint[])`;
}

function distinct(words: readonly (string | null)[]): readonly string[] {
  const told = words.flatMap((word) => (word === null ? [] : word.trim().toLowerCase()));
  return [...new Set(told)].filter((word) => word !== "").sort();
}
