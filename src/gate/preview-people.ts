import type { AccountId } from "../domain/ids.ts";
import { type Decision, type PersonVerdict, worst } from "./decision.ts";
import { modulesLackedBy } from "./modules-text.ts";
import {
  byPlace,
  compare,
  type PreviewedPerson,
  type PreviewedPull,
  pullsOf,
  type TwoDecisions,
} from "./preview-data.ts";

interface Touched {
  readonly newly: PreviewedPerson["newly"];
  readonly needs: readonly string[];
  readonly pulls: readonly PreviewedPull[];
  readonly login: string;
}

/** Everybody for whom something is different, once: whoever holds a merge up first. */
export function peopleOf(heads: readonly TwoDecisions[]): readonly PreviewedPerson[] {
  const people = new Map<AccountId, Touched[]>();
  for (const head of heads) {
    for (const person of head.after.people) {
      const newly = changeFor(person, head);
      if (newly === null) continue;
      const touched = { newly, needs: newNeeds(person, head), pulls: pullsOf(head), login: person.login };
      people.set(person.account, [...(people.get(person.account) ?? []), touched]);
    }
  }
  return [...people].map(([account, touched]) => joined(account, touched)).sort(byUrgency);
}

function joined(account: AccountId, touched: readonly Touched[]): PreviewedPerson {
  const newly = touched.some((one) => one.newly === "withheld") ? "withheld" : "asked";
  return {
    account,
    login: touched[0]?.login ?? "",
    newly,
    needs: [...new Set(touched.flatMap(({ needs }) => needs))].sort(compare),
    pulls: touched.flatMap(({ pulls }) => pulls).sort(byPlace),
  };
}

function changeFor(person: PersonVerdict, { before, after }: TwoDecisions): PreviewedPerson["newly"] | null {
  const earlier = before?.people.find(({ account }) => account === person.account);
  const now = rankOf(person, after);
  if (now <= (before && earlier ? rankOf(earlier, before) : 0)) return null;
  return now === 2 ? "withheld" : "asked";
}

function isShown({ mode, inBoundary }: Decision): boolean {
  return inBoundary && mode !== "observe";
}

/** 0: GitHub shows nothing of it. 1: they are asked. 2: they hold the merge up. */
function rankOf(person: PersonVerdict, decision: Decision): 0 | 1 | 2 {
  const lacksModule = modulesLackedBy(person, decision).length > 0;
  const outcome = lacksModule ? worst([person.outcome, "withhold"]) : person.outcome;
  if (!isShown(decision) || outcome === "allow") return 0;
  return decision.mode === "block" && outcome === "withhold" ? 2 : 1;
}

function newNeeds(person: PersonVerdict, { before, after }: TwoDecisions): readonly string[] {
  const earlier = before && isShown(before) ? before.people.find(({ account }) => account === person.account) : null;
  const known = earlier && before ? missingFor(earlier, before) : [];
  const lacks = missingFor(person, after);
  const fresh = lacks.filter((course) => !known.includes(course));
  // The same courses as now, and only now do they hold the merge up.
  return fresh.length > 0 ? fresh : lacks;
}

function missingFor(person: PersonVerdict, decision: Decision): readonly string[] {
  const courses = person.layers.flatMap(({ standing }) =>
    standing.state === "met" ? [] : standing.missing.map(({ course }) => course),
  );
  return [...courses, ...modulesLackedBy(person, decision).map(({ course, module }) => `${course}/${module}`)];
}

function byUrgency(a: PreviewedPerson, b: PreviewedPerson): number {
  return compare(b.newly, a.newly) || compare(a.login, b.login) || a.account - b.account;
}
