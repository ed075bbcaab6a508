import type { OrgId } from "../../domain/ids.ts";
import { explainPolicy } from "../../policy/explain.ts";
import { type LayeredPolicy, readOrigins } from "../../policy/layer.ts";
import { noText, objectionToRole, textOf } from "../exceptions/people.ts";
import { type Actor, type Done, refused } from "../exceptions/port.ts";
import { release } from "../policy/change.ts";
import type { PolicyInForce } from "../policy/in-force.ts";
import { readOrganisationPolicy } from "../policy/organisation-policy.ts";
import { type AdminDeps, installationOf } from "./deps.ts";
import type { PolicyView } from "./port.ts";

export async function readPolicy(org: OrgId, deps: AdminDeps): Promise<PolicyView> {
  const state = await deps.stores.policies.stateOf(org);
  const inForce = await deps.policies.inForce(org);
  const held = state?.held ?? null;
  const capPercent = inForce?.policy.cap.newly_blocked ?? 0;
  return {
    inForce: state?.inForce && inForce ? await toldOf(org, { ...state.inForce, ...inForce }, deps) : null,
    problem: state?.problem ?? null,
    held: held && { digest: held.digest, at: held.at, newlyBlocked: held.newlyBlocked, open: held.open, capPercent },
  };
}

type Kept = PolicyInForce & { readonly text: string | null; readonly readAt: Date };

async function toldOf(org: OrgId, kept: Kept, deps: AdminDeps): Promise<PolicyView["inForce"]> {
  const { digest, readAt } = kept;
  return {
    digest,
    readAt,
    topics: explainPolicy(await layeredOf(kept, deps)),
    since: await deps.reading.policySince(org, digest),
  };
}

/**
 * Read again from its file, where that still makes this very policy: then it can be told what the floor held back.
 * Where the deployment has changed since, from what was stored beside it.
 */
async function layeredOf({ digest, policy, text }: Kept, deps: AdminDeps): Promise<LayeredPolicy> {
  const again = readOrganisationPolicy(text, { deployment: deps.deployment, courses: await deps.knownCourses() });
  if (again.ok && again.layered.digest === digest) return again.layered;
  const stored = await deps.stores.policies.find(digest);
  return { policy, digest, floor: {}, raised: [], provenance: readOrigins(stored?.sources ?? {}) };
}

export async function releaseHeld(
  by: Actor,
  org: OrgId,
  given: { readonly digest: string; readonly reason: string },
  deps: AdminDeps,
): Promise<Done> {
  const objection = await objectionToRole(by, org, "admin", deps.roles);
  if (objection) return objection;
  const reason = textOf(given.reason);
  if (reason === null) return noText("reason");
  const installation = await installationOf(org, deps);
  const { digest } = given;
  const done = await release(installation, { by: by.person, reason, digest }, deps.clock(), deps);
  if (done === "released") return { ok: true, id: digest };
  return refused(
    "This policy does not wait any more: another one may, or it is in force. Look at what stands here now",
  );
}
