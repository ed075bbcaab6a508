import type { Viewer } from "../learning/port.ts";
import type { PolicyDocumentDeps } from "./deps.ts";
import type { PolicyHome } from "./port.ts";

/** Organisations whose policies the viewer may read: as a member, as somebody on the roster, or by a role there. */
export async function homesOf({ account }: Viewer, deps: PolicyDocumentDeps): Promise<readonly PolicyHome[]> {
  const { stores, roles } = deps;
  const accounts = await stores.people.accountsOf(account.person);
  const own = new Set(
    await stores.acknowledgements.organisationsOf(
      account.person,
      accounts.map(({ id }) => id),
    ),
  );
  const held = new Set((await roles.rolesOf(account.id)).map(({ org }) => org));
  const active = await stores.installations.listActive();
  return active
    .filter(({ orgId }) => own.has(orgId) || held.has(orgId))
    .map(({ orgId: org, orgLogin: login }) => ({ org, login }));
}

/** The one that an address names; without a name the first. */
export function homeNamed(org: string | undefined, homes: readonly PolicyHome[]): PolicyHome | undefined {
  return homes.find((home) => org === undefined || String(home.org) === org);
}
