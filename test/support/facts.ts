import { accountId, personId, repositoryId } from "../../src/domain/ids.ts";
import type { Facts, PersonFacts } from "../../src/gate/facts.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import type { Mode, Policy } from "../../src/policy/policy.ts";
import type { ScopeInForce } from "../../src/policy/scope.ts";

export const NOW = "2026-11-23T12:00:00.000Z";
export const COURSE = "owasp-top-10-2025";

/** Somebody with write access and no training, who opened #1. */
export function aPerson(change: Partial<PersonFacts> & { id?: number } = {}): PersonFacts {
  const { id = 1, ...rest } = change;
  return {
    person: personId(`00000000-0000-4000-8000-${String(id).padStart(12, "0")}`),
    account: accountId(id),
    login: `user${id}`,
    type: "User",
    parts: [{ kind: "author", number: 1 }],
    access: "write",
    belongs: true,
    roles: [],
    teams: [],
    completions: [],
    ...rest,
  };
}

/** The course passed and signed at this time. */
export function trained(at = "2026-06-01T00:00:00.000Z", version = "1.0.0"): Pick<PersonFacts, "completions"> {
  return { completions: [{ course: COURSE, version, completedAt: at, attestedAt: at }] };
}

export function someFacts(change: Partial<Facts> = {}): Facts {
  const people = change.people ?? [aPerson()];
  return {
    asOf: NOW,
    repository: { id: repositoryId(1), owner: "acme", name: "payments-api", visibility: "private", archived: false },
    headSha: "a".repeat(40),
    pullRequests: [{ number: 1, baseRef: "main", draft: false, author: accountId(1), commits: 1 }],
    people,
    pushers: [accountId(1)],
    unlinked: [],
    unanswered: [],
    passedBefore: 0,
    courses: [{ id: COURSE, version: "1.0.0", title: "OWASP Top 10:2025", minutes: 70, testOutMinutes: 26 }],
    missing: [],
    ...change,
  };
}

export function aPolicy(change: Partial<Policy> = {}): Policy {
  return { ...DEFAULTS, mode: "block", ...change };
}

export function pullRequestPolicy(change: Partial<Policy["pull_requests"]>): Policy {
  return aPolicy({ pull_requests: { ...DEFAULTS.pull_requests, ...change } });
}

export function aScope(mode: Mode = "block", change: Partial<ScopeInForce> = {}): ScopeInForce {
  return { inBoundary: true, mode, level: "merge_gate", scope: "default", showPeople: "names", ...change };
}
