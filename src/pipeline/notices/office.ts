import { accountId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Account } from "../../domain/stores/people.ts";
import { noticesOf } from "../../policy/notices.ts";
import type { Policy } from "../../policy/policy.ts";

/** Where those who run this app read their mail: the admins' own addresses, and those that the policy names. */
export async function officeAddresses(
  { orgId }: Installation,
  policy: Policy,
  stores: OutsideStores,
): Promise<readonly string[]> {
  const { mail, digestTo } = noticesOf(policy);
  if (!mail) return digestTo;
  const admins = await adminAccounts(orgId, policy, stores);
  const known = await stores.notices.addressesOf(
    orgId,
    admins.flatMap(({ person }) => person ?? []),
  );
  return [...new Set([...known.values(), ...digestTo])];
}

/** Until a role is set, organisation owners are admins. */
async function adminAccounts(
  org: Installation["orgId"],
  { roles: { admin } }: Policy,
  { access, notices, people }: OutsideStores,
): Promise<readonly Account[]> {
  const { teams: slugs = [], accounts = [] } = admin;
  if (slugs.length === 0 && accounts.length === 0) {
    const owners = (await access.current(org)).filter(({ kind, role }) => kind === "member" && role === "admin");
    return people.findAccounts(owners.flatMap(({ accountId }) => accountId ?? []));
  }
  const teams = await Promise.all(slugs.map((slug) => notices.findTeam(org, slug)));
  const seats = await access.ofTeams(
    org,
    teams.flatMap((team) => team?.id ?? []),
  );
  const members = seats.flatMap(({ kind, accountId }) =>
    kind === "team-member" && accountId !== null ? [accountId] : [],
  );
  return people.findAccounts([...members, ...accounts.map(accountId)]);
}
