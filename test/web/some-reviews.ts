import type { ReviewBrief, Reviews, ReviewView } from "../../src/pipeline/reviews/port.ts";
import { REVIEW_ITEMS } from "../../src/programme/review/review.ts";
import { NOON } from "./a-web.ts";

const SHA = "9c41d0a7be31f3c24b56a78899aabbccddeeff00112233445566778899aabbcc";
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(NOON.getTime() + days * DAY_MS);
export const OVERDUE = "5b3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f61";
export const SIGNED = "5b3c9c0e-6f0f-4a4e-9d0e-1f2f3f4f5f62";

/** One that is overdue and ticked, and one that was signed by somebody else. */
export function someReviews(): { readonly reviews: Reviews; readonly done: string[] } {
  const done: string[] = [];
  const brief = (changes: Partial<ReviewBrief>): ReviewBrief => ({
    ...({ id: OVERDUE, number: 2, state: "overdue", sha256: SHA, openedAt: inDays(-40), dueAt: inDays(-10) } as const),
    ...{ signedAt: null, reviewer: null, approvedAt: null, approver: null, ...changes },
  });
  const all = [brief({}), brief({ id: SIGNED, number: 1, state: "signed", signedAt: inDays(-380), reviewer: "jo" })];
  const items = REVIEW_ITEMS.map((id) => ({
    id,
    owner: id === "waivers" ? "Security team" : null,
    figures: [
      { what: "Open or asked for", value: 3 },
      { what: "Releases of the OWASP Top 10 that modules name", value: "2025" },
    ],
    notes: ["+ a line that came into the policy, and is long enough that it has to be broken on a narrow page"],
  }));
  const said = { by: "jo", at: inDays(-12), comment: "Looked at each of them, and all are as they should be." };
  const view = (one: ReviewBrief): ReviewView => ({
    ...one,
    document: { number: one.number, from: inDays(-400).toISOString(), to: one.openedAt.toISOString(), items },
    signedSha256: one.signedAt === null ? null : SHA,
    settled: new Map(REVIEW_ITEMS.map((id) => [id, said])),
  });
  const ok = (what: string, id: string) => {
    done.push(what);
    return { ok: true as const, id };
  };
  return {
    done,
    reviews: {
      overview: async () => ({ reviews: all, nextAt: inDays(30) }),
      async read(_, id) {
        const found = all.find((one) => one.id === id);
        return found ? view(found) : null;
      },
      open: async (by) => ok(`${by.login} opens`, OVERDUE),
      settle: async (by, _, id, { item, comment }) => ok(`${by.login} ticks ${item}: ${comment}`, id),
      async sign(by, _, id, { typedName }) {
        if (typedName === "x") return { ok: false, why: "Type your full name, as you sign with it" };
        return ok(`${by.login} signs as ${typedName}`, id);
      },
      approve: async (by, _, id, { typedName }) => ok(`${by.login} approves as ${typedName}`, id),
    },
  };
}
