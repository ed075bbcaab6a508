import { orgId } from "../../src/domain/ids.ts";
import type { Exceptions } from "../../src/pipeline/exceptions/exceptions.ts";
import {
  type BreakGlassView,
  type Done,
  type ImportedRowView,
  type ImportView,
  type NamedPeople,
  refused,
  type WaiverView,
} from "../../src/pipeline/exceptions/port.ts";
import type { OrganisationRoles } from "../../src/pipeline/policy/roles.ts";

const ORG = orgId(1);
const NOON = new Date(Date.UTC(2026, 11, 1, 12));
const LATER = new Date(Date.UTC(2027, 0, 31));
const DIGEST = "4a3cdfae6f291c8f544daea5b72905cf9e74c1ed427d831ad0d7ca00c73c794d";

export const ADMIN: OrganisationRoles = { org: ORG, login: "acme", admin: true, approver: true, auditor: false };
export const AUDITOR: OrganisationRoles = { ...ADMIN, admin: false, approver: false, auditor: true };

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;

function people(change: Partial<NamedPeople> = {}): NamedPeople {
  return {
    requestedBy: "sam",
    requestedAt: NOON,
    approvedBy: null,
    approvedAt: null,
    endedBy: null,
    endedAt: null,
    endReason: null,
    ...change,
  };
}
const approved = { approvedBy: "leo", approvedAt: NOON };

export function aWaiver(change: Partial<WaiverView> = {}): WaiverView {
  return {
    ...people(),
    id: id(1),
    org: ORG,
    state: "pending",
    person: "jo",
    owner: "sam",
    layer: "developer",
    repositories: ["payments-*", "web"],
    startsAt: NOON,
    endsAt: LATER,
    reason: "Joins on Monday, trains on Friday",
    documentSha256: DIGEST,
    uses: 2,
    ...change,
  };
}

const glass: BreakGlassView = {
  ...people(approved),
  id: id(3),
  org: ORG,
  state: "in-force",
  pull: "acme/payments-api#12",
  headSha: "b7e2c9".padEnd(40, "1"),
  hours: 2,
  endsAt: LATER,
  reason: "Payments are down",
  awaitsReview: true,
  reviewedBy: null,
  reviewedAt: null,
  reviewNote: null,
};

const batch: ImportView = {
  ...people(),
  id: id(5),
  org: ORG,
  state: "pending",
  source: "knowbe4",
  fileSha256: DIGEST,
  rows: 1,
  rejected: 2,
  known: 0,
};

const row: ImportedRowView = {
  line: 2,
  login: "jo",
  externalCourse: "Secure Coding 2026",
  courseId: "owasp-top-10-2025",
  courseVersion: "1.0.0",
  completedAt: NOON,
  score: 92,
  certificate: null,
  signedAt: null,
  listedAs: null,
};

/** Something of every kind and state; what is done to it is kept in `done`, and refused where `refusing`. */
export function anOffice(options: {
  readonly roles: readonly OrganisationRoles[];
  readonly waivers?: readonly WaiverView[];
  readonly refusing?: string;
}): Exceptions & { readonly done: string[] } {
  const done: string[] = [];
  const { roles, refusing } = options;
  const act = async (what: string, about: string): Promise<Done> => {
    done.push(`${what} ${about}`);
    return refusing === undefined ? { ok: true, id: id(9) } : refused(refusing);
  };
  const waivers = options.waivers ?? [
    aWaiver(),
    aWaiver({ id: id(2), state: "revoked", ...people({ ...approved, endedAt: NOON, endReason: "Trained since" }) }),
  ];
  return {
    done,
    roles: {
      rolesOf: async () => roles,
      rolesInOrganisation: async () => roles[0] ?? { admin: false, approver: false, auditor: false },
    },
    waivers: {
      terms: async () => ({ layers: ["developer", "admin"], longestDays: 180 }),
      request: (_, ask) => act("request", `${ask.person} ${ask.layer} ${ask.until}`),
      grant: () => Promise.reject(new Error("Only the command line grants at once")),
      approve: (by, about) => act(`approve by ${by.login}`, about),
      end: (by, about, reason) => act(`end by ${by?.login} since ${reason}`, about),
      list: async () => waivers,
    },
    breakGlass: {
      request: (_, ask) => act("request", `${ask.repository}#${ask.number} ${ask.hours}`),
      use: () => Promise.reject(new Error("Only the command line uses it at once")),
      approve: (by, about) => act(`approve by ${by.login}`, about),
      end: (by, about, reason) => act(`end by ${by?.login} since ${reason}`, about),
      review: (by, about, note) => act(`review by ${by.login} with ${note}`, about),
      list: async () => [
        glass,
        { ...glass, ...people(), id: id(4), state: "pending", endsAt: null, awaitsReview: false },
      ],
    },
    imports: {
      courses: async () => [],
      preview: () => Promise.reject(new Error("Files come in by the command line")),
      request: () => Promise.reject(new Error("Files come in by the command line")),
      approve: (by, about) => act(`approve by ${by.login}`, about),
      decline: (by, about, reason) => act(`decline by ${by.login} since ${reason}`, about),
      list: async () => [batch, { ...batch, ...people(approved), id: id(6), state: "in-force" }],
      read: async (_, about) => (about === batch.id ? { batch, rows: [row] } : null),
    },
  };
}
