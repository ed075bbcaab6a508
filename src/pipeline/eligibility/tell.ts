import type { OrgId, PersonId } from "../../domain/ids.ts";
import { standsIn } from "../../gate/eligibility.ts";
import { layersNeeded } from "../../policy/needs.ts";
import type { Policy } from "../../policy/policy.ts";
import type { LayerStanding } from "../../training/standing.ts";
import { completionsOf, toWaiverFact } from "../person-facts.ts";
import type { EligibilityDeps } from "./eligibility.ts";
import type { Eligibility, EligibilityAsk, EligibleLayer, Told } from "./port.ts";

export type TellDeps = Pick<EligibilityDeps, "stores" | "policies" | "courses" | "clock">;

/** What is asked, by which policy. */
export interface Asked {
  readonly policy: Policy;
  readonly layers: readonly string[];
}

export async function readAsk(
  org: OrgId,
  { layers }: EligibilityAsk,
  deps: Pick<TellDeps, "policies">,
): Promise<Told<Asked>> {
  const inForce = await deps.policies.inForce(org);
  if (!inForce) return { ok: false, why: "No policy is in force for the organisation yet" };
  const { policy } = inForce;
  const unknown = layers.filter((layer) => !Object.hasOwn(policy.layers, layer));
  if (unknown.length > 0) {
    const known = Object.keys(policy.layers).join(", ");
    return { ok: false, why: `The policy has no layer ${unknown.join(", ")}. It has: ${known}` };
  }
  return { ok: true, told: { policy, layers: layers.length > 0 ? [...new Set(layers)] : layersOfWriters(policy) } };
}

/** What is asked of whoever may write, anywhere: rules that name a role, a team or repositories ask it of some only. */
function layersOfWriters(policy: Policy): readonly string[] {
  const anybody = { access: "write", opensPullRequest: true, roles: [], teams: [], repository: "" } as const;
  return [...new Set(layersNeeded(policy, anybody).map(({ layer }) => layer))];
}

/**
 * In the order of `ids`; who has no account is left out, since nobody could be given access. Who has left is not eligible,
 * whatever they finished.
 */
export async function tell(
  org: OrgId,
  ids: readonly PersonId[],
  { policy, layers }: Asked,
  deps: TellDeps,
): Promise<readonly Eligibility[]> {
  const { stores } = deps;
  const now = deps.clock();
  const facts = { courses: await deps.courses(), asOf: now.toISOString() };
  const accounts = await stores.people.accountsOfAll(ids);
  const completions = await stores.training.completionsOf(ids);
  const waivers = await stores.waivers.listStanding(org, ids, now);
  const gone = new Set(await stores.apiClients.leftAmong(ids));
  return ids.flatMap((person) => {
    const own = accounts.filter((account) => account.person === person);
    if (own.length === 0) return [];
    const spared = waivers.filter((waiver) => waiver.person === person && waiver.repositories.length === 0);
    const record = { completions: completionsOf(person, completions), waivers: spared.map(toWaiverFact) };
    const standings = layers.map((layer) => ({ layer, standing: standsIn(layer, record, facts, policy) }));
    return {
      person,
      accounts: own.map(({ id, login }) => ({ id, login })),
      eligible: !gone.has(person) && standings.every(({ standing }) => standing.state !== "missing"),
      layers: standings.map(({ layer, standing }) => toLayer(layer, standing)),
      changesAt: earliest(standings.map(({ standing }) => standing.changesAt)),
    };
  });
}

function toLayer(layer: string, standing: LayerStanding): EligibleLayer {
  if (standing.state === "met") return { layer, state: "met", until: toDate(standing.until), missing: [] };
  const missing = standing.missing.map(({ course, why }) => ({ course, why }));
  return { layer, state: standing.state, until: standing.state === "grace" ? toDate(standing.until) : null, missing };
}

function toDate(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

function earliest(instants: readonly (string | null)[]): Date | null {
  const times = instants.flatMap((one) => (one === null ? [] : [Date.parse(one)]));
  return times.length === 0 ? null : new Date(Math.min(...times));
}
