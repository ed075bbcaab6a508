import type { AccountId, PersonId } from "../domain/ids.ts";
import type { Installation, Repository } from "../domain/installation.ts";
import type { Waiver } from "../domain/stores/exceptions.ts";
import type { OutsideStores } from "../domain/stores/index.ts";
import type { Account } from "../domain/stores/people.ts";
import type { RosterFacts } from "../domain/stores/roster.ts";
import type { Completion } from "../domain/stores/training.ts";
import type { CompletionFact, PersonFacts, WaiverFact } from "../gate/facts.ts";
import { fitsOne } from "../policy/glob.ts";
import type { OnHead } from "./head/people-on-head.ts";

/**
 * What is on record of the people on a head: their access here, what the roster says of them, what they finished, and
 * what they are spared. Five queries for all of them.
 */
export async function personFacts(
  onHead: OnHead,
  accounts: ReadonlyMap<AccountId, Account>,
  { repository, installation, asOf }: { repository: Repository; installation: Installation; asOf: Date },
  stores: OutsideStores,
): Promise<readonly PersonFacts[]> {
  const ids = onHead.people.map(({ account }) => account.id);
  const access = await stores.access.on(installation.orgId, repository.id, ids);
  const persons = [...new Set([...accounts.values()].flatMap(({ person }) => person ?? []))];
  const completions = await stores.training.completionsOf(persons);
  const waivers = (await stores.waivers.listStanding(installation.orgId, persons, asOf)).filter(
    ({ repositories }) => repositories.length === 0 || fitsOne(repositories, repository.name),
  );
  const roster = await stores.roster.factsOf(installation.orgId, persons);
  return onHead.people.map(({ account, parts }) => {
    const known = accounts.get(account.id);
    const held = access.get(account.id);
    const person = known?.person ?? null;
    const spared = waivers.filter((waiver) => waiver.person === person).map(toWaiverFact);
    return {
      person,
      account: account.id,
      login: known?.login ?? account.login,
      type: known?.type ?? account.type,
      parts,
      access: held?.access ?? "none",
      belongs: held?.belongs ?? false,
      ...rosterFacts(person === null ? undefined : roster.get(person)),
      teams: held?.teams ?? [],
      completions: person === null ? [] : completionsOf(person, completions),
      ...(spared.length === 0 ? {} : { waivers: spared }),
    };
  });
}

/** What the roster says of somebody; of whom it knows nothing no role is told. */
export function rosterFacts(
  told: RosterFacts | undefined,
): Pick<PersonFacts, "roles"> & Partial<Pick<PersonFacts, "startedAt" | "leftAt">> {
  if (!told) return { roles: [] };
  const { roles, startsOn, endedAt } = told;
  return {
    roles,
    ...(startsOn !== null && { startedAt: `${startsOn}T00:00:00.000Z` }),
    ...(endedAt !== null && { leftAt: endedAt.toISOString() }),
  };
}

/** What counts of these for one person. */
export function completionsOf(person: PersonId, completions: readonly Completion[]): readonly CompletionFact[] {
  return completions.filter((completion) => completion.person === person).map(toFact);
}

export function toFact(completion: Completion): CompletionFact {
  const { courseId, courseVersion, completedAt, attestation, method, kind } = completion;
  return {
    course: courseId,
    version: courseVersion,
    completedAt: completedAt.toISOString(),
    attestedAt: attestation?.signedAt.toISOString() ?? null,
    ...(method === "quiz" ? {} : { method }),
    ...(kind === "delta" && { kind }),
  };
}

export function toWaiverFact({ id, layer, startsAt, endsAt }: Waiver): WaiverFact {
  return { waiver: id, layer, from: startsAt.toISOString(), until: endsAt.toISOString() };
}
