import type { Traces } from "../../domain/stores/erasure.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { wordsOf } from "../../domain/traces.ts";
import { readStoredPolicy } from "../../policy/digest.ts";
import { readOrigins } from "../../policy/layer.ts";
import { findNamed, type Somebody } from "../../policy/names-somebody.ts";
import type { Policy } from "../../policy/policy.ts";
import { recordsOf } from "../../policy/records.ts";
import type { EraseDeps } from "./deps.ts";
import type { EraseAsk } from "./port.ts";

/** Why somebody is not erased now, each with what to do first; none, if nothing stands in the way. */
export async function findHindrances(ask: EraseAsk, traces: Traces, deps: EraseDeps): Promise<readonly string[]> {
  return [
    ...(await refuseTheWrongHand(ask, traces, deps)),
    ...(await listHolds(deps)),
    ...(await listPoliciesNaming(traces, deps.stores)),
    ...(await listOwnInstallations(traces, deps.stores)),
    ...(ask.stillAMember ? [] : await listWhereSeenAgain(traces, deps.stores)),
  ];
}

async function refuseTheWrongHand({ by }: EraseAsk, { people }: Traces, { roles }: EraseDeps) {
  if (people.includes(by.person)) return ["Nobody erases themselves: another administrator has to"];
  const held = await roles.rolesOf(by.account);
  return held.some(({ admin }) => admin)
    ? []
    : [`${by.login} is no administrator: the policy in force names who is, under roles.admin`];
}

/** A person's records are those of every organisation here: one that must keep its own keeps them all. */
async function listHolds({ stores, policies }: EraseDeps): Promise<readonly string[]> {
  const found: string[] = [];
  for (const org of await stores.retention.organisations()) {
    const inForce = await policies.inForce(org);
    const hold = inForce ? recordsOf(inForce.policy).legal_hold : false;
    if (hold !== false)
      found.push(`A legal hold is in force (${hold}): nobody is erased until records.legal_hold is false again`);
  }
  return found;
}

/** What is in force, or waits to be, decides: only who writes it can take somebody out. */
async function listPoliciesNaming(traces: Traces, stores: OutsideStores): Promise<readonly string[]> {
  const found: string[] = [];
  for (const digest of await listStanding(stores)) {
    const stored = await stores.policies.find(digest);
    const policy = stored && readStoredPolicy(stored);
    if (!stored || !policy) continue;
    const origins = readOrigins(stored.sources);
    for (const path of findNamed(policy, somebodyOf(traces))) {
      const origin = origins.get(path);
      const place = origin ? ` (${origin.source}${origin.line === undefined ? "" : `, line ${origin.line}`})` : "";
      found.push(
        `The policy names them: ${path}${place}. Take it out of the file first, and let the change come into force`,
      );
    }
  }
  return found;
}

/** Digests of policies in force and of those that wait for an administrator. */
export async function listStanding({ retention, policies }: Pick<OutsideStores, "retention" | "policies">) {
  const standing: string[] = [];
  for (const org of await retention.organisations()) {
    const state = await policies.stateOf(org);
    standing.push(...[state?.inForce?.digest ?? [], state?.held?.digest ?? []].flat());
  }
  return [...new Set(standing)];
}

export function somebodyOf(traces: Traces): Somebody {
  const words = wordsOf(traces);
  return { accounts: traces.accounts, isNamedIn: (text) => text.search(words) !== -1 };
}

/** Whether a policy that is not in force any more names them, so that its row would give them away. */
export function isNamedBy(policy: Policy, traces: Traces): boolean {
  return findNamed(policy, somebodyOf(traces)).length > 0;
}

async function listOwnInstallations(traces: Traces, { erasure }: OutsideStores): Promise<readonly string[]> {
  const own = await erasure.ownInstallations(traces);
  return own.map(
    (org) => `The App is installed on their own account (${org}): its records are theirs. Uninstall it first`,
  );
}

/** Where GitHub would tell of them again at the next look. */
async function listWhereSeenAgain(traces: Traces, stores: OutsideStores): Promise<readonly string[]> {
  const { accounts } = traces;
  const remedy = "or say --still-a-member: GitHub will name them again, as somebody new";
  const found: string[] = [];
  for (const { orgId, orgLogin } of await stores.installations.listActive()) {
    const seats = await stores.access.current(orgId);
    if (seats.some(({ accountId }) => accountId !== null && accounts.includes(accountId)))
      found.push(`They still have access to ${orgLogin}. Remove them there first, ${remedy}`);
  }
  const pulls = await stores.verdicts.openPullRequestsOf(accounts);
  const named = [
    ...pulls.map(({ owner, name, number }) => `${owner}/${name}#${number}`),
    ...(await stores.erasure.openPullsBacked(traces)),
  ];
  if (named.length > 0)
    found.push(
      `They are on open pull requests: ${[...new Set(named)].join(", ")}. Close or merge these first, ${remedy}`,
    );
  return found;
}
