import { accountId, decisionId, personId } from "../../src/domain/ids.ts";
import type { AccessRun } from "../../src/domain/stores/access-gate.ts";
import type { AccessPages, HoldRow, OwnHold, TeamRow } from "../../src/pipeline/access-pages/port.ts";
import { NOON } from "./a-web.ts";
import { ACME, PERSON } from "./an-admin.ts";

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(NOON.getTime() + days * DAY_MS);

export const HOLD = "1f3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f61";
export const RUN = "2f3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f62";
export const SENTENCE =
  "Hello noor, your access to the team payments waits for OWASP Top 10 (about 45 min). Please sign in with GitHub at https://gate.example.org/ and start there.";

const waiting: HoldRow = {
  ...{ id: HOLD, orgId: ACME, account: accountId(1), person: PERSON, login: "nova", what: "team payments" },
  ...{ target: { kind: "team", teamId: 1, role: "member" }, cause: "new", instead: null },
  missing: [{ layer: "developer", course: "owasp-top-10-2025", why: "never" }],
  ...{ openedAt: inDays(-2), decisionId: decisionId("d"), accessFrom: inDays(-2), withdrawnAt: inDays(-2) },
  ...{ releasedBy: null, releasedAt: null, ended: null },
  notice: { told: inDays(-1) },
};
const untold: HoldRow = {
  ...waiting,
  ...{ id: "3f3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f63", login: "noor-with-a-rather-long-login-of-a-contractor" },
  ...{ cause: "lapse", instead: { kind: "reading-team", teamId: 2 } },
  notice: { told: null, why: "they cannot read the onboarding repository", sentence: SENTENCE },
};
const released: HoldRow = {
  ...waiting,
  ...{ id: "4f3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f64", login: "=dan", releasedAt: NOON, releasedBy: PERSON },
};
const ended: HoldRow = { ...waiting, ended: { at: NOON, how: "granted" }, notice: null };

const run: AccessRun = {
  ...{ id: RUN, orgId: ACME, kind: "removals", at: inDays(-1), asked: 12, taken: 3, cap: 10 },
  ...{ digest: "d", state: "held", endedAt: null, endedBy: null },
};

const gated: TeamRow = {
  ...{ id: 1, slug: "payments", state: "gated", level: "grant_on_completion", mode: "block", managedBy: null },
  ...{ onLapse: "to_reading_team", readingTeam: "payments-readers", conflicts: ["iris"], refused: null },
  repositories: ["payments-api", "payments-web-with-a-name-that-goes-on-and-on"].map((name) => ({
    ...{ name, role: "write" },
  })),
};
const TEAMS: readonly TeamRow[] = [
  gated,
  { ...gated, id: 2, slug: "infra", state: "managed", managedBy: "terraform", onLapse: "flag", conflicts: [] },
  {
    ...{ ...gated, id: 3, slug: "sales", state: "synced", onLapse: "remove", conflicts: [] },
    refused: { since: new Date("2026-11-20T09:30:00Z"), nextTry: new Date("2026-11-24T09:30:00Z") },
  },
  { ...gated, id: 4, slug: "payments-readers", state: "reading", conflicts: [] },
  { ...gated, id: 5, slug: "everybody", state: "open", repositories: [], conflicts: [] },
];

const OWN: readonly OwnHold[] = [
  {
    ...{ id: HOLD, what: "the team payments", since: inDays(-2), courses: ["OWASP Top 10"] },
    instead: "you can read everything that you could read before",
  },
];

/** Access with something to see on every page. `done` keeps what was released. */
export function anAccess({ own = [] }: { readonly own?: typeof OWN } = {}) {
  const done: { readonly did: string; readonly by: string; readonly id: string; readonly reason: string }[] = [];
  const asked: Parameters<AccessPages["holds"]>[1][] = [];
  const access: AccessPages = {
    async holds(_, asking) {
      asked.push(asking);
      const all = asking.show === "waiting" ? [waiting, untold, released] : [ended];
      return all.filter(({ login }) => login?.includes(asking.search));
    },
    runs: async () => [run],
    teams: async () => TEAMS,
    forecast: async () => ({
      soon: inDays(14),
      weeks: Array.from({ length: 18 }, (_, week) => ({
        ...{
          from: inDays(7 * week - 1)
            .toISOString()
            .slice(0, 10),
          people: week === 1 ? 7 : week % 3,
        },
      })),
      lapses: [9, 40].map((days, index) => ({
        ...{ person: personId(PERSON), login: index === 0 ? "jo" : "ada", layer: "developer", at: inDays(days) },
      })),
    }),
    waitingOf: async () => own,
    async release({ login }, id, reason) {
      if (reason === "") return { ok: false, why: "Say why" };
      done.push({ did: "release", by: login, id, reason });
      return { ok: true, id };
    },
    async releaseRun({ login }, id, reason) {
      done.push({ did: "release-run", by: login, id, reason });
      return { ok: true, id };
    },
  };
  return { access, done, asked };
}

export const whoWaits = () => anAccess({ own: OWN });
