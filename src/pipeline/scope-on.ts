import type { Repository } from "../domain/installation.ts";
import type { Policy } from "../policy/policy.ts";
import { type ScopeInForce, scopeOf } from "../policy/scope.ts";

/** What the policy does in this repository on that day: the same for a decision and for a preview of one. */
export function scopeOn(repository: Repository, policy: Policy, today: Date): ScopeInForce {
  const { name, visibility, archived, properties } = repository;
  return scopeOf(policy, { name, visibility, archived, properties, today });
}
