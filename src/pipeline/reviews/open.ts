import type { OrgId } from "../../domain/ids.ts";
import type { Installation } from "../../domain/installation.ts";
import type { Review } from "../../domain/stores/reviews.ts";
import { reviewOf } from "../../policy/review.ts";
import { dueAt, opensAt } from "../../programme/review/cadence.ts";
import { digestOf } from "../../programme/review/review.ts";
import type { DraftOf } from "../entries.ts";
import { originOf } from "../exceptions/deps.ts";
import type { Actor } from "../exceptions/port.ts";
import type { ReviewDeps } from "./deps.ts";
import { freezeReview } from "./freeze.ts";

/** Opens the review whose time has come. One at a time: while one is not approved, none opens. */
export async function keepReviews(installation: Installation, deps: ReviewDeps): Promise<"opened" | "waits"> {
  const org = installation.orgId;
  const opens = await nextOpening(org, deps);
  if (opens === null || opens > deps.clock()) return "waits";
  return (await openReview(org, null, deps)) ? "opened" : "waits";
}

/** Null while one is open, and before there is anything to review. */
export async function nextOpening(org: OrgId, { stores, policies }: ReviewDeps): Promise<Date | null> {
  const inForce = await policies.inForce(org);
  const last = await stores.reviews.latest(org);
  if (!inForce || isOpen(last)) return null;
  const began = (await stores.trainingPolicies.list(org)).at(-1)?.createdAt;
  return began === undefined ? null : opensAt(last?.openedAt ?? null, began, reviewOf(inForce.policy));
}

export function isOpen(review: Review | null): boolean {
  return review !== null && review.approvedAt === null;
}

/** Its id; null where one was opened meanwhile. */
export async function openReview(org: OrgId, by: Actor | null, deps: ReviewDeps): Promise<string | null> {
  const { stores, clock, policies, newId, newSalt, transact } = deps;
  const at = clock();
  const inForce = await policies.inForce(org);
  if (!inForce) return null;
  const cadence = reviewOf(inForce.policy);
  const last = await stores.reviews.latest(org);
  const document = await freezeReview(org, { last, at, owners: cadence.owners }, deps);
  const review = {
    ...{ id: newId(), orgId: org, number: document.number, sha256: digestOf(document), document, salt: newSalt() },
    ...{ openedAt: at, dueAt: dueAt(at, cadence) },
  };
  return transact(async (inside) => {
    await inside.reviews.hold(org);
    const newest = await inside.reviews.latest(org);
    if (isOpen(newest) || (newest?.number ?? 0) >= review.number) return null;
    await inside.reviews.open(review);
    await deps.entries.append<DraftOf<"review.opened">>(inside, at, {
      type: "review.opened",
      org,
      ...(by ? originOf(by) : { actor: { kind: "app" as const }, source: { kind: "timer" as const } }),
      ...{ review_id: review.id, number: review.number, document_sha256: review.sha256 },
      due_at: review.dueAt.toISOString(),
    });
    return review.id;
  });
}
