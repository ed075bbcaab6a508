import { accountId, decisionId, personId } from "../../src/domain/ids.ts";
import type { Decision, PersonVerdict } from "../../src/gate/decision.ts";
import type { DecisionPage } from "../../src/pipeline/learning/port.ts";

const COURSE = "owasp-top-10-2025";
const because = [{ rule: 1, text: "anybody with access to a repository needs developer" }];

function missing(why: "never" | "expired", since: string | null): PersonVerdict["layers"] {
  const items = [{ course: COURSE, why, since, graceUntil: null }];
  return [{ layer: "developer", because, standing: { state: "missing", missing: items, changesAt: null } }];
}

function aPerson(id: number, login: string, verdict: Partial<PersonVerdict>): PersonVerdict {
  return {
    person: personId(`person-of-${login}`),
    account: accountId(id),
    login,
    parts: [],
    required: true,
    notRequired: null,
    layers: [],
    outcome: "allow",
    ...verdict,
  };
}

/** Mira's training ended, Jo never had one, a bot is known, and one commit belongs to nobody. */
export function aDecision(told: Partial<Decision> = {}): Decision {
  return {
    outcome: "withhold",
    mode: "block",
    inBoundary: true,
    policyDigest: "9c41d2f07a3be8550000",
    courses: [{ id: COURSE, title: "OWASP Top 10:2025 for developers", minutes: 70, testOutMinutes: 26 }],
    showPeople: "names",
    undecided: [],
    people: [
      aPerson(102, "jo", { parts: [{ kind: "pusher" }], outcome: "withhold", layers: missing("never", null) }),
      aPerson(101, "mira", {
        parts: [{ kind: "author", number: 12 }],
        outcome: "withhold",
        layers: missing("expired", "2026-11-02T09:00:00.000Z"),
      }),
      aPerson(49699333, "dependabot[bot]", { required: false, notRequired: "listed-bot" }),
    ],
    findings: [
      {
        kind: "unlinked_commits",
        treatment: "flag",
        commits: [{ sha: "3f2a91c0".padEnd(40, "0"), email: "dev@old-laptop", name: "Dev" }],
        answeredBy: [{ account: accountId(102), login: "jo" }],
        accounts: [],
      },
    ],
    pullRequests: [12],
    pushersKnown: true,
    changesAt: null,
    ...told,
  };
}

export function aDecisionPage(told: Partial<DecisionPage> = {}): DecisionPage {
  return {
    id: decisionId("7d0f7f0e-3c6b-4b54-9f1c-0a9d0d1e2f30"),
    decidedAt: new Date(Date.UTC(2026, 10, 30, 8, 5)),
    repository: { owner: "acme", name: "payments", visibility: "private" },
    pullRequests: [12],
    headSha: "b7e2c9".padEnd(40, "1"),
    decision: aDecision(),
    sight: "full",
    self: null,
    current: true,
    waivers: [],
    ...told,
  };
}
