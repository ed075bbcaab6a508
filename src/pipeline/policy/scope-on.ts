import type { Repository } from "../../domain/installation.ts";
import type { Facts } from "../../gate/facts.ts";
import type { Policy } from "../../policy/policy.ts";
import { type ScopeInForce, scopeOf } from "../../policy/scope.ts";

/** What the policy does in this repository on that day: the same for a decision and for a preview of one. */
export function scopeOn(repository: Repository, policy: Policy, today: Date): ScopeInForce {
  const { name, visibility, archived, properties } = repository;
  return scopeOf(policy, { name, visibility, archived, properties, today });
}

/** The facts with those properties of the repository on which the scope may rest, and no others. */
export function withProperties(facts: Facts, { properties }: Repository, { scopes }: Policy): Facts {
  const named = new Set(scopes.flatMap(({ property = {} }) => Object.keys(property)));
  if (!properties || named.size === 0) return facts;
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => named.has(name)));
  return { ...facts, repository: { ...facts.repository, properties: kept } };
}

/** As `scopeOn`, of facts that were kept. */
export function scopeIn({ repository, asOf }: Facts, policy: Policy): ScopeInForce {
  return scopeOf(policy, { ...repository, today: new Date(asOf) });
}
