import type { Installation, Repository } from "../../domain/installation.ts";
import type { OutsideStores } from "../../domain/stores/index.ts";
import type { Mode } from "../../policy/order.ts";
import type { Policies } from "../policy/policies.ts";
import { scopeOn } from "../policy/scope-on.ts";

/** How the gate stood on a default branch at a time. */
export interface GateOn {
  readonly mode: Mode;
  readonly required: boolean;
  readonly paused: boolean;
}

export interface GateOnDeps {
  readonly stores: OutsideStores;
  readonly policies: Pick<Policies, "inForce">;
}

/**
 * Null outside of the boundary, and while no policy is in force: nothing is gated there. What is known late is judged by
 * the policy of now, on that day: while no server was there to hear of another one, none came into force.
 */
export async function gateOn(
  repository: Repository,
  { orgId }: Pick<Installation, "orgId">,
  at: Date,
  { stores, policies }: GateOnDeps,
): Promise<GateOn | null> {
  const inForce = await policies.inForce(orgId);
  const scope = inForce && scopeOn(repository, inForce.policy, at);
  if (!scope?.inBoundary) return null;
  const { requiresCheck = false } = repository;
  return { mode: scope.mode, required: requiresCheck, paused: await stores.pauses.isPaused(orgId, at) };
}
