import type { Policy } from "../policy/policy.ts";
import type { ScopeInForce } from "../policy/scope.ts";
import { type Decision, type Finding, type Outcome, type PersonVerdict, worst } from "./decision.ts";
import type { Facts, PersonFacts } from "./facts.ts";
import { findingsOf } from "./findings.ts";
import { judgePerson } from "./people.ts";

/**
 * What the policy makes of these facts (DESIGN 3a). Total, synchronous, without clock or I/O: the same facts,
 * policy and scope always decide the same, so that any entry of the gate log can be replayed.
 *
 * The first that fits decides: a source did not answer → `undecided`; somebody required is missing something, or a
 * finding is treated `block` → `withhold`; somebody is in grace, or a finding is treated `flag` → `flag`; else `allow`.
 */
export function decide(facts: Facts, policy: Policy, context: { scope: ScopeInForce; policyDigest: string }): Decision {
  const { scope } = context;
  const people = scope.inBoundary ? facts.people.map((person) => judgePerson(person, facts, policy)) : [];
  const findings = scope.inBoundary ? findingsOf(facts, people, policy) : [];
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
    pullRequests: facts.pullRequests.map(({ number }) => number),
    pushersKnown: facts.mergeGroup?.pushersKnown ?? (facts.pushers.length > 0 || isAllPassed(facts)),
    changesAt: earliest([startOf(scope.changesOn), ...people.flatMap(changesOf)]),
  };
  return facts.mergeGroup ? { ...decision, mergeGroup: { baseRef: facts.mergeGroup.baseRef } } : decision;
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

function changesOf(person: PersonVerdict): readonly (string | null)[] {
  return person.layers.map(({ standing }) => standing.changesAt);
}

function earliest(instants: readonly (string | null)[]): string | null {
  const known = instants.filter((instant) => instant !== null).sort();
  return known[0] ?? null;
}
