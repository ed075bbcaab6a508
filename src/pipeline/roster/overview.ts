import type { AccountId, OrgId } from "../../domain/ids.ts";
import { ROSTER_SOURCES } from "../../domain/roster.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Account } from "../../domain/stores/people.ts";
import { accessHeld } from "../admin/access-held.ts";
import type { RosterOverview, UnknownAccount } from "./port.ts";

type Stores = Pick<OutsideStores, "access" | "people" | "roster" | "rosterImports">;

/** How the files and GitHub fit together: GitHub is the fourth source, and is looked at where it is kept already. */
export async function overviewOf(org: OrgId, stores: Stores): Promise<RosterOverview> {
  const sources = [];
  for (const source of ROSTER_SOURCES) sources.push({ source, newest: await stores.rosterImports.newest(org, source) });
  const { people, unknown } = await compare(org, stores);
  return { ...(await stores.roster.totals(org)), sources, observed: people.length, unknown: unknown.length };
}

/** By login. */
export async function listUnknownAccounts(org: OrgId, stores: Stores): Promise<readonly UnknownAccount[]> {
  const { unknown, members } = await compare(org, stores);
  return unknown
    .map(({ id, login }): UnknownAccount => ({ login, kind: members.has(id) ? "member" : "collaborator" }))
    .toSorted((a, b) => a.login.localeCompare(b.login, "en"));
}

async function compare(org: OrgId, stores: Stores) {
  const seen = await stores.access.current(org);
  const ids = accessHeld(seen).map(({ account }) => account);
  const people = (await stores.people.findAccounts(ids)).filter(({ type }) => type === "User");
  const named = await stores.roster.namedAmong(
    org,
    people.flatMap(({ person }) => person ?? []),
  );
  const members = new Set<AccountId>(
    seen.flatMap(({ kind, accountId }) => (kind === "member" && accountId !== null ? [accountId] : [])),
  );
  return { people, unknown: people.filter((account) => !isNamed(account, named)), members };
}

function isNamed({ person }: Account, named: ReadonlySet<string>): boolean {
  return person !== null && named.has(person);
}
