import type { Waiver } from "../../domain/stores/exceptions.ts";
import type { AccessFacts } from "../../gate/access/facts.ts";
import { toldOfDeadline } from "../notices/told.ts";
import { completionsOf, rosterFacts, toWaiverFact } from "../person-facts.ts";
import type { GatherAccessDeps } from "./deps.ts";
import type { GatheredAccess } from "./gather-access.ts";

type Recorded = Pick<
  AccessFacts,
  "roles" | "startedAt" | "leftAt" | "completions" | "waivers" | "waiversOver" | "toldOfDeadline"
>;

/** What is on record of the person: their training, what they are spared, what the roster says. */
export async function recordOf(
  { account, installation }: Pick<GatheredAccess, "account" | "installation">,
  asOf: Date,
  { stores }: GatherAccessDeps,
): Promise<Recorded> {
  const { person } = account;
  if (person === null) return { roles: [], completions: [], waivers: [], toldOfDeadline: null };
  const { orgId } = installation;
  const roster = await stores.roster.factsOf(orgId, [person]);
  const waivers = await stores.waivers.listStanding(orgId, [person], asOf);
  const over = await stores.waivers.listOver(orgId, person, asOf);
  return {
    ...rosterFacts(roster.get(person)),
    completions: completionsOf(person, await stores.training.completionsOf([person])),
    waivers: waivers.map(onSome),
    ...(over.length > 0 && { waiversOver: over.map(onSome) }),
    toldOfDeadline: toldOfDeadline(await stores.notices.ofPerson(orgId, person))?.toISOString() ?? null,
  };
}

const onSome = (waiver: Waiver) => ({ ...toWaiverFact(waiver), repositories: waiver.repositories });
