import { z } from "zod";
import { type OrgId, personId } from "../../domain/ids.ts";
import { type AdminDeps, installationOf } from "./deps.ts";
import { pageOf } from "./paged.ts";
import { peopleStanding } from "./people-standing.ts";
import type { Paged, PeopleAsked, PersonStatus, PersonView } from "./port.ts";

const LATE_DECISIONS = 20;

export async function listPeople(
  org: OrgId,
  { page, ...asked }: PeopleAsked & { readonly page: number },
  deps: AdminDeps,
): Promise<Paged<PersonStatus>> {
  return pageOf(await findPeople(org, asked, deps), page);
}

export async function findPeople(org: OrgId, asked: PeopleAsked, deps: AdminDeps): Promise<readonly PersonStatus[]> {
  const wanted = asked.search.toLowerCase().replace(/^@/, "");
  const all = await peopleStanding(await installationOf(org, deps), deps);
  return all.filter(
    ({ logins, state }) =>
      (asked.state === null || state === asked.state) && logins.some((login) => login.toLowerCase().includes(wanted)),
  );
}

/** Also of somebody who has left, since their record is what an auditor asks for. */
export async function readPerson(org: OrgId, id: string, deps: AdminDeps): Promise<PersonView | null> {
  if (!z.uuid().safeParse(id).success) return null;
  const { stores, reading } = deps;
  const person = personId(id);
  const accounts = await stores.people.accountsOf(person);
  const ids = accounts.map((account) => account.id);
  if (!(await reading.wasSeenIn(org, ids))) return null;
  const standing = await peopleStanding(await installationOf(org, deps), deps);
  const status = standing.find((one) => one.person === person);
  const logins = accounts.map(({ login }) => login);
  const waivers = await deps.waivers.list(org);
  return {
    status: status ?? { person, logins, state: "not-asked", layers: [] },
    hasAccess: status !== undefined,
    completions: await stores.training.completionsOf([person]),
    waivers: waivers.filter((waiver) => waiver.person !== null && logins.includes(waiver.person)),
    decisions: await reading.decisionsOn(org, ids, LATE_DECISIONS),
  };
}
