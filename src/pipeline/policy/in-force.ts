import type { OrgId } from "../../domain/ids.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import { readStoredPolicy } from "../../policy/digest.ts";
import type { Policy } from "../../policy/policy.ts";

export interface PolicyInForce {
  readonly policy: Policy;
  readonly digest: string;
}

/** What is in force, parsed once for each version. */
export function createInForce(stores: OutsideStores): (org: OrgId) => Promise<PolicyInForce | null> {
  const parsed = new Map<string, Policy>();
  return async (org) => {
    const state = await stores.policies.inForce(org);
    if (!state) return null;
    const policy = parsed.get(state.digest) ?? (await loadPolicy(state.digest, stores));
    parsed.set(state.digest, policy);
    return { policy, digest: state.digest };
  };
}

/** A stored policy is the decoded one, whose digest is its name: a row that was edited does not decide. */
async function loadPolicy(digest: string, stores: OutsideStores): Promise<Policy> {
  const stored = await stores.policies.find(digest);
  if (!stored) throw new Error(`The policy ${digest} is in force and not stored`);
  const policy = readStoredPolicy(stored);
  if (!policy) throw new Error(`The stored policy ${digest} does not have this digest`);
  return policy;
}
