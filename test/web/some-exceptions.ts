import { personId } from "../../src/domain/ids.ts";
import type { Exceptions } from "../../src/pipeline/exceptions/exceptions.ts";
import type { BreakGlassView, ImportView, WaiverView } from "../../src/pipeline/exceptions/port.ts";
import { NOON } from "./a-web.ts";
import { ACME, holding } from "./an-admin.ts";

const asked = {
  ...{ org: ACME, requestedBy: "sam", requestedAt: NOON, approvedBy: null, approvedAt: null },
  ...{ endedBy: null, endedAt: null, endReason: null },
};
const aWaiver = (id: number, changes: Partial<WaiverView> = {}): WaiverView => ({
  ...{ ...asked, id: String(id), state: "pending", person: "mira", owner: "sam", layer: "developer" },
  ...{ repositories: [], startsAt: NOON, endsAt: NOON, reason: "On leave", documentSha256: null, uses: 0, ...changes },
});
const WAIVERS = [
  aWaiver(1, { person: "jo", layer: "admin", state: "in-force" }),
  ...Array.from({ length: 60 }, (_, index) => aWaiver(index + 2)),
];
const aUse = (id: string, changes: Partial<BreakGlassView>): BreakGlassView => ({
  ...{ ...asked, id, state: "over", pull: "acme/web#1", headSha: "a".repeat(40), hours: 2, endsAt: NOON },
  ...{ reason: "Outage", awaitsReview: false, reviewedBy: null, reviewedAt: null, reviewNote: null, ...changes },
});
const USES = [aUse("u1", { awaitsReview: true }), aUse("u2", { pull: "acme/api#2", reviewedBy: "leo" })];
const anImport = (id: string, changes: Partial<ImportView>): ImportView => ({
  ...{ ...asked, id, state: "pending", source: "litmos", fileSha256: "ab", rows: 3, rejected: 1, known: 2, ...changes },
});
const aRow = {
  ...{ line: 2, login: "mira", person: personId("mira"), courseId: "security-awareness", courseVersion: "1.0.0" },
  ...{ externalCourse: "Awareness 2026, with a rather long name over there", completedAt: NOON, score: 92 },
  ...{ certificate: null, signedAt: null, listedAs: null },
};
const IMPORTS = [anImport("i1", {}), anImport("i2", { source: "moodle", state: "in-force", approvedBy: "leo" })];

/** Of each kind some, and of waivers more than a page; for somebody with these roles. */
export function someExceptions(held: Parameters<typeof holding>[0] = { admin: true, approver: true }): Exceptions {
  const roles = holding(held);
  return {
    ...roles,
    waivers: {
      ...roles.waivers,
      list: async () => WAIVERS,
      terms: async () => ({ layers: ["developer", "admin"], longestDays: 180 }),
    },
    breakGlass: { ...roles.breakGlass, list: async () => USES },
    imports: {
      ...roles.imports,
      list: async () => IMPORTS,
      async read(_, id) {
        const batch = IMPORTS.find((one) => one.id === id);
        return batch ? { batch, rows: [aRow] } : null;
      },
    },
  };
}
