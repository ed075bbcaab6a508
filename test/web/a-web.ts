import { createHash, randomBytes } from "node:crypto";
import { accountId, personId } from "../../src/domain/ids.ts";
import type { AccessPages } from "../../src/pipeline/access-pages/port.ts";
import type { AdminPages } from "../../src/pipeline/admin/port.ts";
import type { Auditing } from "../../src/pipeline/auditor/port.ts";
import type { Effectiveness } from "../../src/pipeline/effectiveness/port.ts";
import type { EligibilityDesk } from "../../src/pipeline/eligibility/port.ts";
import type { Exceptions } from "../../src/pipeline/exceptions/exceptions.ts";
import type {
  DecisionPage,
  DecisionPages,
  Sessions,
  SignIn,
  Viewer,
  WaitingPullRequest,
} from "../../src/pipeline/learning/port.ts";
import type { RequiredLayer } from "../../src/pipeline/policy/requirements.ts";
import type { PolicyDocuments } from "../../src/pipeline/policy-documents/port.ts";
import type { Reviews } from "../../src/pipeline/reviews/port.ts";
import { NotAPersonError } from "../../src/pipeline/sessions.ts";
import type { Curriculum } from "../../src/training/curriculum.ts";
import { type Mapping, UNMAPPED } from "../../src/training/mapping/mapping.ts";
import { createAssets } from "../../src/web/assets.ts";
import { createWeb } from "../../src/web/create-web.tsx";
import type { AwarenessPages, Health, PublicLog } from "../../src/web/deps.ts";
import { createInMemoryLearning } from "../support/learning.ts";
import { shippedCurriculum } from "../support/shipped.ts";

export const NOON = new Date(Date.UTC(2026, 11, 1, 12, 0));
const assets = createAssets();

/** Of the shipped courses the one that opens the gate, which has one quiz for all of it. */
export async function openingCurriculum(): Promise<Curriculum> {
  const { layers } = await shippedCurriculum();
  const opening = layers.map((layer) => ({
    ...layer,
    courses: layer.courses.filter(({ id }) => id === "owasp-top-10-2025"),
  }));
  return { layers: opening.filter(({ courses }) => courses.length > 0) };
}

export interface WebWorld {
  readonly curriculum: Curriculum;
  readonly baseUrl?: string;
  readonly gitHubUrl?: string;
  readonly required?: readonly string[];
  readonly layers?: readonly RequiredLayer[];
  readonly pullRequests?: readonly WaitingPullRequest[];
  readonly mapping?: Mapping;
  readonly decisions?: readonly { readonly for: string; readonly page: DecisionPage }[];
  readonly health?: Partial<Health>;
  readonly publicLog?: PublicLog;
  /** Nobody has a role if left out. */
  readonly exceptions?: Exceptions;
  readonly admin?: AdminPages;
  readonly access?: AccessPages;
  readonly auditing?: Auditing;
  readonly policyDocuments?: PolicyDocuments;
  readonly reviews?: Reviews;
  readonly awareness?: AwarenessPages;
  readonly effectiveness?: Effectiveness;
}

/** The pages over learning in memory and a GitHub that knows two people. Time stands still until `pass`. */
export function aWeb(world: WebWorld) {
  const { curriculum, baseUrl = "https://gate.example.org", gitHubUrl = "https://github.com" } = world;
  let now = NOON;
  const clock = () => now;
  const logged: { readonly message: string; readonly detail: object }[] = [];
  const write = (detail: object, message: string) => void logged.push({ message, detail });
  const learning = createInMemoryLearning({
    curriculum,
    clock,
    ...(world.required && { required: world.required }),
    ...(world.layers && { layers: world.layers }),
    pullRequests: () => world.pullRequests ?? [],
  });
  const gitHub = aGitHub(gitHubUrl);
  const sessions = inMemorySessions();
  const decisions: DecisionPages = {
    read: async (viewer, id) =>
      world.decisions?.find(({ page, for: login }) => page.id === id && login === viewer.account.login)?.page ?? null,
  };
  const web = createWeb({
    learning,
    refreshCourses: async () => {},
    decisions,
    taught: { mapping: world.mapping ?? UNMAPPED, curriculum: () => world.curriculum },
    exceptions: world.exceptions ?? forNobody,
    eligibility: unasked,
    admin: world.admin ?? notRead,
    access: world.access ?? nothingWaits,
    rosterFiles: {
      list: unexpected,
      take: unexpected,
      rejected: unexpected,
      read: unexpected,
      start: unexpected,
      discard: unexpected,
    },
    rosters: { list: async () => [], overview: unexpected, unknownAccounts: unexpected },
    auditing: world.auditing ?? notAudited,
    policyDocuments: world.policyDocuments ?? noPolicies,
    reviews: world.reviews ?? noReviews,
    awareness: world.awareness ?? noAwareness,
    effectiveness: world.effectiveness ?? { read: unexpected },
    signIn: gitHub.signIn,
    sessions,
    health: {
      ready: async () => ({ ok: true, detail: { database: "ok" } }),
      metrics: async () => ({ contentType: "text/plain; version=0.0.4", body: "up 1\n" }),
      ...world.health,
    },
    publicLog: world.publicLog ?? { checkpoint: async () => null, vkeys: async () => [] },
    assets,
    config: {
      baseUrl,
      githubUrl: gitHubUrl,
      sessionKey: "a key for tests that is 32 bytes or more",
      secureCookies: baseUrl.startsWith("https:"),
    },
    clock,
    log: { error: write, warn: write },
  });
  const pass = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };
  return { web, learning, sessions, gitHub, logged, pass, baseUrl };
}

const unexpected = () => Promise.reject(new Error("Whoever has no role gets no further than the guard"));
const noAwareness: AwarenessPages = {
  records: {
    list: unexpected,
    imports: unexpected,
    sentText: unexpected,
    recordHeld: unexpected,
    recordIncidents: unexpected,
  },
  sending: { newsletters: () => [], preview: unexpected, start: unexpected },
  reading: { sent: async () => [], page: async () => null, answer: unexpected },
};
const noReviews: Reviews = {
  overview: unexpected,
  read: unexpected,
  open: unexpected,
  settle: unexpected,
  sign: unexpected,
  approve: unexpected,
};
const noPolicies: PolicyDocuments = {
  trainingPolicy: async () => null,
  difference: async () => null,
  policies: async () => [],
  acknowledge: unexpected,
  overview: unexpected,
  readers: unexpected,
  version: unexpected,
  approve: unexpected,
};
const nothingWaits: AccessPages = {
  holds: unexpected,
  runs: unexpected,
  teams: unexpected,
  forecast: unexpected,
  waitingOf: async () => [],
  release: unexpected,
  releaseRun: unexpected,
};
const notAudited: Auditing = {
  overview: unexpected,
  checkpoint: unexpected,
  log: unexpected,
  entry: unexpected,
  proof: unexpected,
  exceptions: unexpected,
  merges: unexpected,
  coverage: unexpected,
  access: unexpected,
  downloadAccess: unexpected,
  accessHistory: unexpected,
  reports: unexpected,
  listReports: unexpected,
  report: unexpected,
  download: unexpected,
  pack: unexpected,
  sample: unexpected,
  samplePack: unexpected,
};
const notRead: AdminPages = {
  overview: unexpected,
  waiting: unexpected,
  people: unexpected,
  allPeople: unexpected,
  clients: unexpected,
  person: unexpected,
  repositories: unexpected,
  allRepositories: unexpected,
  policy: unexpected,
  releasePolicy: unexpected,
  rollout: unexpected,
  previewText: unexpected,
  publishContent: unexpected,
  jobs: unexpected,
  deliveries: unexpected,
  silentHooks: unexpected,
  redeliver: unexpected,
  retryJob: unexpected,
};
export const forNobody: Exceptions = {
  roles: {
    rolesOf: async () => [],
    rolesInOrganisation: async () => ({ admin: false, approver: false, auditor: false }),
  },
  waivers: {
    terms: unexpected,
    request: unexpected,
    grant: unexpected,
    approve: unexpected,
    end: unexpected,
    list: unexpected,
  },
  breakGlass: {
    request: unexpected,
    use: unexpected,
    approve: unexpected,
    end: unexpected,
    review: unexpected,
    list: unexpected,
  },
  imports: {
    courses: unexpected,
    preview: unexpected,
    request: unexpected,
    approve: unexpected,
    decline: unexpected,
    list: unexpected,
    read: unexpected,
  },
};

export type AWeb = ReturnType<typeof aWeb>;

/** A GitHub that answers one code per sign-in, and only to whoever holds the verifier of its challenge. */
function aGitHub(url: string) {
  const people = new Map([
    ["mira", { id: 101, login: "mira", type: "User" }],
    ["jo", { id: 102, login: "jo", type: "User" }],
    ["acme", { id: 201, login: "acme", type: "Organization" }],
  ]);
  const challenges = new Map<string, string>();
  const codes = new Map<string, { readonly login: string; readonly challenge: string }>();

  const signIn: SignIn = {
    authorizeUrl({ state, codeChallenge, redirectUri }) {
      challenges.set(state, codeChallenge);
      const query = new URLSearchParams({ state, code_challenge: codeChallenge, redirect_uri: redirectUri });
      return `${url}/login/oauth/authorize?${query}`;
    },
    async identify({ code, codeVerifier }) {
      const granted = codes.get(code);
      codes.delete(code);
      const account = people.get(granted?.login ?? "");
      const challenge = createHash("sha256").update(codeVerifier).digest("base64url");
      if (!account || granted?.challenge !== challenge) return { ok: false, problem: "bad_verification_code" };
      return { ok: true, account, emails: [`${account.login}@example.org`] };
    },
  };
  return {
    signIn,
    /** Somebody agrees: GitHub's redirect back to us. */
    approve(authorizeUrl: string, login: string): string {
      const { searchParams } = new URL(authorizeUrl);
      const state = searchParams.get("state") ?? "";
      const code = randomBytes(10).toString("hex");
      codes.set(code, { login, challenge: challenges.get(state) ?? "" });
      return `${searchParams.get("redirect_uri")}?${new URLSearchParams({ code, state })}`;
    },
  };
}

function inMemorySessions(): Sessions & { readonly emails: Map<number, readonly string[]> } {
  const viewers = new Map<string, Viewer>();
  const emails = new Map<number, readonly string[]>();
  return {
    emails,
    async open(account, addresses) {
      if (account.type !== "User") throw new NotAPersonError({ account: account.id, type: account.type });
      const token = randomBytes(32).toString("base64url");
      emails.set(account.id, addresses);
      viewers.set(token, {
        account: { ...account, id: accountId(account.id), person: personId(`person-of-${account.login}`) },
        sessionId: createHash("sha256").update(token).digest("hex"),
      });
      return token;
    },
    find: async (token) => viewers.get(token) ?? null,
    close: async (token) => void viewers.delete(token),
  };
}

/** No other system asks anything here. */
const unasked: EligibilityDesk = {
  clientOf: async () => null,
  one: async () => ({ ok: true, told: null }),
  page: async () => ({ ok: true, told: { asOf: NOON, people: [], next: null } }),
};
