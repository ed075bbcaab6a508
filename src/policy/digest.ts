import { sha256OfJson } from "../domain/canonical-json.ts";
import type { Policy } from "./policy.ts";

/** What a decision is bound to: equal for files that say the same, however they are spelled, ordered or commented. */
export function policyDigest(policy: Policy): string {
  return sha256OfJson(policy);
}

/** A policy as it was stored under its digest; undefined where somebody changed it since. */
export function readStoredPolicy(stored: { readonly digest: string; readonly policy: unknown }): Policy | undefined {
  // Sound: only policies are stored, and the digest proves that this is the very one.
  return policyDigest(stored.policy as Policy) === stored.digest ? (stored.policy as Policy) : undefined;
}
