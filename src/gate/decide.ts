import type { Policy } from "../policy/policy.ts";
import type { ScopeInForce } from "../policy/scope.ts";
import { withBreakGlass } from "./break-glass.ts";
import { type Decision, type Finding, type Outcome, type PersonVerdict, worst } from "./decision.ts";
import type { Facts, PersonFacts } from "./facts.ts";
import { findingsOf } from "./findings.ts";
import { judgeModules } from "./modules.ts";
import { judgePerson } from "./people.ts";
import { asSponsor, type Sponsorship, sponsorshipsOf } from "./sponsors.ts";

/**
 * What the policy makes of these facts. Total, synchronous, without clock or I/O: the same facts,
 * policy and scope always decide the same, so that any entry of the gate log can be replayed.
 *
 * The first that fits decides: a source did not answer → `undecided`; somebody required is missing something, or a
 * finding is treated `block` → `withhold`; somebody is in grace, or a finding is treated `flag` → `flag`; else `allow`.
 * Before them all stands break-glass: what two administrators let through is `allow`, and says so.
 */
export function decide(facts: Facts, policy: Policy, context: { scope: ScopeInForce; policyDigest: string }): Decision {
  const { scope } = context;
  const sponsorships = sponsorshipsOf(facts, policy);
  const people = scope.inBoundary ? judgeAll(facts, policy, sponsorships) : [];
  const modules = judgeModules(facts, people, policy);
  const findings = scope.inBoundary ? findingsOf(facts, { people, sponsorships, modules: modules.notes }, policy) : [];
  const decision: Decision = {
    outcome: facts.missing.length > 0 && scope.inBoundary ? "undecided" : outcomeOf(people, findings),
    mode: scope.mode,
    inBoundary: scope.inBoundary,
    policyDigest: context.policyDigest,
    courses: facts.courses.map(({ id, title, minutes, testOutMinutes }) => ({ id, title, minutes, testOutMinutes })),
    showPeople: scope.showPeople,
    undecided: facts.missing,
    people,
    findings,
    ...(scope.inBoundary && modules.notes.length > 0 && { modules: modules.notes }),
    pullRequests: facts.pullRequests.map(({ number }) => number),
    pushersKnown: facts.mergeGroup?.pushersKnown ?? (facts.pushers.length > 0 || isAllPassed(facts)),
    changesAt: earliestOf(earlier(startOf(scope.changesOn), modules.changesAt), people),
  };
  const own = facts.mergeGroup ? { ...decision, mergeGroup: { baseRef: facts.mergeGroup.baseRef } } : decision;
  return withBreakGlass(own, facts);
}

/** Whoever was only assigned or approves, and answers for nothing, has no part in it. */
function judgeAll(facts: Facts, policy: Policy, sponsorships: readonly Sponsorship[]): readonly PersonVerdict[] {
  const withSponsors =
    sponsorships.length === 0 ? facts.people : facts.people.map((person) => asSponsor(person, sponsorships));
  return withSponsors.filter(({ parts }) => parts.length > 0).map((person) => judgePerson(person, facts, policy));
}

/** A promotion: what it brings was pushed long ago, and asks for no pusher again. */
export function isAllPassed({
  passedBefore,
  unlinked,
  people,
}: Pick<Facts, "passedBefore" | "unlinked"> & { readonly people: readonly Pick<PersonFacts, "parts">[] }): boolean {
  const isNew = people.some(({ parts }) => parts.some(({ kind }) => kind === "commit-author"));
  return passedBefore > 0 && unlinked.length === 0 && !isNew;
}

function outcomeOf(people: readonly PersonVerdict[], findings: readonly Finding[]): Outcome {
  return worst([...people.map(({ outcome }) => outcome), ...findings.map(outcomeOfFinding)]);
}

function outcomeOfFinding({ treatment }: Finding): Outcome {
  return treatment === "block" ? "withhold" : treatment === "flag" ? "flag" : "allow";
}

/** Days of a policy begin at midnight UTC. */
function startOf(day: string | undefined): string | null {
  return day === undefined ? null : `${day}T00:00:00.000Z`;
}

/** When time alone changes the decision: ISO 8601 instants of one form, so that the smallest text is the earliest. */
function earliestOf(start: string | null, people: readonly PersonVerdict[]): string | null {
  let earliest = start;
  for (const { layers } of people) {
    for (const { standing, waived } of layers) {
      earliest = earlier(earliest, standing.changesAt);
      earliest = earlier(earliest, waived?.until ?? null);
    }
  }
  return earliest;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return b < a ? b : a;
}
