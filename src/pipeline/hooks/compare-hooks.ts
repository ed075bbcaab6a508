import type { OrgId, PersonId } from "../../domain/ids.ts";
import type { Hook, HookTold } from "../../domain/stores/hooks.ts";
import { subjectKey } from "../../domain/subject.ts";
import type { Eligibility } from "../eligibility/port.ts";
import { type Asked, readAsk, tell } from "../eligibility/tell.ts";
import { NEVER_TOLD, newsOf } from "./news.ts";
import { accountsEligible, type HookDeps, hookSubject, nobodyAs } from "./tell-hook.ts";

const PAGE = 200;

/**
 * Compares what every hook of an organisation was told with what is true, page by page, and files whoever differs: what
 * changed by the policy, by a course or by time, and whatever no job told. Answers how many.
 */
export async function compareHooks(org: OrgId, deps: HookDeps): Promise<number> {
  let filed = 0;
  for (const hook of await deps.stores.hooks.listActive(org)) {
    const asked = await readAsk(org, hook, deps);
    if (!asked.ok) continue;
    for await (const page of peopleFor(hook, deps)) filed += await comparePage(hook, page, asked.told, deps);
  }
  return filed;
}

/** Whom it may be told of and whom it was told of, by id, each once. */
async function* peopleFor(hook: Hook, { stores }: HookDeps): AsyncIterable<readonly PersonId[]> {
  for (let after: PersonId | null = null; ; ) {
    const page: { readonly after: PersonId | null; readonly limit: number } = { after, limit: PAGE };
    const known = await stores.apiClients.listPeople(hook.orgId, page);
    const told = await stores.hooks.listTold(hook.id, page);
    const people: readonly PersonId[] = [...new Set([...known, ...told])].sort().slice(0, PAGE);
    if (people.length > 0) yield people;
    const last: PersonId | undefined = people.at(-1);
    if (last === undefined || people.length < PAGE) return;
    after = last;
  }
}

async function comparePage(hook: Hook, people: readonly PersonId[], asked: Asked, deps: HookDeps): Promise<number> {
  const now = new Map((await tell(hook.orgId, people, asked, deps)).map((one) => [one.person, one]));
  const told = await deps.stores.hooks.toldOf(hook.id, people);
  const at = deps.clock();
  const differing = people.filter((person) =>
    isToBeTold(told.get(person) ?? NEVER_TOLD, now.get(person) ?? nobodyAs(person), at),
  );
  if (differing.length === 0) return 0;
  return deps.transact(async (stores) => {
    const left = [];
    for (const person of differing) {
      const subject = hookSubject(hook, person);
      // What waits for its next try is not filed beside it: one of the two would be given up.
      const isTried = told.get(person)?.message != null;
      if (isTried && (await stores.jobs.hasLiveOrDone(subject.kind, subjectKey(subject), at))) continue;
      left.push({ subject });
    }
    await stores.jobs.file(left);
    return left.length;
  });
}

function isToBeTold(told: HookTold, now: Eligibility, at: Date): boolean {
  const news = newsOf(told, accountsEligible(now), { at, newId: () => "" });
  if (news === null) return now.eligible && now.changesAt?.getTime() !== told.changesAt?.getTime();
  return told.givenUpAt === null || news !== told.message;
}
