import { z } from "zod";
import type { Clock } from "../../domain/clock.ts";
import { accountId, type PersonId, personId } from "../../domain/ids.ts";
import type { ApiClient } from "../../domain/stores/api-clients.ts";
import type { OutsideStores, Transact } from "../../domain/stores/index.ts";
import type { Facts } from "../../gate/facts.ts";
import type { RolesDeps } from "../policy/roles.ts";
import { digestOfToken } from "./clients.ts";
import type { EligibilityDesk, PersonRef } from "./port.ts";
import { readAsk, tell } from "./tell.ts";

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
      const asked = await readAsk(client.orgId, ask, deps);
      if (!asked.ok) return asked;
      const person = await findPerson(ref, deps);
      const [told = null] = person === null ? [] : await tell(client.orgId, [person], asked.told, deps);
      await record(client, told?.person ?? null, told ? 1 : 0, deps);
      return { ok: true, told };
    },

    async page(client, { after, limit }, ask) {
      const asked = await readAsk(client.orgId, ask, deps);
      if (!asked.ok) return asked;
      const ids = await stores.apiClients.listPeople(client.orgId, { after, limit });
      const people = await tell(client.orgId, ids, asked.told, deps);
      await record(client, null, people.length, deps);
      const next = ids.length < limit ? null : (ids.at(-1) ?? null);
      return { ok: true, told: { asOf: clock(), people, next } };
    },
  };
}

async function findPerson(ref: PersonRef, { stores }: EligibilityDeps): Promise<PersonId | null> {
  if ("person" in ref) return z.uuid().safeParse(ref.person).success ? personId(ref.person) : null;
  if ("login" in ref) return (await stores.people.findAccountByLogin(ref.login))?.person ?? null;
  const [account] = await stores.people.findAccounts([accountId(ref.account)]);
  return account?.person ?? null;
}

async function record({ id }: ApiClient, person: PersonId | null, answered: number, deps: EligibilityDeps) {
  await deps.transact((stores) => stores.apiClients.recordRead({ client: id, person, answered, at: deps.clock() }));
}
