import { accountId, decisionId, installationId, orgId, personId, repositoryId } from "../../src/domain/ids.ts";
import type { HookTrouble } from "../../src/domain/stores/hooks.ts";
import type {
  AdminPages,
  ClientView,
  DeliveriesView,
  Impact,
  JobsView,
  Overview,
  PersonStatus,
  PolicyView,
  RolloutView,
} from "../../src/pipeline/admin/port.ts";
import { rolloutSteps } from "../../src/pipeline/admin/rollout-steps.ts";
import type { Exceptions } from "../../src/pipeline/exceptions/exceptions.ts";
import type { OrganisationRoles } from "../../src/pipeline/policy/roles.ts";
import { DEFAULTS } from "../../src/policy/defaults.ts";
import { explainPolicy } from "../../src/policy/explain.ts";
import { forNobody, NOON } from "./a-web.ts";

export const ACME = orgId(7_001);
export const PERSON = personId("5b3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f6f");
export const JOB = "0f3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f6f";
const DIGEST = "7d0a9be1f3c24b56a78899aabbccddeeff00112233445566778899aabbccddee";
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(NOON.getTime() + days * DAY_MS);

type Held = Partial<Pick<OrganisationRoles, "admin" | "approver" | "auditor">>;

/** Everybody who signs in holds these roles in `acme`. */
export function holding(held: Held): Exceptions {
  const roles = { admin: false, approver: false, auditor: false, ...held };
  return {
    ...forNobody,
    roles: {
      rolesOf: async () => [{ org: ACME, login: "acme", ...roles }],
      rolesInOrganisation: async () => roles,
    },
    waivers: { ...forNobody.waivers, terms: async () => null, list: async () => [] },
    breakGlass: { ...forNobody.breakGlass, list: async () => [] },
    imports: { ...forNobody.imports, list: async () => [] },
  };
}

const missing: PersonStatus = {
  person: PERSON,
  logins: ["a-contractor-with-a-rather-long-login", "mira-old"],
  state: "missing",
  layers: [
    { layer: "developer", state: "missing", until: null, waived: false, missing: ["owasp-top-10-2025"] },
    { layer: "admin", state: "grace", until: inDays(9), waived: false, missing: ["privileged-access"] },
    { layer: "ai", state: "met", until: inDays(200), waived: true, missing: [] },
  ],
};
const current: PersonStatus = {
  person: personId("6b3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f6f"),
  logins: ["jo"],
  state: "current",
  layers: [{ layer: "developer", state: "met", until: inDays(300), waived: false, missing: [] }],
};

const coverage = {
  sentence: "The gate is decoration on 1 of 2 repositories: the check is not required on 1.",
  observedAt: inDays(-1),
  holes: 1,
};

const overview: Overview = {
  pulls: { open: 41, blocked: 6, undecided: 1, withoutVerdict: 2 },
  people: { missing: 3, grace: 2, current: 40, "not-asked": 5 },
  coverage,
  waiting: { waivers: 2, breakGlass: 1, imports: 1 },
  open: {
    ...{ holds: 3, oldestHold: inDays(-2), unreached: 1, stoppedRuns: 1, overdueReviews: 1, signedReviews: 0 },
    ...{ unmatched: 12, draftPolicies: 1 },
  },
  held: true,
  problem: true,
  staged: [{ course: "owasp-top-10-2025", inForce: "1.2.0", staged: "2.0.0" }],
  troubledJobs: 3,
};

/** An organisation in which nobody has to do anything. */
export const aQuietOverview: Overview = {
  ...{ ...overview, held: false, problem: false, staged: [], troubledJobs: 0 },
  waiting: { waivers: 0, breakGlass: 0, imports: 0 },
  open: {
    ...{ holds: 0, oldestHold: null, unreached: 0, stoppedRuns: 0, overdueReviews: 0, signedReviews: 0 },
    ...{ unmatched: 0, draftPolicies: 0 },
  },
};

const policy: PolicyView = {
  inForce: {
    digest: DIGEST,
    since: inDays(-30),
    readAt: inDays(-1),
    topics: explainPolicy({ policy: DEFAULTS, floor: {}, digest: DIGEST, provenance: new Map(), raised: [] }),
  },
  problem: `2 problems in sha256:${DIGEST}`,
  held: { digest: DIGEST.replaceAll("a", "b"), at: inDays(-1), newlyBlocked: 12, open: 41, capPercent: 10 },
};

const jobs: JobsView = {
  rows: (["failed", "retry", "active"] as const).map((state) => ({
    id: JOB,
    queue: "policy-pull",
    state,
    tries: 4,
    filedAt: inDays(-1),
    nextAt: state === "retry" ? inDays(0) : null,
    about: "123456789:0123456789abcdef0123456789abcdef01234567",
    problem: "GitHub did not answer",
  })),
  total: 120,
  page: 2,
  pages: 3,
  newestDeliveryAt: inDays(0),
  deliveryHoles: [{ detail: "7 of the newest 100 deliveries failed", remedy: "Look at the proxy before this service" }],
  seenAt: inDays(-1),
};

const impact: Impact = {
  preview: {
    open: 41,
    newlyBlocked: [{ repository: "acme/payments-api", number: 7 }],
    newlyOpen: [],
    undecided: [{ repository: "acme/web", number: 8 }],
    people: [
      {
        ...{ account: accountId(1), login: "a-contractor-with-a-rather-long-login", newly: "withheld" },
        needs: ["owasp-top-10-2025"],
        pulls: [{ repository: "acme/payments-api", number: 7 }],
      },
    ],
    repositories: [
      { repository: "acme/payments-api", id: repositoryId(1), newlyBlocked: 1, newlyOpen: 0, undecided: 0 },
      { repository: "acme/web", id: repositoryId(2), newlyBlocked: 0, newlyOpen: 0, undecided: 1 },
    ],
  },
  capPercent: 4,
  wouldBeHeld: true,
};

const problem = {
  ...{ source: ".github/app.yml", path: "enforcement.mode", line: 2, column: 9 },
  ...{ message: 'is "blok", which it cannot be', remedy: "Did you mean block?" },
};

const standing = {
  modes: { observe: 4, flag: 2, block: 1 },
  outside: 3,
  onRoster: 120,
  pulls: { open: 12, blocked: 3, undecided: 0, withoutVerdict: 0 },
};

const rollout: RolloutView = {
  standing,
  steps: rolloutSteps(standing),
  staged: [...overview.staged, { course: "a-course-of-their-own", inForce: "1.0.0", staged: null }],
  impact: { ...impact, wouldBeHeld: false },
  text: "enforcement:\n  mode: flag\n",
};

/** Before anything was done, and when everything is. */
export const ROLLOUTS = [
  {
    ...standing,
    modes: null,
    outside: 0,
    onRoster: 0,
    pulls: { open: 0, blocked: 0, undecided: 0, withoutVerdict: 0 },
  },
  { ...standing, modes: { observe: 0, flag: 0, block: 7 } },
].map((one) => ({ ...rollout, standing: one, steps: rolloutSteps(one), staged: [], impact: null, text: null }));

const silentHook: HookTrouble = {
  hook: {
    ...{ id: JOB, clientId: JOB, orgId: ACME, url: "https://groups.example/hook?key=of-theirs", layers: [] },
    ...{ secretSha256: "", createdBy: personId(JOB), createdAt: inDays(-9), revokedAt: null, taken: 7, takenAt: null },
  },
  ...{ client: "Okta", waiting: 3, givenUp: 1, since: inDays(-4), problem: "it answered 503" },
};

const CLIENTS: readonly ClientView[] = [
  {
    ...{ id: JOB, name: "Okta", createdAt: inDays(-30), revokedAt: null, reads: 41, lastReadAt: inDays(-1) },
    hooks: [{ ...silentHook.hook, takenAt: inDays(-2) }],
  },
  {
    ...{ id: PERSON, name: "A Terraform module that was tried and left", createdAt: inDays(-90) },
    ...{ revokedAt: inDays(-60), reads: 0, lastReadAt: null, hooks: [] },
  },
];

const deliveries: DeliveriesView = {
  ok: true,
  rows: [false, true].map((arrived, index) => ({
    ...{ id: 12_345_678_901 + index, guid: JOB, deliveredAt: inDays(-1), arrived },
    ...{ event: "pull_request", action: "synchronize", installationId: installationId(1) },
    ...{ statusCode: 503, status: "Service Unavailable" },
  })),
};

/** An organisation with something to see on every page. `done` keeps what was asked to be changed. */
export function anOversight() {
  const done: { readonly did: string; readonly by: string; readonly given: unknown }[] = [];
  const admin: AdminPages = {
    overview: async () => overview,
    waiting: async () => overview.waiting,
    people: async () => ({ rows: [missing, current], total: 120, page: 2, pages: 3 }),
    allPeople: async (_, { state }) => [missing, current].filter((one) => state === null || one.state === state),
    person: async (_, id) => (id === PERSON ? aPerson() : null),
    repositories: async () => ({ ...aRepositoryList(), coverage }),
    allRepositories: async () => aRepositoryList().rows,
    policy: async () => policy,
    async releasePolicy({ login }, _, given) {
      done.push({ did: "release", by: login, given });
      return { ok: true, id: given.digest };
    },
    rollout: async () => rollout,
    previewText: async (_, text) =>
      text.includes("mode: block") ? { ok: true, impact } : { ok: false, problems: [problem] },
    async publishContent({ login }, given) {
      done.push({ did: "publish", by: login, given });
      return { ok: true, id: given.courses.join(" ") };
    },
    jobs: async () => jobs,
    deliveries: async () => deliveries,
    clients: async () => CLIENTS,
    silentHooks: async () => [silentHook],
    async redeliver({ login }, _, id) {
      done.push({ did: "redeliver", by: login, given: id });
      return { ok: true, id: String(id) };
    },
    async retryJob({ login }, _, id) {
      done.push({ did: "retry", by: login, given: id });
      return { ok: true, id };
    },
  };
  return { admin, done };
}

function aPerson() {
  const attestation = { id: "1", statementSha256: DIGEST, statementVersion: 1, statement: "", typedName: "Mira Novak" };
  const completion = {
    ...{ id: "1", person: PERSON, courseId: "owasp-top-10-2025", courseVersion: "1.2.0", contentSha256: DIGEST },
    ...{ method: "quiz" as const, kind: "course" as const, score: 96, attemptId: null, completedAt: inDays(-400) },
    attestation: { ...attestation, sessionId: "1", signedAt: inDays(-400) },
  };
  const waiver = {
    ...{ id: "1", org: ACME, state: "in-force" as const, person: "mira", owner: "sam", layer: "ai" },
    ...{
      repositories: ["payments-*"],
      startsAt: inDays(-1),
      endsAt: inDays(9),
      reason: "",
      documentSha256: null,
      uses: 0,
    },
    ...{ requestedBy: "sam", requestedAt: inDays(-2), approvedBy: "leo", approvedAt: inDays(-1) },
    ...{ endedBy: null, endedAt: null, endReason: null },
  };
  const decision = {
    id: decisionId("d"),
    repository: "acme/payments-api",
    outcome: "withhold",
    mode: "block",
    at: NOON,
  };
  return {
    status: missing,
    hasAccess: true,
    completions: [completion, { ...completion, id: "2", method: "import" as const, score: null, attestation: null }],
    waivers: [waiver],
    decisions: [
      { ...decision, number: 12 },
      { ...decision, id: decisionId("e"), number: null, outcome: "allow" },
    ],
  };
}

function aRepositoryList() {
  const row = {
    ...{ id: repositoryId(1), name: "payments-api-with-a-name-that-goes-on-and-on", visibility: "private" },
    ...{ archived: false, inBoundary: true, mode: "block" as const, scope: 1 },
    ...{ from: "2026-10-01", until: null, changesOn: "2027-01-01", required: "pinned" as const },
    ...{ holes: [], openHeads: 4, answered: 3 },
  };
  const hole = { kind: "not-required", detail: "no rule asks for the check", remedy: "Add it to a ruleset" };
  const rows = [
    row,
    { ...row, name: "web", mode: "flag" as const, scope: null, required: "no" as const, holes: [hole], openHeads: 0 },
    { ...row, name: "old", archived: true, inBoundary: false, mode: "observe" as const, required: null },
  ];
  return { rows, total: 120, page: 2, pages: 3 };
}
