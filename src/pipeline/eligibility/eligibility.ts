import { z } from "zod";
import type { Clock } from "../../domain/clock.ts";
import { accountId, type PersonId, personId } from "../../domain/ids.ts";
import type { ApiClient } from "../../domain/stores/api-clients.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import { standsIn } from "../../gate/eligibility.ts";
import type { Facts } from "../../gate/facts.ts";
import { layersNeeded } from "../../policy/needs.ts";
import type { Policy } from "../../policy/policy.ts";
import type { LayerStanding } from "../../training/standing.ts";
import { completionsOf, toWaiverFact } from "../person-facts.ts";
import type { RolesDeps } from "../roles.ts";
import { digestOfToken } from "./clients.ts";
import type { Eligibility, EligibilityAsk, EligibilityDesk, EligibleLayer, PersonRef, Told } from "./port.ts";

export interface EligibilityDeps {
  readonly stores: OutsideStores;
  readonly transact: Transact;
  readonly policies: RolesDeps["policies"];
  readonly courses: () => Promise<Facts["courses"]>;
  readonly clock: Clock;
}

export function createEligibility(deps: EligibilityDeps): EligibilityDesk {
  const { stores, clock } = deps;
  return {
    clientOf: (token) => stores.apiClients.findByToken(digestOfToken(token)),

    async one(client, ref, ask) {
      const asked = await readAsk(client, ask, deps);
      if (!asked.ok) return asked;
      const person = await findPerson(ref, deps);
      const [told = null] = person === null ? [] : await tell(client, [person], asked.told, deps);
      await record(client, told?.person ?? null, told ? 1 : 0, deps);
      return { ok: true, told };
    },

    async page(client, { after, limit }, ask) {
      const asked = await readAsk(client, ask, deps);
      if (!asked.ok) return asked;
      const ids = await stores.apiClients.listPeople(client.orgId, { after, limit });
      const people = await tell(client, ids, asked.told, deps);
      await record(client, null, people.length, deps);
      const next = ids.length < limit ? null : (ids.at(-1) ?? null);
      return { ok: true, told: { asOf: clock(), people, next } };
    },
  };
}

/** What is asked, by which policy. */
interface Asked {
  readonly policy: Policy;
  readonly layers: readonly string[];
}

async function readAsk({ orgId }: ApiClient, { layers }: EligibilityAsk, deps: EligibilityDeps): Promise<Told<Asked>> {
  const inForce = await deps.policies.inForce(orgId);
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

async function findPerson(ref: PersonRef, { stores }: EligibilityDeps): Promise<PersonId | null> {
  if ("person" in ref) return z.uuid().safeParse(ref.person).success ? personId(ref.person) : null;
  if ("login" in ref) return (await stores.people.findAccountByLogin(ref.login))?.person ?? null;
  const [account] = await stores.people.findAccounts([accountId(ref.account)]);
  return account?.person ?? null;
}

/** In the order of `ids`; who has no account is left out, since nobody could be given access. */
async function tell(
  { orgId }: ApiClient,
  ids: readonly PersonId[],
  { policy, layers }: Asked,
  deps: EligibilityDeps,
): Promise<readonly Eligibility[]> {
  const { stores } = deps;
  const now = deps.clock();
  const facts = { courses: await deps.courses(), asOf: now.toISOString() };
  const accounts = await stores.people.accountsOfAll(ids);
  const completions = await stores.training.completionsOf(ids);
  const waivers = await stores.waivers.listStanding(orgId, ids, now);
  return ids.flatMap((person) => {
    const own = accounts.filter((account) => account.person === person);
    if (own.length === 0) return [];
    const spared = waivers.filter((waiver) => waiver.person === person && waiver.repositories.length === 0);
    const record = { completions: completionsOf(person, completions), waivers: spared.map(toWaiverFact) };
    const standings = layers.map((layer) => ({ layer, standing: standsIn(layer, record, facts, policy) }));
    return {
      person,
      accounts: own.map(({ id, login }) => ({ id, login })),
      eligible: standings.every(({ standing }) => standing.state !== "missing"),
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

async function record({ id }: ApiClient, person: PersonId | null, answered: number, deps: EligibilityDeps) {
  await deps.transact((stores) => stores.apiClients.recordRead({ client: id, person, answered, at: deps.clock() }));
}
