import type { Holders, Policy } from "./policy.ts";

/** Whom a policy may name, by account id or in what it says in words. */
export interface Somebody {
  readonly accounts: readonly number[];
  /** Whether a text names them. */
  readonly isNamedIn: (text: string) => boolean;
}

/** Paths, as in the file, of the values that name somebody; none in most policies. */
export function findNamed(
  { roles, waivers, pull_requests, access, scopes }: Policy,
  whom: Somebody,
): readonly string[] {
  const isTheirs = (id: number) => whom.accounts.includes(id);
  const held = (path: string, { accounts = [] }: Holders = {}) =>
    accounts.flatMap((id, index) => (isTheirs(id) ? [`${path}.accounts[${index}]`] : []));
  return [
    ...held("roles.admin", roles.admin),
    ...held("roles.auditor", roles.auditor),
    ...held("waivers.approvers", waivers.approvers),
    ...pull_requests.bots.flatMap(({ id }, index) => (isTheirs(id) ? [`pull_requests.bots[${index}].id`] : [])),
    ...access.machines.flatMap(({ id, owner, reason }, index) => [
      ...(isTheirs(id) ? [`access.machines[${index}].id`] : []),
      ...(whom.isNamedIn(owner) ? [`access.machines[${index}].owner`] : []),
      ...(whom.isNamedIn(reason) ? [`access.machines[${index}].reason`] : []),
    ]),
    ...scopes.flatMap(({ reason = "" }, index) => (whom.isNamedIn(reason) ? [`scopes[${index}].reason`] : [])),
  ].map((path) => `enforcement.${path}`);
}
